"""What is found in the words of messages and calls, in four languages."""

from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

from assay.sources.wording.phrases import DEFERRAL, NO_PROMISE, PROMISE, match_words
from assay.sources.wording.promises import read_deadline
from assay.sources.wording.text import fold_text, split_sentences, write_plain

HOUR, DAY = 3600, 86_400
MONDAY = int(datetime(2025, 1, 6, tzinfo=UTC).timestamp())


def tell(expression: str, text: str) -> Any:
    return duckdb.execute(f"SELECT {expression} FROM (SELECT ? AS text)", [text]).fetchall()[0][0]


@pytest.mark.parametrize(
    "text",
    [
        "I'll send you the list by Friday.",
        "We’ll get back to you on that.",
        "Ich melde mich am Freitag bei Ihnen.",
        "Dann schicke ich Ihnen die Liste.",
        "Wir werden das intern prüfen.",
        "Morgen rufe ich Sie an.",
        "Je vous envoie le devis demain.",
        "Nous reviendrons vers vous la semaine prochaine.",
        "Je vais me renseigner.",
        "Le enviaré la oferta el viernes.",
        "Nos pondremos en contacto con usted.",
        "Voy a consultarlo.",
    ],
)
def test_a_promise_is_found(text: str) -> None:
    assert tell(match_words(fold_text("text"), PROMISE), text)
    assert not tell(match_words(fold_text("text"), NO_PROMISE), text)


@pytest.mark.parametrize(
    "text",
    [
        "If you like I will send you the list.",
        "Shall I send you the list?",
        "I will send it once you have signed.",
        "Ich schicke Ihnen anbei das Angebot.",
        "Wenn Sie möchten, schicke ich Ihnen die Liste.",
        "Je vous envoie ci-joint le devis.",
        "Le envío adjunta la oferta.",
        "You will send us the samples.",
        "We will see.",
    ],
)
def test_what_hangs_on_something_or_is_done_is_no_promise(text: str) -> None:
    folded = fold_text("text")
    assert not tell(f"{match_words(folded, PROMISE)} AND NOT {match_words(folded, NO_PROMISE)}", text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("I will send it tomorrow.", 1),
        ("I will send it by Friday.", 4),
        ("I will send it by Monday.", 7),
        ("I will send it next week.", 13),
        ("Ich melde mich bis Mittwoch.", 2),
        ("Guten Morgen, ich melde mich.", None),
        ("Ich melde mich übermorgen.", 2),
        ("Je vous envoie cela d'ici vendredi.", 4),
        ("Le enviaré la oferta mañana.", 1),
        ("Esta mañana lo vi; le enviaré la oferta.", None),
        ("I will send it.", None),
    ],
)
def test_a_deadline_is_read_as_late_as_the_words_allow(text: str, days: int | None) -> None:
    due = tell(read_deadline(fold_text("text"), str(MONDAY // DAY)), text)
    assert (due and due - MONDAY // DAY) == days


@pytest.mark.parametrize(
    "text",
    [
        "I would have to check that with our engineers.",
        "Good point, I will get back to you.",
        "Da muss ich nachfragen.",
        "Je dois vérifier avec nos techniciens.",
        "Tengo que consultarlo con el equipo.",
    ],
)
def test_putting_an_answer_off_is_found(text: str) -> None:
    assert tell(match_words(fold_text("text"), DEFERRAL), text)


def test_older_messages_are_no_words_of_the_writer() -> None:
    plain = tell(
        write_plain("text"), "Fine.\n\nOn Mon, 6 Jan 2025, Ann Lee wrote:\n> Does it fit?\n> It should.\nWe agree."
    )
    assert "?" not in plain
    assert "We agree." in plain
    outlook = "Danke.\n\nVon: Ann Lee\nGesendet: Montag, 6. Januar 2025\nBetreff: Angebot\n\nPasst es?"
    assert tell(write_plain("text"), outlook).strip() == "Danke."


def test_tags_and_addresses_ask_nothing() -> None:
    assert "?" not in tell(
        write_plain("text"), '<p>See <a href="https://x.example/a?b=1">here</a></p> https://x.example/?c'
    )


def test_a_line_that_was_broken_for_its_length_is_one_sentence() -> None:
    text = "Could you tell us whether the instrument can be cleaned\nwithout opening it? Thank you."
    assert tell(split_sentences(write_plain("text")), text)[0].endswith("opening it?")


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


def stage_turns(record: Any, call: str, *turns: tuple[str, str], **columns: Any) -> None:
    for place, (side, text) in enumerate(turns):
        row = {"source_id": f"{call}/{place}", "activity_id": record.key("activity", call), "position": place}
        record.stage("utterance", {**row, "side": side, "text": text, **columns})


def test_speech_is_counted_by_side_and_stretch(deal: Any) -> None:
    stage_act(deal, "c", MONDAY, kind="call")
    turns = (
        ("seller", "One two three."),
        ("seller", "Four?"),
        ("buyer", "Five six."),
        ("unknown", "Seven."),
        ("seller", "Eight."),
    )
    stage_turns(deal, "c", *turns)
    deal.land()
    columns = "our_words, their_words, unknown_words, turns, our_questions, longest_words, our_ms"
    assert deal.rows(f"SELECT {columns} FROM deal_speech") == [(5, 2, 1, 4, 1, 4, None)]


def test_a_question_in_a_call_is_followed_to_our_next_turn(deal: Any) -> None:
    stage_act(deal, "c", MONDAY, kind="call")
    turns = (
        ("buyer", "What does the service cost?"),
        ("buyer", "Per year."),
        ("seller", "I would have to check."),
        ("buyer", "And cleaning, who does that?"),
        ("unknown", "Hm."),
    )
    stage_turns(deal, "c", *turns)
    deal.land()
    columns = "content_words, answer_words, answer_asks, answer_defers, is_doubtful"
    assert deal.rows(f"SELECT {columns} FROM deal_question ORDER BY answer_words NULLS LAST") == [
        (2, 5, False, True, False),
        (1, None, None, None, True),
    ]


def test_a_reply_is_compared_with_the_question_and_what_leads_up_to_it(deal: Any) -> None:
    asked = "Hello,\nThe yearly calibration worries us. Could you say what we would have to do?"
    stage_act(deal, "q", MONDAY, direction="inbound", body=asked)
    meets = "As for calibrating, we have a service for that and it is included with the contract that you saw."
    beside = "We have a new brochure about the moisture probe that you could show to your colleagues in the mill."
    for number, body in enumerate((meets, beside, None)):
        stage_act(deal, f"r{number}", MONDAY + (number + 1) * HOUR, direction="outbound", body=body)
    stage_act(deal, "late", MONDAY + 15 * DAY, direction="outbound", body=meets)
    deal.land()
    assert deal.rows("SELECT shared FROM deal_reply ORDER BY occurred_at") == [(1,), (0,), (None,)]


def test_a_promise_is_due_on_its_day_and_a_task_that_logs_is_none(deal: Any) -> None:
    stage_act(deal, "m", MONDAY, direction="outbound", body="Thank you.\nI will send you the list by Friday.")
    stage_act(deal, "t", MONDAY, kind="task", due_at=MONDAY + 9 * DAY, status="planned")
    stage_act(deal, "log", MONDAY, kind="task", due_at=MONDAY, completed_at=MONDAY)
    deal.land()
    assert deal.rows("SELECT made_in, due_at, is_done FROM deal_promise ORDER BY due_at") == [
        ("message", MONDAY + 5 * DAY, None),
        ("task", MONDAY + 10 * DAY, False),
    ]


def test_a_promise_for_a_day_that_cannot_be_read_is_left_out(deal: Any) -> None:
    stage_act(deal, "m", MONDAY, direction="outbound", body="I will send you the list in March.")
    deal.land()
    assert deal.rows("SELECT * FROM deal_promise") == []
