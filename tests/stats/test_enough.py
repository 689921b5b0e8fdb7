"""How many more deals: the numbers follow from the error, the ratio sought and the power asked for."""

from math import log, sqrt

import numpy as np
import pytest

from assay.stats.enough import foresee_error, more_needed, round_up


def error_of(shares: tuple[float, float], each: int) -> float:
    return sqrt(sum((1 - share) / (share * each) for share in shares))


@pytest.mark.parametrize(
    ("shares", "power", "each"),
    [
        # n in each group of R power.prop.test, by its formula; statsmodels NormalIndPower gives 291.7, 390.5 and 96.8
        ((0.3, 0.2), 0.80, 293.15),
        ((0.3, 0.2), 0.90, 391.95),
        ((0.6, 0.4), 0.80, 96.92),
    ],
)
def test_the_number_is_that_of_the_usual_test_of_two_shares(
    shares: tuple[float, float], power: float, each: float
) -> None:
    more = more_needed(error_of(shares, 10), 20, ratio=shares[0] / shares[1], power=power)
    assert more is not None
    assert 0.95 * 2 * each <= more + 20 <= 1.4 * 2 * each  # rounded up, and on the scale of logs


def test_the_number_keeps_its_promise() -> None:
    """So many deals drawn again and again with a lift of 1.5: it is told from none 8 times in 10."""
    more = more_needed(error_of((0.3, 0.2), 50), 100, ratio=1.5, power=0.8)
    assert more == 600  # 605 in all, rounded up from 505 more
    each = (100 + 505) // 2
    dice = np.random.default_rng(5)
    lost, won = (dice.binomial(each, share, 20_000) / each for share in (0.3, 0.2))
    log_se = np.sqrt((1 - lost) / (lost * each) + (1 - won) / (won * each))
    told = np.abs(np.log(lost / won)) > 1.959964 * log_se
    assert told.mean() == pytest.approx(0.8, abs=0.02)


def test_four_times_the_deals_halve_the_error() -> None:
    log_se = 2 * log(1.5) / (1.959964 + 0.841622)
    assert more_needed(log_se, 100, ratio=1.5, power=0.8) == 300


def test_where_the_deals_at_hand_are_enough_none_more_are_asked_for() -> None:
    assert more_needed(0.1, 100, ratio=1.5, power=0.8) == 0


def test_a_stricter_level_and_a_smaller_ratio_ask_for_more() -> None:
    usual = more_needed(0.4, 100, ratio=1.5, power=0.8)
    strict = more_needed(0.4, 100, ratio=1.5, power=0.8, alpha=0.05 / 8)
    small = more_needed(0.4, 100, ratio=1.2, power=0.8)
    assert usual is not None
    assert strict is not None
    assert small is not None
    assert usual < strict < small


@pytest.mark.parametrize(("log_se", "n", "ratio"), [(0.0, 100, 1.5), (0.3, 0, 1.5), (0.5, 100, 1.001)])
def test_what_cannot_be_computed_is_not_given(log_se: float, n: int, ratio: float) -> None:
    assert more_needed(log_se, n, ratio=ratio, power=0.8) is None


def test_the_error_is_that_of_the_ratio_sought() -> None:
    found = error_of((0.2, 0.2), 50)
    assert foresee_error(found, (0.2, 0.2), (50, 50), ratio=1.5) == pytest.approx(error_of((0.3, 0.2), 50))
    assert foresee_error(2 * found, (0.2, 0.2), (50, 50), ratio=1.5) == pytest.approx(2 * error_of((0.3, 0.2), 50))


def test_shares_near_their_ends_leave_an_error() -> None:
    assert foresee_error(0.4, (0.0, 0.2), (50, 50), ratio=1.5) == 0.4
    assert foresee_error(0.4, (0.9, 0.9), (50, 50), ratio=1.5) > 0


@pytest.mark.parametrize(
    ("number", "rounded"), [(0.2, 1), (7.1, 8), (10, 10), (11, 15), (31, 40), (101, 150), (660, 800), (9001, 10000)]
)
def test_a_number_is_rounded_up_to_what_it_is_worth(number: float, rounded: int) -> None:
    assert round_up(number) == rounded
