"""Differences within strata: as statsmodels has them, honest about few deals, and drawn to none where all is chance."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray

from assay.stats.within_strata import NOTHING, compare_within, draw_to_none

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]


def invent_rows(seed: int, deals: int, effect: float, *, rate: float = 0.08) -> tuple[Whole, Whole, Flag, Flag]:
    """Deals of two kinds, each in a row a week until it is done or it ends; done ones are won more by `effect`."""
    dice = np.random.default_rng(seed)
    unit, stratum, done, hit = [], [], [], []
    for deal in range(deals):
        kind = int(dice.random() < 0.4)
        life = 2 + int(dice.exponential(8))
        acted = int(dice.geometric(rate * (1 + kind))) - 1
        won = dice.random() < 0.25 + 0.25 * kind + effect * (acted < life)
        for week in range(min(life, acted + 1, 26)):
            unit.append(deal)
            stratum.append(kind * 4 + int(np.searchsorted([1, 4, 8], week, side="right")))
            done.append(week == acted)
            hit.append(won)
    return np.array(unit), np.array(stratum), np.array(done), np.array(hit)


def test_difference_and_clustered_error_are_those_of_statsmodels() -> None:
    unit, stratum, done, hit = invent_rows(4, 300, 0.2)
    found = compare_within(unit, stratum, done, hit)
    levels = (stratum[:, None] == np.unique(stratum)[None, :]).astype(float)
    design = np.hstack([done[:, None].astype(float), levels])
    fit = sm.OLS(hit.astype(float), design).fit(cov_type="cluster", cov_kwds={"groups": unit})
    assert found.difference is not None
    assert found.difference.mid == pytest.approx(fit.params[0], abs=1e-10)
    assert found.error == pytest.approx(fit.bse[0], rel=1e-8)


def test_either_share_is_weighed_as_the_difference_is() -> None:
    unit, stratum, done, hit = invent_rows(5, 300, 0.2)
    found = compare_within(unit, stratum, done, hit)
    assert found.difference is not None
    assert found.done is not None
    assert found.other is not None
    assert found.done - found.other == pytest.approx(found.difference.mid)
    assert 0 <= found.other < found.done <= 1


def test_one_stratum_of_one_row_a_deal_is_the_plain_difference() -> None:
    done, hit = np.arange(60) < 20, np.isin(np.arange(60), [*range(15), *range(20, 40)])
    found = compare_within(np.arange(60), np.zeros(60, dtype=np.int64), done, hit)
    assert found.difference is not None
    assert found.difference.mid == pytest.approx(15 / 20 - 20 / 40)
    assert (found.done_units, found.done_hits, found.other_units, found.other_hits) == (20, 15, 40, 20)


def test_a_stratum_of_one_kind_counts_for_nothing() -> None:
    done, hit = np.arange(60) < 20, np.arange(60) % 3 == 0
    stratum = np.where(np.arange(60) < 50, 0, 1)
    apart = compare_within(np.arange(60), stratum, done, hit)
    assert apart == compare_within(np.arange(50), stratum[:50], done[:50], hit[:50])
    assert compare_within(np.arange(60), done.astype(np.int64), done, hit) == NOTHING


def test_a_few_that_were_all_won_do_not_have_a_narrow_interval() -> None:
    done, hit = np.arange(64) < 4, np.isin(np.arange(64), [*range(4), *range(4, 34)])
    found = compare_within(np.arange(64), np.zeros(64, dtype=np.int64), done, hit)
    assert found.difference is not None
    assert found.difference.low < 0.05  # Wilson: 4 of 4 may be 51 %


@pytest.mark.parametrize("effect", [0.0, 0.2])
def test_intervals_hold_what_is_true(effect: float) -> None:
    # of those not done by then some are done later: what a great many deals tell is what few should
    many = compare_within(*invent_rows(7, 20_000, effect))
    assert many.difference is not None
    held = 0
    for seed in range(300):
        found = compare_within(*invent_rows(1_000 + seed, 90, effect))
        assert found.difference is not None
        held += found.difference.low <= many.difference.mid <= found.difference.high
    assert held / 300 == pytest.approx(0.95, abs=0.03)


def test_where_nothing_is_there_all_is_drawn_to_none() -> None:
    dice = np.random.default_rng(2)
    error = dice.uniform(0.05, 0.2, 200)
    assert np.abs(draw_to_none(dice.normal(0, 1, 200) * error * 0.95, error)).max() < 0.02


def test_equal_errors_are_drawn_as_efron_and_morris_have_it() -> None:
    value = np.array([0.4, -0.3, 0.2, 0.1, 0.5])
    spread = (value**2).mean() - 0.01
    drawn = draw_to_none(value, np.full(5, 0.1))
    assert drawn == pytest.approx(value * spread / (spread + 0.01), abs=1e-9)


def test_what_could_not_be_told_stays_so() -> None:
    drawn = draw_to_none(np.array([0.3, np.nan]), np.array([0.1, np.nan]))
    assert np.isnan(drawn[1])
    assert drawn[0] == pytest.approx(0.3 * 0.08 / 0.09)
