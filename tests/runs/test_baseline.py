"""What is typical: of won deals known by then, quarter by quarter, and kept as it is."""

import pytest

from assay.domain.signal import Signal
from assay.runs.epochs import quarter_starts
from assay.runs.record_tables import EVER
from assay.signals import find_signals
from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.small_record import SmallRecord, on_day

ROWS = "SELECT grp, age_days, valid_from, valid_to, n, p10, p50, p90 FROM baseline ORDER BY ALL"


@pytest.fixture
def stalled(few_signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    return tuple(signal for signal in few_signals if signal.typical)


def win_deals(record: SmallRecord, count: int, *, first: int, stay: int) -> None:
    """`count` won deals, one opened each day from `first`, each `stay` days in its one stage."""
    for number in range(count):
        opened = first + number
        deal = record.deal(f"won {opened}", opened=opened, outcome="won", closed=opened + stay)
        record.change(deal, "stage", "Talk", opened)
        record.change(deal, "stage", "Won", opened + stay)


@pytest.fixture
def record() -> SmallRecord:
    """Twelve won in the first quarter after 20 days each, twelve in the second after 40."""
    small = SmallRecord()
    small.stage("Talk", "open")
    small.stage("Won", "won")
    win_deals(small, 12, first=10, stay=20)
    win_deals(small, 12, first=100, stay=40)
    small.deal("open", opened=120)
    return small


def test_each_quarter_rests_on_deals_closed_before_it(
    home: Home, record: SmallRecord, run: Run, ask: Ask, stalled: tuple[Signal, ...]
) -> None:
    record.write(home)
    run(signals=stalled, as_of=190)
    second, third, now = on_day(90.5), on_day(181.5), on_day(190.5) - 1
    assert quarter_starts(on_day(10), on_day(190)) == [on_day(-0.5), second, third]
    rows = [row for row in ask(ROWS) if row[0] == "Talk"]
    assert [row[2:5] for row in rows] == [(second, third, 12), (third, now, 24), (now, EVER, 24)]
    assert [row[6] for row in rows] == pytest.approx([20.0, 30.0, 30.0])
    assert (rows[1][5], rows[1][7]) == (pytest.approx(20.0), pytest.approx(40.0))


def test_it_stays_as_it_is_until_a_new_quarter_or_somebody_asks(
    home: Home, record: SmallRecord, run: Run, ask: Ask, stalled: tuple[Signal, ...]
) -> None:
    record.write(home)
    run(signals=stalled, as_of=190)
    before = ask(ROWS)
    win_deals(record, 12, first=30, stay=80)
    record.write(home)
    outgrown = run(signals=stalled, as_of=200)
    assert ask(ROWS) == before
    assert outgrown.baseline_won == 24
    run(signals=stalled, as_of=200, renew=True)
    renewed = ask(ROWS)
    assert renewed != before
    run(signals=stalled, as_of=300)
    later = ask(ROWS)
    assert [row for row in later if row[3] < on_day(273)] == [row for row in renewed if row[3] < on_day(273)]
    assert max(row[2] for row in later) == on_day(273.5)
    assert {row[3] for row in later if row[2] == max(r[2] for r in renewed)} == {on_day(273.5)}


def test_a_much_larger_record_is_told_to_renew(
    home: Home, record: SmallRecord, run: Run, stalled: tuple[Signal, ...]
) -> None:
    record.write(home)
    run(signals=stalled)
    win_deals(record, 20, first=35, stay=15)
    record.write(home)
    assert "--renew-baseline" in run(signals=stalled).text()


def test_seven_deals_say_nothing_about_what_is_typical(
    home: Home, run: Run, ask: Ask, stalled: tuple[Signal, ...]
) -> None:
    small = SmallRecord()
    small.stage("Talk", "open")
    win_deals(small, 7, first=10, stay=20)
    deal = small.deal("open", opened=20)
    small.change(deal, "stage", "Talk", 20)
    small.write(home)
    run(signals=stalled, as_of=200)
    assert ask(ROWS) == []
    assert ask("SELECT DISTINCT answer FROM answer WHERE view = 'open'") == [("unknown",)]


def test_a_baseline_without_rows_is_made_as_soon_as_it_can_be(
    home: Home, run: Run, ask: Ask, stalled: tuple[Signal, ...]
) -> None:
    small = SmallRecord()
    small.stage("Talk", "open")
    win_deals(small, 7, first=10, stay=20)
    small.write(home)
    run(signals=stalled, as_of=60)
    win_deals(small, 7, first=20, stay=20)
    small.write(home)
    run(signals=stalled, as_of=60)
    assert ask("SELECT count(*) > 0 FROM baseline") == [(True,)]


def test_a_deal_in_two_groups_counts_once_among_all(home: Home, run: Run, ask: Ask) -> None:
    small = SmallRecord()
    for number in range(10):
        known = {"segment": "food"} if number < 5 else {}
        deal = small.deal(f"{number}", opened=number, outcome="won", closed=number + 50, **known)
        for buyer in (1, 2) if known else (1,):
            small.word(deal, number + 3, buyer=buyer)
    small.deal("open", opened=120)
    small.write(home)
    run(signals=tuple(signal for signal in find_signals() if signal.name == "people.few_buyers_engaged"), as_of=130)
    # five with two buyers, who are in a segment, and five with one
    assert ask("SELECT DISTINCT grp, n, p50 FROM baseline ORDER BY grp") == [("10k-30k", 10, 1.5), ("all", 10, 1.5)]
