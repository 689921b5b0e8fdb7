"""Matched sets: the plain paired difference where nothing repeats, wider where one deal stands in many sets."""

import numpy as np
import pytest
import statsmodels.api as sm

from assay.stats.matched_sets import compare_matched


def test_pairs_have_the_difference_of_their_means_and_the_error_of_two_samples() -> None:
    dice = np.random.default_rng(1)
    one, other = dice.normal(5, 2, 40), dice.normal(4, 3, 40)
    each = np.arange(40)
    found = compare_matched(each, each, each, one, each + 40, other)
    fit = sm.OLS(np.concatenate([one, other]), sm.add_constant(np.repeat([1.0, 0.0], 40)), hasconst=True).fit(
        cov_type="HC0"
    )
    assert found.difference is not None
    assert found.difference.mid == pytest.approx(fit.params[1])
    half = (found.difference.high - found.difference.low) / 2
    assert half == pytest.approx(2.0226909 * fit.bse[1] * np.sqrt(40 / 39), rel=1e-6)


def test_a_control_of_many_sets_counts_as_one_deal() -> None:
    case = np.arange(30)
    won = (np.arange(30) % 2).astype(float)
    alone = compare_matched(case, case, case, won, case + 30, won[::-1].copy())
    shared = compare_matched(case, case % 3, case, won, np.array([30, 31, 32]), np.array([1.0, 0, 1]))
    assert alone.difference is not None
    assert shared.difference is not None
    assert shared.controls == 3
    assert shared.difference.high - shared.difference.low > 2 * (alone.difference.high - alone.difference.low)


def test_each_set_weighs_the_same_however_many_controls_it_has() -> None:
    case, control = np.array([0, 0, 0, 1]), np.array([0, 1, 2, 3])
    found = compare_matched(
        case, control, np.array([0, 1]), np.array([1.0, 0]), np.arange(4) + 2, np.array([1.0, 1, 1, 0])
    )
    assert (found.case, found.control) == (0.5, 0.5)


def test_one_case_has_no_interval_and_no_set_no_figure() -> None:
    one = np.array([0])
    assert compare_matched(one, one, one, np.ones(1), one + 1, np.zeros(1)).difference is None
    none = np.empty(0, np.int64)
    assert compare_matched(none, none, one, np.ones(1), one + 1, np.zeros(1)).case is None


def test_five_wins_of_five_are_no_certainty() -> None:
    case = np.arange(5)
    found = compare_matched(case, case, case, np.ones(5), case + 5, np.zeros(5))
    assert found.difference is not None
    assert found.difference.low < 0.7


def test_values_that_are_all_the_same_tell_no_difference() -> None:
    case = np.arange(5)
    assert compare_matched(case, case, case, np.full(5, 7.0), case + 5, np.full(5, 7.0)).difference is None
