"""What is said of the words of the deals of a run, once it stands."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assay.runs.coding import mentions, words
from assay.runs.coding.kept import KeptMark, key_text, open_kept
from assay.runs.coding.words import Words
from assay.runs.coding.working import code_words, find_uncoded
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.sources.person_codes import PersonCode, keep_codes
from assay.store.engine import Engine
from assay.store.home import Home
from assay.tables.mention import IS_PRAISE
from runs.small_record import SmallRecord, on_day

NOTE = "They told us that the whole budget was frozen by the CFO until next year. See you on Tuesday."
MAIL = "The price is far too high for us.\n\nOn Monday Tom wrote:\n> We lost our champion, she left the company.\n"
STEP = "coding words: text 0 of"


class Written(SmallRecord):
    """A record with words."""

    def write_words(self, deal: int, day: float, kind: str, direction: str, body: str) -> int:
        number = str(len(self.rows["activity"]))
        told = {"kind": kind, "direction": direction, "status": "held", "occurred_at": on_day(day), "body": body}
        activity = self.add("activity", number, known=on_day(day), **told)
        self.add("activity_deal", number, known=on_day(day), activity_id=activity, deal_id=deal, basis="source")
        return activity


@pytest.fixture
def record() -> Written:
    record = Written()
    mill = record.deal("mill", opened=0, outcome="lost", closed=90, loss_reason_stated="Budget")
    yard = record.deal("yard", opened=10)
    record.write_words(mill, 40, "note", "internal", NOTE)
    record.write_words(yard, 50, "email", "inbound", MAIL)
    call = record.write_words(yard, 60, "call", "inbound", "")
    for position, (side, text) in enumerate((("seller", "How are you?"), ("buyer", "Our champion left the company."))):
        told = {"activity_id": call, "position": position, "side": side, "text": text}
        record.add("utterance", str(position), known=on_day(60), **told)
    return record


@pytest.fixture(autouse=True)
def _coding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_WORDS", "yes")


def run(home: Home, **how: Any) -> list[str]:
    """The steps of coding that were told after a run."""
    run_signals(home, **{"as_of": None, "renew_baseline": False, "signals": (), "tell": lambda step: None, **how})
    told: list[str] = []
    code_words(home, lambda step, share: told.append(step))
    return [step for step in told if step.startswith("coding words")]


def read(home: Home, columns: str) -> list[tuple[Any, ...]]:
    with open_results(home) as results:
        return results.connection.execute(f"SELECT {columns} FROM mention ORDER BY occurred_at").fetchall()


def test_words_of_deals_are_coded_with_their_place(home: Home, record: Written) -> None:
    record.write(home)
    run(home)
    assert read(home, '"table", side, origin, driver, coder') == [
        ("activity", "rep", "crm_note", "no_budget", "model"),
        ("activity", "buyer", "email", "price_too_high", "model"),
        ("utterance", "buyer", "transcript", "champion_lost_or_weak", "model"),
        ("deal", "rep", "crm_reason", "no_budget", "rule"),
    ]
    (quote, start, end, choices) = read(home, 'quote, "start", "end", choices')[0]
    assert NOTE[start:end] == quote
    assert json.loads(choices)[0]["driver"] == "no_budget"


def test_praise_has_a_theme_and_no_driver(home: Home, record: Written) -> None:
    yard = record.deal("quay", opened=20)
    record.write_words(yard, 70, "email", "inbound", "Your support was great, they always helped us at once.")
    record.write(home)
    run(home)
    with open_results(home) as results:
        rows = results.connection.execute(
            f"SELECT driver, theme, about, polarity, confidence, choices FROM mention WHERE {IS_PRAISE}"
        ).fetchall()
    assert rows == [(None, "service_support", "us", "for", None, "[]")]


def test_only_new_text_is_coded(home: Home, record: Written) -> None:
    record.write(home)
    assert run(home) == [f"{STEP} 5"]
    quay = record.deal("quay", opened=20)
    record.write_words(quay, 70, "note", "internal", "The quote was far too expensive for them.")
    # the same words on another deal are known
    record.write_words(quay, 71, "note", "internal", NOTE)
    record.write(home)
    assert run(home) == [f"{STEP} 7"]
    assert len(read(home, "driver")) == 6
    record.deal("pier", opened=20)
    record.write(home)
    assert run(home) == []
    assert len(read(home, "driver")) == 6


def test_what_was_not_yet_known_is_not_coded(home: Home, record: Written) -> None:
    record.write(home)
    run(home, as_of=None)
    run(home, as_of=datetime.fromtimestamp(on_day(45), UTC))
    assert read(home, "driver") == [("no_budget",)]


def test_what_was_answered_after_the_last_export_is_coded(home: Home, record: Written) -> None:
    said = {"side": "buyer", "origin": "buyer_form", "text": "Your price was far too high for us."}
    mill = record.rows["deal"][0]["id"]
    record.add("statement", "1", known=on_day(900), deal_id=mill, occurred_at=on_day(900), **said)
    record.write(home)
    run(home)
    assert read(home, '"table", driver')[-1] == ("statement", "price_too_high")
    run(home, as_of=datetime.fromtimestamp(on_day(70), UTC))
    assert not [row for row in read(home, '"table"') if row == ("statement",)]


def test_what_a_person_says_goes_before_the_model(home: Home, record: Written) -> None:
    record.write(home)
    run(home)
    where = 'deal_id, "table", row_id, "start", "end", side, origin, occurred_at, known_at, quote, driver'
    ((deal, table, row, start, end, *told, quote, _),) = [
        one for one in read(home, where) if one[-1] == "price_too_high"
    ]
    code = (quote, "value_unproven", None, "us", None, "against", "ann", told[-1], "1")
    keep_codes(home, [PersonCode(deal, table, row, start, end, len(MAIL), *told, *code)])
    run(home)
    assert [one for one in read(home, "driver, coder, quote") if one[1] == "person"] == [
        ("value_unproven", "person", "The price is far too high for us.")
    ]
    assert "price_too_high" not in [driver for (driver,) in read(home, "driver")]


def test_a_person_may_say_that_a_passage_tells_no_reason(home: Home, record: Written) -> None:
    said = {"deal_id": record.deal("quay", opened=20), "side": "buyer", "origin": "debrief", "occurred_at": on_day(80)}
    statement = record.add("statement", "s1", known=on_day(80), text="It was too expensive.", **said)
    told = {"statement_id": statement, "driver": "none", "coder": "person", "coded_by": "ann"}
    record.add("statement_code", "c1", known=on_day(81), **told)
    record.write(home)
    run(home)
    assert "debrief" not in [origin for (origin,) in read(home, "origin")]


def test_a_reason_that_stands_there_twice_is_coded_once(home: Home, record: Written) -> None:
    mill = record.rows["deal"][0]["id"]
    said = {"deal_id": mill, "side": "rep", "origin": "crm_reason", "occurred_at": on_day(90), "text": "Budget"}
    record.add("statement", "s1", known=on_day(90), **said)
    record.write(home)
    run(home)
    assert [table for table, origin in read(home, '"table", origin') if origin == "crm_reason"] == ["statement"]


def test_coding_can_be_switched_off(home: Home, record: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_WORDS", "no")
    record.write(home)
    assert run(home) == []
    assert read(home, "driver") == []
    assert find_uncoded(home) == ""


def test_a_run_stands_before_its_words_are_coded_and_keeps_codes_of_deals_that_did_not_change(
    home: Home, record: Written
) -> None:
    how: dict[str, Any] = {"as_of": None, "renew_baseline": False, "signals": (), "tell": lambda step: None}
    record.write(home)
    run_signals(home, **how)
    assert read(home, "driver") == []
    assert code_words(home, lambda step, share: None) == 5
    before = read(home, "driver, quote")
    quay = record.deal("quay", opened=20)
    record.write_words(quay, 70, "note", "internal", "The quote was far too expensive for them.")
    record.write(home)
    run_signals(home, **how)
    assert read(home, "driver, quote") == before
    assert find_uncoded(home)
    assert code_words(home, lambda step, share: None) == 6
    assert len(read(home, "driver")) == len(before) + 1
    assert find_uncoded(home) == ""
    assert code_words(home, lambda step, share: None) is None


def test_of_an_earlier_day_no_codes_of_a_later_one_stand(home: Home, record: Written) -> None:
    record.write(home)
    run(home)
    then = datetime.fromtimestamp(on_day(45), UTC)
    run_signals(home, as_of=then, renew_baseline=False, signals=(), tell=lambda step: None)
    assert read(home, "driver") == []


def test_words_of_a_run_that_was_overtaken_are_coded_of_the_next(
    home: Home, record: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.write(home)
    run_signals(home, as_of=None, renew_baseline=False, signals=(), tell=lambda step: None)

    def overtake(step: str, share: float) -> None:
        if step == f"{STEP} 5":
            run_signals(home, as_of=then, renew_baseline=False, signals=(), tell=lambda step: None)

    then = datetime.fromtimestamp(on_day(45), UTC)
    assert code_words(home, overtake) == 1
    assert read(home, "driver") == [("no_budget",)]


def test_texts_are_read_a_part_at_a_time_and_each_once(
    home: Home, record: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_AT_ONCE", 2)
    seen: list[list[Words]] = []

    def see(engine: Engine) -> Iterator[list[Words]]:
        for part in words.read_words(engine):
            seen.append(part)
            yield part

    monkeypatch.setattr(mentions, "read_words", see)
    record.write(home)
    run(home)
    assert [len(part) for part in seen] == [2, 2, 1]
    assert len({(one.table, one.row_id) for part in seen for one in part}) == 5


def test_kept_codes_hold_no_words(tmp_path: Path) -> None:
    mark = KeptMark(0, 5, "timing", "", "", "model", 0.8, 0.2, (("timing", 0.8),), "en", "")
    key = key_text("a secret", is_message=False, is_answer=True)
    with open_kept(tmp_path, "coder 1") as kept:
        kept.keep({key: [mark]})
    with open_kept(tmp_path, "coder 1") as kept:
        assert kept.find([key]) == {key: [mark]}
    assert b"secret" not in (tmp_path / "coded.sqlite").read_bytes()


def test_codes_of_another_coder_are_not_read(tmp_path: Path) -> None:
    key = key_text("a text", is_message=False, is_answer=True)
    with open_kept(tmp_path, "coder 1") as kept:
        kept.keep({key: []})
    with open_kept(tmp_path, "coder 2") as kept:
        assert kept.find([key]) == {}
        kept.drop_others()
    with open_kept(tmp_path, "coder 1") as kept:
        assert kept.find([key]) == {}


@pytest.mark.parametrize(
    ("kind", "direction", "side"),
    [
        ("call", "inbound", "rep"),
        ("note", "unknown", "rep"),
        ("email", "inbound", "buyer"),
        ("chat", "outbound", "rep"),
        ("email", "unknown", "unknown"),
    ],
)
def test_only_a_message_that_came_in_is_the_buyers_own_word(home: Home, kind: str, direction: str, side: str) -> None:
    record = Written()
    record.write_words(record.deal("mill", opened=0), 40, kind, direction, NOTE)
    record.write(home)
    run(home)
    assert read(home, "side") == [(side,)]
