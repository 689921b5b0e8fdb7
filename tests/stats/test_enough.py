"""How many more deals: the numbers follow from the interval itself."""

from math import log, sqrt

import pytest

from assay.stats.enough import more_needed, round_up


def test_four_times_the_deals_halve_the_error() -> None:
    """A ratio of 1.5 whose error is twice what would exclude 1 needs four times the deals: three times more."""
    log_se = 2 * log(1.5) / 1.959964
    assert more_needed(log(1.5), log_se, 100, claim=1.2, dismiss=1.25) == 300


def test_a_ratio_near_one_needs_enough_to_dismiss_a_difference() -> None:
    assert more_needed(0.0, 2 * log(1.25) / 1.959964, 100, claim=1.2, dismiss=1.25) == 300


def test_the_nearer_of_both_settlements_counts() -> None:
    between = log(1.22)
    claim = between / 1.959964  # error at which the interval would just exclude 1
    assert more_needed(between, sqrt(2) * claim, 100, claim=1.2, dismiss=1.25) == 100


def test_a_stricter_level_asks_for_more() -> None:
    loose = more_needed(log(1.5), 0.4, 100, claim=1.2, dismiss=1.25)
    strict = more_needed(log(1.5), 0.4, 100, claim=1.2, dismiss=1.25, alpha=0.05 / 8)
    assert loose is not None
    assert strict is not None
    assert strict > loose


@pytest.mark.parametrize(("log_ratio", "log_se", "n"), [(0.5, 0.0, 100), (0.5, 0.3, 0), (log(1.249), 0.5, 100)])
def test_what_cannot_be_computed_is_not_given(log_ratio: float, log_se: float, n: int) -> None:
    assert more_needed(log_ratio, log_se, n, claim=1.3, dismiss=1.25) is None


@pytest.mark.parametrize(
    ("number", "rounded"), [(0.2, 1), (7.1, 8), (10, 10), (11, 15), (31, 40), (101, 150), (660, 800), (9001, 10000)]
)
def test_a_number_is_rounded_up_to_what_it_is_worth(number: float, rounded: int) -> None:
    assert round_up(number) == rounded
