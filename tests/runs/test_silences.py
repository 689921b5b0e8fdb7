"""How silences ended is learnt from deals as they were known by then, open ones included, and said of each deal."""

import json
from pathlib import Path

import pytest

from assay.domain.signal import Signal
from assay.runs.record_tables import EVER
from assay.signals import find_signals
from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.small_record import SmallRecord, on_day

ROWS = "SELECT valid_from, valid_to, n, parameters FROM model WHERE model = 'silence' ORDER BY valid_from"
TOLD = "SELECT * FROM silence ORDER BY deal_id"
DAY = 86_400


@pytest.fixture(scope="session")
def signals() -> tuple[Signal, ...]:
    return tuple(signal for signal in find_signals() if signal.name == "rhythm.gone_silent")


def make_record(count: int = 30, *, first: int = 0) -> SmallRecord:
    """Pairs of deals with a word every 9 to 11 days: one pauses for 40 days and is won, one falls silent for good."""
    record = SmallRecord()
    add_pairs(record, count, first=first)
    return record


def add_pairs(record: SmallRecord, count: int, *, first: int) -> None:
    for number in range(count):
        opened = first + number
        paused = record.deal(f"paused {opened}", opened=opened, outcome="won", closed=opened + 200)
        dead = record.deal(f"dead {opened}", opened=opened, outcome="lost", closed=opened + 250)
        for place in range(6):
            record.word(paused, opened + 1 + 10 * place + (place + number) % 2)
            record.word(dead, opened + 1 + 10 * place + (place + number) % 2)
        for place in range(9):
            record.word(paused, opened + 95 + 10 * place + (place + number) % 2)


def test_each_deal_is_told_when_its_silence_is_unusual_and_hopeless(
    home: Home, run: Run, ask: Ask, signals: tuple[Signal, ...]
) -> None:
    record = make_record()
    late = record.deal("late", opened=300)
    for day in (300, 310, 320, 331):
        record.word(late, day)
    record.write(home)
    run(signals=signals, as_of=431)
    ((words, silent, pauses, until, said, share, low, high, n, deals, hopeless),) = ask(
        f"""SELECT words, silence_days, pauses, usual_until, p_dead, p_share, p_low, p_high, n, deals, hopeless_at
        FROM silence WHERE deal_id = {late}"""
    )
    assert (words, silent, pauses) == (4, 100, 30 * (14 + 5) + 3)
    assert on_day(331) < until < on_day(431)
    assert said > 0.9
    assert low <= share <= high
    assert n >= deals >= 20
    assert on_day(331) < hopeless <= on_day(431)
    ((answer, value, hit_at),) = ask(f"SELECT answer, value, hit_at FROM answer WHERE deal_id = {late}")
    assert (answer, value, hit_at) == ("hit", 100, until + 1)


def test_open_deals_teach_as_well_as_ended_ones(home: Home, run: Run, ask: Ask, signals: tuple[Signal, ...]) -> None:
    record = make_record(5)
    for number in range(40):
        still_open = record.deal(f"open {number}", opened=number)
        record.word(still_open, number + 1)
    record.write(home)
    run(signals=signals, as_of=300)
    assert ask(ROWS)[-1][2] == 50


def test_a_quarter_knows_nothing_of_what_came_after_it(
    home: Home, tmp_path: Path, run: Run, ask: Ask, signals: tuple[Signal, ...]
) -> None:
    """Deals that close and speak on later leave the parameters of the quarter before as they are."""
    record = make_record()
    record.write(home)
    run(signals=signals, as_of=300)
    add_pairs(record, 20, first=280)
    late = record.rows["deal"][0]["id"]
    record.word(late, 280)
    record.word(late, 60, known=290)
    more = Home(tmp_path / "more", {})
    record.write(more)
    run(signals=signals, as_of=300, at=more)
    before, after = ask(ROWS), ask(ROWS, more)
    edge = on_day(273.5)
    assert [row for row in before if row[0] <= edge] == [row for row in after if row[0] <= edge] != []


def test_a_word_is_no_teacher_before_ninety_days_have_passed(
    home: Home, run: Run, ask: Ask, signals: tuple[Signal, ...]
) -> None:
    record = make_record(first=140)
    record.deal("lost", opened=0, outcome="lost", closed=100)
    record.write(home)
    run(signals=signals, as_of=420)
    told = {row[0]: json.loads(row[3])["model"] for row in ask(ROWS)}
    learnt = [model is not None for _, model in sorted(told.items())]
    assert learnt == [on_day(196 + 90) < edge for edge in sorted(told)]
    assert set(learnt) == {False, True}


def test_too_few_deals_leave_the_own_rhythm(home: Home, run: Run, ask: Ask, signals: tuple[Signal, ...]) -> None:
    record = SmallRecord()
    record.deal("lost", opened=0, outcome="lost", closed=30)
    deal = record.deal("alone", opened=0)
    for day in (1, 8, 15):
        record.word(deal, day)
    record.write(home)
    run(signals=signals, as_of=80)
    ((answer, value),) = ask(f"SELECT answer, value FROM answer WHERE deal_id = {deal}")
    assert (answer, value) == ("hit", 65)
    assert ask("SELECT silence_days, usual_until, p_dead, n, hopeless_at FROM silence") == [
        (65, None, None, None, None)
    ]


def test_before_any_deal_ended_silences_are_still_counted(
    home: Home, run: Run, ask: Ask, signals: tuple[Signal, ...]
) -> None:
    record = SmallRecord()
    record.word(record.deal("alone", opened=0), 3)
    record.write(home)
    run(signals=signals, as_of=10)
    assert ask(ROWS) == []
    assert ask("SELECT words, silence_days, pauses, p_dead FROM silence") == [(1, 7, 0, None)]


def test_what_is_estimated_stands_for_deals_that_did_not_change(
    home: Home, tmp_path: Path, run: Run, ask: Ask, signals: tuple[Signal, ...]
) -> None:
    record = make_record()
    record.write(home)
    run(signals=signals, as_of=300)
    before = ask(TOLD)
    changed = record.rows["deal"][4]["id"]
    record.word(changed, 130)
    record.write(home)
    assert run(signals=signals, as_of=300).recomputed == 1
    after = ask(TOLD)
    assert len(before) == len(after) == 60
    assert [row for row in after if row[0] != changed] == [row for row in before if row[0] != changed]


def test_the_newest_quarter_holds_from_the_moment_of_its_making(
    home: Home, run: Run, ask: Ask, signals: tuple[Signal, ...]
) -> None:
    make_record().write(home)
    run(signals=signals, as_of=300)
    assert [row[:3] for row in ask(ROWS)] == [
        (on_day(273.5), on_day(300.5) - 1, 60),
        (on_day(300.5) - 1, EVER, 60),
    ]
