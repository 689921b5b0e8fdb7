"""What may be claimed of lost beside won deals, and what may not."""

from math import log

import pytest

from assay.domain.interval import Interval
from assay.domain.signal import Signal
from assay.runs.comparing import count_missing, reach_verdict
from assay.runs.saying import say_more_needed
from assay.stats.pooled_ratio import Comparison
from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.invented_deals import invent_deals
from runs.small_record import SmallRecord


def found(low: float, lift: float, high: float) -> Comparison:
    log_se = (log(high) - log(low)) / (2 * 1.959964)
    return Comparison(None, None, Interval(low, lift, high, 100), log_se, 0.01)


@pytest.mark.parametrize(
    ("low", "lift", "high", "q", "fewest", "verdict"),
    [
        (1.4, 1.9, 2.6, 0.01, 10, "associated"),
        (0.4, 0.6, 0.9, 0.01, 10, "associated"),
        (1.4, 1.9, 2.6, 0.06, 10, "not_enough"),
        (1.4, 1.9, 2.6, 0.01, 9, "not_enough"),
        (0.9, 1.9, 4.0, 0.01, 10, "not_enough"),
        (1.02, 1.1, 1.18, 0.01, 500, "no_difference"),
        (1.02, 1.15, 1.3, 0.01, 500, "not_enough"),
        (0.85, 1.0, 1.2, 0.9, 500, "no_difference"),
        (0.85, 1.0, 1.2, 0.9, 9, "not_enough"),
    ],
)
def test_a_claim_takes_all_of_its_conditions(
    low: float, lift: float, high: float, q: float, fewest: int, verdict: str
) -> None:
    assert reach_verdict(found(low, lift, high), q, fewest=fewest) == verdict


def test_what_could_not_be_compared_is_not_claimed() -> None:
    nothing = Comparison(None, None, None, None, None)
    assert reach_verdict(nothing, None, fewest=500) == "not_enough"
    assert count_missing(nothing, None, 0, lost=500, won=500) is None


def test_what_is_settled_needs_no_more_deals() -> None:
    assert count_missing(found(1.4, 1.9, 2.6), 0.01, 8, lost=80, won=80) is None


def test_fewer_than_ten_deals_a_side_need_ten_at_least() -> None:
    missing = count_missing(found(1.4, 1.9, 2.6), 0.01, 8, lost=24, won=6)
    assert missing is not None
    assert missing >= 20  # at six in thirty, ten won deals come with fifty


def test_more_questions_ask_for_more_deals() -> None:
    one, many = (count_missing(found(0.7, 1.2, 2.05), 0.5, asked, lost=80, won=80) for asked in (1, 40))
    assert one is not None
    assert many is not None
    assert one < many


def test_a_lift_near_one_asks_for_no_more_deals_than_any_other() -> None:
    """The number is for the lift that is sought; the one that was found says nothing of how many it takes."""
    near, far = (count_missing(found(lift / 1.7, lift, lift * 1.7), 0.59, 8, lost=80, won=80) for lift in (1.01, 1.4))
    assert near == far
    assert near is not None
    assert near > 100


def test_a_record_large_enough_says_so() -> None:
    assert count_missing(found(0.97, 1.15, 1.36), 0.2, 8, lost=800, won=800) == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (140, "With about 140 more closed deals a lift of 1.5 would be told from none 8 times in 10."),
        (0, "A lift of 1.5 would have been told 8 times in 10; a smaller one may be"),
        (None, "How many more closed deals it takes until a lift of 1.5 would be told from none 8 times in 10 is not"),
    ],
)
def test_the_number_is_worded_with_the_lift_that_it_is_for(more: int | None, words: str) -> None:
    assert say_more_needed(more).startswith(words)


def test_a_planted_effect_is_found_and_its_lift_is_right(
    home: Home, run: Run, ask: Ask, few_signals: tuple[Signal, ...]
) -> None:
    invent_deals(2, 420, pushed_if_lost=0.75).write(home)
    report = run(signals=few_signals[:1])
    ((verdict, low, lift, high, q),) = ask("SELECT verdict, lift_low, lift, lift_high, q FROM comparison")
    assert verdict == "associated"
    assert low < 2.5 < high  # 75 of a hundred against 30, which is what was planted
    assert q < 0.01
    assert "times as common among lost" in report.text()
    assert lift == pytest.approx(2.5, rel=0.4)


def test_where_nothing_matters_nothing_is_claimed(
    home: Home, run: Run, ask: Ask, few_signals: tuple[Signal, ...]
) -> None:
    invent_deals(11, 150).write(home)
    run()
    assert ask("SELECT count(*) FROM comparison WHERE verdict = 'associated'") == [(0,)]
    assert ask("SELECT DISTINCT asked FROM comparison") == [(3,)]


def test_ten_deals_claim_nothing_and_say_how_many_more(
    home: Home, run: Run, ask: Ask, few_signals: tuple[Signal, ...]
) -> None:
    record = SmallRecord()
    for number in range(10):
        lost = number < 6
        deal = record.deal(str(number), opened=number, outcome="lost" if lost else "won", closed=100 + number)
        record.word(deal, 90)
        record.change(deal, "close_date", "2025-01-01", number)
        if lost:
            for day in (3, 5):
                record.change(deal, "close_date", f"2025-0{day}-01", number + day, old="2025-01-01")
    record.write(home)
    run(signals=few_signals[:1])
    ((verdict, more, lost_n, won_n, lost_hit, won_hit),) = ask(
        "SELECT verdict, more_needed, lost_n, won_n, lost_hit, won_hit FROM comparison"
    )
    assert (verdict, lost_n, won_n, lost_hit, won_hit) == ("not_enough", 6, 4, 6, 0)
    assert more is not None
    assert more >= 15


def test_young_deals_are_left_out_where_enough_are_old(
    home: Home, run: Run, ask: Ask, few_signals: tuple[Signal, ...]
) -> None:
    record = SmallRecord()
    for number in range(40):
        deal = record.deal(str(number), opened=number, outcome="lost" if number % 2 else "won", closed=number + 100)
        record.word(deal, number + 90)
        record.change(deal, "close_date", "2025-01-01", number)
    for number in range(40, 50):
        deal = record.deal(str(number), opened=200, outcome="lost", closed=220)
        record.word(deal, 218)
    record.write(home)
    run(signals=few_signals[:1])
    assert ask("SELECT lost_n, won_n FROM comparison") == [(20, 20)]
    assert ask("SELECT mature_before < as_of FROM run") == [(True,)]


def test_a_record_of_open_deals_has_nothing_to_compare(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    for number in range(5):
        record.word(record.deal(str(number), opened=0), 20)
    record.write(home)
    report = run()
    assert ask("SELECT DISTINCT verdict, lift, p, asked, answered_share FROM comparison") == [
        ("not_enough", None, None, 0, 0.0)
    ]
    assert ask("SELECT count(*) FROM landmark") == [(0,)]
    assert "0 signals could be compared" in report.text()


def test_one_deal_is_a_run(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    record.word(record.deal("A", opened=0, outcome="lost", closed=60), 20)
    record.write(home)
    assert run().counts == {"lost": 1}
    assert ask("SELECT count(*) FROM answer") == [(3,)]
