"""What models are fitted to: deals known to have ended by then, quarter by quarter, and kept as it is."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assay.domain.signal import Signal
from assay.runs.clock import read_clock
from assay.runs.estimating import Epoch
from assay.runs.fitting import fit_models, plan_model
from assay.runs.gathering import Gathering
from assay.runs.models.turn import MODEL as TURN_MODEL
from assay.runs.moments import make_moments
from assay.runs.record_tables import EVER
from assay.signals import find_signals
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from runs.conftest import Ask, Run
from runs.small_record import SmallRecord, on_day

ROWS = "SELECT model, valid_from, valid_to, n, parameters FROM model ORDER BY valid_from"
TURN = "SELECT deal_id, answer, value FROM answer WHERE signal = 'rhythm.momentum_turned' ORDER BY ALL"


@pytest.fixture(scope="session")
def turn_signals() -> tuple[Signal, ...]:
    return tuple(signal for signal in find_signals() if signal.name == "rhythm.momentum_turned")


def lose_deals(record: SmallRecord, count: int, *, first: int, life: int = 100, known: int = 0) -> list[int]:
    """`count` deals lost after `life` days: every second day a word until the 50th, then one in ten days."""
    deals = []
    for number in range(count):
        opened = first + number
        deal = record.deal(f"lost {opened}", opened=opened, outcome="lost", closed=opened + life)
        for day in [*range(1, 50, 2), *range(50, life - 4, 10)]:
            record.word(deal, opened + day, known=opened + day + known)
        deals.append(deal)
    return deals


@pytest.fixture
def record() -> SmallRecord:
    """Twelve lost in the second quarter, twelve more in the third."""
    small = SmallRecord()
    lose_deals(small, 12, first=10)
    lose_deals(small, 12, first=100)
    small.deal("open", opened=150)
    return small


def test_each_quarter_is_fitted_to_deals_that_ended_before_it(
    home: Home, record: SmallRecord, run: Run, ask: Ask, turn_signals: tuple[Signal, ...]
) -> None:
    record.write(home)
    run(signals=turn_signals, as_of=230)
    third, now = on_day(181.5), on_day(230.5) - 1
    assert [row[:4] for row in ask(ROWS)] == [("turn", third, now, 12), ("turn", now, EVER, 24)]


def test_parameters_stay_until_a_new_quarter_or_somebody_asks(
    home: Home, record: SmallRecord, run: Run, ask: Ask, turn_signals: tuple[Signal, ...]
) -> None:
    record.write(home)
    run(signals=turn_signals, as_of=230)
    before = ask(ROWS)
    lose_deals(record, 12, first=30)
    record.write(home)
    run(signals=turn_signals, as_of=240)
    assert ask(ROWS) == before
    run(signals=turn_signals, as_of=240, renew=True)
    renewed = ask(ROWS)
    assert [row[3] for row in renewed] == [24, 36]
    run(signals=turn_signals, as_of=300)
    later = ask(ROWS)
    assert [row[4] for row in later[:2]] == [row[4] for row in renewed]
    assert [row[1:4] for row in later[1:]] == [(on_day(240.5) - 1, on_day(273.5), 36), (on_day(273.5), EVER, 36)]


def test_words_that_were_logged_after_the_close_teach_nothing(
    home: Home, run: Run, ask: Ask, turn_signals: tuple[Signal, ...]
) -> None:
    small = SmallRecord()
    lose_deals(small, 12, first=10, known=200)
    small.write(home)
    run(signals=turn_signals, as_of=330)
    assert {row[3] for row in ask(ROWS)} == {0}


def test_ten_deals_leave_what_is_expected_near_the_defaults(
    home: Home, run: Run, ask: Ask, turn_signals: tuple[Signal, ...]
) -> None:
    small = SmallRecord()
    lose_deals(small, 2, first=10)
    small.write(home)
    run(signals=turn_signals)
    told = json.loads(ask(ROWS)[-1][4])["habits"]
    assert told["level"] == pytest.approx(0.115, rel=0.3)
    assert told["shape"] == pytest.approx(4, rel=0.5)


def test_a_turn_in_the_record_is_found_and_said(
    home: Home, run: Run, ask: Ask, turn_signals: tuple[Signal, ...]
) -> None:
    small = SmallRecord()
    lose_deals(small, 24, first=10, life=160)
    small.deal("open", opened=150)
    small.write(home)
    run(signals=turn_signals, as_of=230)
    answers = [row[0] for row in ask("SELECT answer FROM answer ORDER BY deal_id")]
    assert answers.count("hit") >= 18
    assert answers.count("unknown") == 1
    sentences = [row[0] for row in ask("SELECT sentence FROM finding")]
    assert all(text.startswith("Contact fell for good some time between ") for text in sentences)
    lows = ask("SELECT m.opened_at, hit_at - f.value * 86400, hit_at FROM finding f JOIN moment m USING (deal_id)")
    assert all(low <= opened + 50 * 86_400 <= high for opened, low, high in lows)


def test_a_changed_deal_alone_is_estimated_anew_and_comes_out_as_if_all_had_been(
    home: Home, tmp_path: Path, record: SmallRecord, run: Run, ask: Ask, turn_signals: tuple[Signal, ...]
) -> None:
    record.write(home)
    run(signals=turn_signals, as_of=230)
    whole = Home(tmp_path / "whole", {})
    record.write(whole)
    changed = record.rows["deal"][3]["id"]
    for day in range(60, 100):
        record.word(changed, 13 + day)
    record.write(home)
    assert run(signals=turn_signals, as_of=230).recomputed == 1
    run(signals=turn_signals, as_of=230, at=whole)
    before = ask(TURN, whole)
    after = ask(TURN)
    assert [row for row in after if row[0] != changed] == [row for row in before if row[0] != changed]
    assert [row for row in after if row[0] == changed] != [row for row in before if row[0] == changed]


def fit_small_draw(home: Home, as_of: float) -> list[Epoch]:
    """What eight deals a quarter teach of turns."""
    model = replace(TURN_MODEL, most=8)
    with (
        closing(open_place(home.record, TABLES).engine()) as engine,
        closing(Gathering(engine)) as gathering,
    ):
        clock = read_clock(engine, datetime.fromtimestamp(on_day(as_of), UTC))
        make_moments(engine, clock, "EUR")
        ((first,),) = gathering.rows("SELECT min(close_known_at) FROM run_moment WHERE outcome <> 'open'")
        plan = plan_model(model, (), clock, first, renew=True)
        return list(fit_models(gathering, [plan], clock, "EUR")["turn"])


def test_what_is_drawn_for_a_quarter_does_not_hang_on_deals_that_end_later(home: Home, record: SmallRecord) -> None:
    record.write(home)
    before = fit_small_draw(home, 230)
    lose_deals(record, 60, first=200)
    record.write(home)
    after = fit_small_draw(home, 400)
    assert [(epoch.valid_from, epoch.n, epoch.parameters) for epoch in after[:1]] == [
        (epoch.valid_from, epoch.n, epoch.parameters) for epoch in before[:1]
    ]
    assert [epoch.n for epoch in after] == [8] * len(after)
    assert len({epoch.parameters for epoch in after}) > 1
