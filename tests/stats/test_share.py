"""Shares of counts and of values against outside figures."""

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from assay.stats.share import effective_number, share, share_of_value


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (3, 10), (10, 10), (81, 263), (1, 1)])
def test_wilson_agrees_with_statsmodels(hits: int, n: int) -> None:
    interval = share(hits, n)
    low, high = proportion_confint(hits, n, method="wilson")
    assert interval is not None
    assert interval.low == pytest.approx(low, abs=1e-12)
    assert interval.high == pytest.approx(high, abs=1e-12)
    assert (interval.mid, interval.n) == (hits / n, n)


def test_wilson_gives_newcombes_published_figures() -> None:
    """Newcombe 1998, Statist Med 17:857, table I, method 3 (Wilson score, no continuity correction)."""
    for hits, n, low, high in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)]:
        interval = share(hits, n)
        assert interval is not None
        assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_a_share_of_nothing_is_not_known() -> None:
    assert share(0, 0) is None


def test_equal_values_give_about_the_interval_of_counts() -> None:
    hit = np.arange(40) < 13
    by_value, by_count = share_of_value(hit, np.full(40, 250.0)), share(13, 40)
    assert by_value is not None
    assert by_count is not None
    assert by_value.mid == pytest.approx(by_count.mid)
    assert by_value.low == pytest.approx(by_count.low, abs=0.004)


def test_one_huge_deal_leaves_a_value_share_wide_open() -> None:
    hit = np.array([True] + [False] * 30)
    interval = share_of_value(hit, np.array([1_000_000.0] + [1_000.0] * 30))
    assert interval is not None
    assert interval.high - interval.low > 0.75


def test_without_value_there_is_no_share_of_it() -> None:
    assert share_of_value(np.array([True, False]), np.zeros(2)) is None


def test_all_won_by_value_still_has_an_interval_that_ends_below_one() -> None:
    interval = share_of_value(np.ones(5, dtype=bool), np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert interval is not None
    assert (interval.mid, interval.high) == (1.0, 1.0)
    assert 0.3 < interval.low < 0.6


def test_no_more_equal_deals_than_deals() -> None:
    assert effective_number(0.5, 1e-9, np.ones(7)) == 7


def test_the_value_interval_covers_the_truth_about_95_times_in_100() -> None:
    rng = np.random.default_rng(5)
    truth, inside, rounds = 0.3, 0, 600
    for _ in range(rounds):
        interval = share_of_value(rng.random(80) < truth, rng.lognormal(10, 1, 80))
        assert interval is not None
        inside += not interval.excludes(truth)
    assert 0.92 <= inside / rounds <= 0.985
