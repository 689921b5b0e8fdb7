"""What the lot did: estimates as statsmodels has them, intervals that say so when hardly anybody followed it."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy.optimize import brentq
from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

from assay.stats.by_lot import compare_by_lot, units_needed

Number = NDArray[np.float64]
Flag = NDArray[np.bool_]
Whole = NDArray[np.int64]


def draw(seed: int, n: int, *, effect: float, takes: float) -> tuple[Number, Number, Flag, Whole]:
    dice = np.random.default_rng(seed)
    out, stratum = dice.random(n) < 0.2, dice.integers(0, 3, n)
    done = (dice.random(n) < takes) & ~out
    won = dice.random(n) < 0.2 + 0.1 * stratum + effect * done
    return won.astype(float), done.astype(float), out, stratum


def test_difference_is_that_of_a_linear_model_with_strata() -> None:
    won, done, out, stratum = draw(1, 500, effect=0.2, takes=0.5)
    design = np.column_stack([~out, *(stratum == kind for kind in range(3))]).astype(float)
    found = compare_by_lot(won, done, out, stratum)
    assert found.difference is not None
    assert found.difference.mid == pytest.approx(sm.OLS(won, design).fit().params[0], abs=1e-10)


def test_each_doing_is_two_stage_least_squares() -> None:
    won, done, out, stratum = draw(2, 500, effect=0.2, takes=0.5)
    levels = np.column_stack([stratum == kind for kind in range(3)]).astype(float)
    first = sm.OLS(done, np.column_stack([~out, levels])).fit().fittedvalues
    second = sm.OLS(won, np.column_stack([first, levels])).fit().params[0]
    found = compare_by_lot(won, done, out, stratum)
    assert found.each is not None
    assert found.each.mid == pytest.approx(second, abs=1e-9)


def test_bounds_are_where_unequal_variance_regression_just_rejects() -> None:
    """Anderson and Rubin by statsmodels: HC2 errors of outcome less b times done, at both bounds; units are many."""
    won, done, out, _ = draw(3, 20_000, effect=0.2, takes=0.3)
    found = compare_by_lot(won, done, out, np.zeros(20_000, np.int64)).each
    assert found is not None
    design = sm.add_constant((~out).astype(float))

    def excess(size: float) -> float:
        return float(abs(sm.OLS(won - size * done, design).fit(cov_type="HC2").tvalues[1]) - 1.96)

    assert found.low == pytest.approx(brentq(excess, found.mid - 1, found.mid), abs=1e-3)
    assert found.high == pytest.approx(brentq(excess, found.mid, found.mid + 1), abs=1e-3)


def test_hardly_any_uptake_leaves_every_size_possible() -> None:
    won, done, out, stratum = draw(4, 300, effect=0.2, takes=0.01)
    found = compare_by_lot(won, done, out, stratum)
    assert found.each is not None
    assert (found.each.low, found.each.high) == (-1.0, 1.0)


def test_nobody_doing_anything_tells_nothing_of_doing_it() -> None:
    won, _, out, stratum = draw(5, 300, effect=0.0, takes=0.0)
    found = compare_by_lot(won, np.zeros(300), out, stratum)
    assert found.each is None
    assert found.difference is not None


def test_no_win_among_few_is_no_certainty() -> None:
    out = np.arange(25) < 5
    found = compare_by_lot(np.zeros(25), (~out).astype(float), out, np.zeros(25, np.int64))
    assert found.difference is not None
    assert found.difference.mid == 0
    won = ((np.arange(25) > 15) & ~out).astype(float)
    told = compare_by_lot(won, (~out).astype(float), out, np.zeros(25, np.int64))
    assert told.difference is not None
    assert told.difference.low < 0.1


def test_a_stratum_without_lots_tells_nothing() -> None:
    out = np.array([False] * 10 + [True] * 4 + [False] * 6)
    stratum = np.array([0] * 10 + [1] * 10)
    found = compare_by_lot(np.ones(20), np.zeros(20), out, stratum)
    assert (found.proposed_units, found.held_out_units) == (6, 4)


def test_one_held_out_is_not_enough() -> None:
    out = np.arange(10) < 1
    found = compare_by_lot(np.ones(10), np.zeros(10), out, np.zeros(10, np.int64))
    assert found.difference is None
    assert compare_by_lot(np.empty(0), np.empty(0), np.zeros(0, bool), np.zeros(0, np.int64)).difference is None


@pytest.mark.parametrize(("share", "each", "uptake"), [(0.28, 0.14, 0.5), (0.1, 0.2, 1.0), (0.4, -0.2, 0.7)])
def test_units_needed_are_those_of_statsmodels(share: float, each: float, uptake: float) -> None:
    first = samplesize_proportions_2indep_onetail(each * uptake, share, 0.8, ratio=0.25, alpha=0.05)
    assert units_needed(share, each, uptake) == pytest.approx(first * 1.25, rel=0.03)


def test_no_uptake_has_no_number_of_units() -> None:
    with pytest.raises(ValueError, match="uptake"):
        units_needed(0.3, 0.1, 0.0)


def test_values_of_which_none_was_won_are_no_certainty() -> None:
    out = np.arange(40) < 10
    found = compare_by_lot(np.zeros(40), (~out).astype(float), out, np.zeros(40, np.int64), bounds=None)
    assert (found.proposed, found.held_out, found.difference) == (0.0, 0.0, None)
