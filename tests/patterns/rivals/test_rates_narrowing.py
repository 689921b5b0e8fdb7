"""Win rates narrow as deals end, and no two are told apart by looking often."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from assay.patterns.rivals.ended import Decided, Ended
from assay.patterns.rivals.narrowing import Headline, follow_rates, tell_apart
from assay.stats.always_valid import bound_always

QUARTERS = 12


def invent(seed: int, deals: int, rates: tuple[float, ...]) -> Ended:
    """Deals over 12 quarters, each with one competitor, won at that competitor's rate."""
    random = np.random.default_rng(seed)
    rival = random.integers(0, len(rates), deals)
    return Ended(
        quarter=random.integers(8000, 8000 + QUARTERS, deals),
        rival=rival,
        theme=np.zeros(deals, dtype=np.int64),
        won=(random.random(deals) < np.array(rates)[rival]).astype(np.float64),
        weight=np.ones(deals),
        deal=np.arange(deals),
    )


def follow(ended: Ended) -> list[Headline]:
    return list(follow_rates(Decided(ended.quarter, ended.won), ended))


def test_the_rate_of_all_deals_and_of_each_competitor_narrows_from_quarter_to_quarter() -> None:
    found = follow(invent(1, 600, (0.3, 0.5)))
    for rival in (None, 0, 1):
        own = [one for one in found if one.rival == rival]
        assert [one.quarter for one in own] == list(range(8000, 8000 + QUARTERS))
        widths = [one.rate.high - one.rate.low for one in own]
        assert widths[-1] < widths[0] / 2
        assert own[-1].rate.n > own[0].rate.n


def test_what_ended_later_changes_no_earlier_rate() -> None:
    ended = invent(2, 500, (0.3, 0.5, 0.4))
    early = ended.quarter <= 8005
    parts = ("quarter", "rival", "theme", "won", "weight", "deal")
    then = follow(Ended(**{name: getattr(ended, name)[early] for name in parts}))
    assert then == [one for one in follow(ended) if one.quarter <= 8005]


def test_the_error_of_a_difference_is_that_of_agresti_and_caffo() -> None:
    """The first number of wins at which it is told apart is the first beyond the bound by statsmodels' interval."""
    n, other = 80, (24, 90)
    told = [won for won in range(n + 1) if tell_apart((won, n), other)[0]]
    beyond = []
    for won in range(n + 1):
        low, high = confint_proportions_2indep(won, n, *other, method="agresti-caffo", alpha=0.05)
        error = (high - low) / 2 / 1.959963984540054
        if (low + high) / 2 / error > bound_always(n + other[1]):
            beyond.append(won)
    assert told == beyond
    assert 0 < len(told) < n


@pytest.mark.parametrize("deals", [60, 400, 3000])
def test_equal_rates_are_told_apart_in_five_of_a_hundred_records_at_most_however_often_one_looks(deals: int) -> None:
    records = 200
    wrong = sum(any(one.is_apart for one in follow(invent(seed, deals, (0.4, 0.4, 0.4)))) for seed in range(records))
    assert wrong / records <= 0.05 + 2 * sqrt(0.05 * 0.95 / records)


def test_rates_that_differ_much_are_told_apart_once_there_are_deals_enough() -> None:
    found = [one for one in follow(invent(3, 1500, (0.6, 0.3))) if one.rival == 0]
    assert found[-1].is_apart
    assert not found[0].is_apart
    assert found[-1].other == 1


def test_so_many_deals_tell_a_tenth_apart_in_four_of_five_records() -> None:
    enough = tell_apart((110, 200), (90, 200))[1]
    assert enough is not None
    random = np.random.default_rng(4)
    half = enough // 2
    told = [
        tell_apart((int(random.binomial(half, 0.55)), half), (int(random.binomial(half, 0.45)), half))[0]
        for _ in range(400)
    ]
    # rounded up to one figure or one and a half, so that it may be somewhat more than enough
    assert 0.76 <= np.mean(told) <= 0.97


def test_a_deal_with_two_competitors_stands_on_neither_side_where_they_are_told_apart() -> None:
    both = Ended(
        quarter=np.full(40, 8000),
        rival=np.repeat([0, 1], 20),
        theme=np.zeros(40, dtype=np.int64),
        won=np.ones(40),
        weight=np.full(40, 0.5),
        deal=np.tile(np.arange(20), 2),
    )
    first = next(one for one in follow(both) if one.other is not None)
    assert (first.is_apart, first.enough_at) == (False, None)
    assert first.rate.n == 20


def test_few_deals_that_went_all_alike_are_not_told_apart() -> None:
    ended = invent(5, 6, (0.5, 0.5))
    alike = replace(ended, rival=np.array([0, 0, 0, 1, 1, 1]), won=np.array([1.0, 1, 1, 0, 0, 0]))
    assert not any(one.is_apart for one in follow(alike))


def test_without_a_decided_deal_there_is_no_headline() -> None:
    assert follow(invent(6, 0, (0.5,))) == []


def test_a_quarter_before_the_first_competitor_tells_the_rate_of_all_deals_alone() -> None:
    ended = replace(invent(7, 30, (0.5,)), quarter=np.full(30, 8001))
    earlier = Decided(np.append(ended.quarter, 7999), np.append(ended.won, 1.0))
    assert [one.rival for one in follow_rates(earlier, ended) if one.quarter == 7999] == [None]
