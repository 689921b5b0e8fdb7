"""Buying cues in calls and messages, and whether our side took them up, as the clustered tables hold them."""

from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

from assay.domain.cue import CUES, NO_CUE
from assay.sources.wording.cues import describe_answer, is_cue
from assay.sources.wording.phrases import match_words
from assay.sources.wording.text import fold_text
from assay.words.cues import FoundCue, find_cues, is_taken_up
from assay.words.cues.uptake import list_stems as list_stems_in_python

HOUR, DAY = 3600, 86_400
MONDAY = int(datetime(2025, 1, 6, tzinfo=UTC).timestamp())

SENTENCES = (
    "How soon could you start?",
    "We would like to be live before the trade fair.",
    "Was würde das für drei Standorte kosten?",
    "Our CFO must approve it first.",
    "Who does the migration of our old data?",
    "Haben Sie Referenzen in unserer Branche?",
    "There is no budget for it.",
    "Thank you for the nice talk.",
    "Könnten Sie das unserer Geschäftsführung zeigen?",
    "",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_sql_and_python_find_the_same_cues(text: str) -> None:
    folded = fold_text("text")
    told = ", ".join(f"({is_cue(folded, cue)}) AND NOT {match_words(folded, NO_CUE)}" for cue in CUES)
    (row,) = duckdb.execute(f"SELECT {told} FROM (SELECT ? AS text)", [text]).fetchall()
    found = {cue for one in find_cues(text) for cue in one.cues}
    assert {cue for cue, is_one in zip(CUES, row, strict=True) if is_one} == found


@pytest.mark.parametrize("text", SENTENCES)
def test_sql_and_python_see_the_same_matter(text: str) -> None:
    folded = fold_text("text")
    (row,) = duckdb.execute(
        f"SELECT {describe_answer(folded, f'[{folded}]')} FROM (SELECT ? AS text)", [text]
    ).fetchall()
    assert set(row[0]) == list_stems_in_python(text)
    spoken = {cue for cue in CUES if is_taken_up(FoundCue(0, 0, "", (cue,)), [f"Well. Fine. {text}"])}
    asks_on = row[4] or (row[2] and not text)
    assert asks_on or set(row[1]) - {None} == spoken


@pytest.fixture
def deal(record: Any) -> Any:
    record.stage("deal", {"source_id": "d", "outcome": "open", "opened_at": MONDAY})
    return record


def stage_act(record: Any, name: str, at: int, **columns: Any) -> None:
    clock = {"known_at": at, "known_at_basis": "created"}
    told = {"source_id": name, "kind": "email", "direction": "unknown", "status": "held", "occurred_at": at}
    record.stage("activity", {**told, **clock, **columns})
    ids = {"activity_id": record.key("activity", name), "deal_id": record.key("deal", "d")}
    record.stage("activity_deal", {"source_id": f"{name}/d", **ids, "basis": "source"})


def stage_turns(record: Any, *turns: tuple[str, str]) -> None:
    stage_act(record, "c", MONDAY, kind="call")
    for place, (side, text) in enumerate(turns):
        row = {"source_id": f"c/{place}", "activity_id": record.key("activity", "c"), "position": place}
        record.stage("utterance", {**row, "side": side, "text": text})


CUE = ("buyer", "How many weeks would the installation take?")
ASIDE = ("seller", "Look at this colour scheme. Everybody likes it.")


def read_call(deal: Any) -> list[tuple[object, ...]]:
    deal.land()
    rows: list[tuple[object, ...]] = deal.rows("SELECT cue, is_taken_up, is_doubtful FROM deal_cue ORDER BY cue")
    return rows


def test_an_answer_in_the_next_turn_takes_a_cue_up(deal: Any) -> None:
    stage_turns(deal, CUE, ("seller", "Three, as a rule: two to prepare, one on site."), ("buyer", "Good."))
    assert read_call(deal) == [("implementation", True, False), ("timeline", True, False)]


@pytest.mark.parametrize(
    ("turns", "is_taken_up"),
    [
        ((ASIDE, ("buyer", "I see."), ("seller", "As for the weeks and the installing: three.")), True),
        ((ASIDE, ("buyer", "Yes."), ASIDE, ("buyer", "Hm."), ("seller", "The installation takes three weeks.")), False),
        ((("seller", "We get to the installation later."), ("buyer", "Fine."), ASIDE), False),
        ((("seller", "Who of you would have to be there for that?"),), True),
        ((("seller", " ".join(["So."] * 300) + " Installation takes three weeks."),), False),
        ((), False),
    ],
    ids=["second turn", "third turn", "put off", "asks on", "after a long talk", "nothing said"],
)
def test_only_our_next_two_turns_count(deal: Any, turns: tuple[tuple[str, str], ...], is_taken_up: bool) -> None:
    stage_turns(deal, CUE, *turns)
    assert {row[1] for row in read_call(deal)} == {is_taken_up}


def test_a_speaker_of_an_unknown_side_may_have_been_ours(deal: Any) -> None:
    stage_turns(deal, CUE, ("unknown", "Three weeks."), ASIDE)
    assert {row[2] for row in read_call(deal)} == {True}


def test_what_our_side_says_is_no_cue_and_small_talk_neither(deal: Any) -> None:
    stage_turns(deal, ("seller", CUE[1]), ("buyer", "The weather delayed our harvest by three weeks."))
    assert read_call(deal) == []


def test_our_messages_of_the_week_after_are_compared_with_the_cue(deal: Any) -> None:
    asked = "Hello,\nthanks for the call.\nDo you have a reference in food production?\n\n> How much is it?\n> Ann"
    stage_act(deal, "q", MONDAY, direction="inbound", body=asked)
    bodies = ("A dairy in Ghent, I will ask them.", "Here is the new brochure.", "Please see the attached file.", None)
    for number, body in enumerate(bodies):
        stage_act(deal, f"r{number}", MONDAY + (number + 1) * HOUR, direction="outbound", body=body)
    stage_act(deal, "late", MONDAY + 8 * DAY, direction="outbound", body="The reference is a dairy.")
    deal.land()
    assert deal.rows("SELECT said_in, cue, is_taken_up FROM deal_cue") == [("message", "reference", None)]
    assert deal.rows("SELECT cue, takes_up FROM deal_cue_reply ORDER BY occurred_at") == [
        ("reference", True),
        ("reference", False),
        ("reference", None),
        ("reference", None),
    ]


def test_a_message_after_a_call_may_take_up_what_was_said_there(deal: Any) -> None:
    stage_turns(deal, CUE, ASIDE)
    stage_act(deal, "r", MONDAY + DAY, direction="outbound", body="You asked about the installation: three weeks.")
    deal.land()
    assert {row[0] for row in deal.rows("SELECT takes_up FROM deal_cue_reply")} == {True}


def test_what_a_machine_or_our_side_wrote_is_no_cue(deal: Any) -> None:
    stage_act(deal, "a", MONDAY, direction="inbound", body="What does it cost?", is_automated=True)
    stage_act(deal, "o", MONDAY, direction="outbound", body="What would it cost you?")
    deal.land()
    assert deal.rows("SELECT * FROM deal_cue") == []
