"""Pseudo-values by a horizon: those of leaving one out, and of the estimate that statsmodels has."""

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.duration.survfunc import CumIncidenceRight

from assay.stats.by_horizon import Watched, spread_by_horizon


def watch(seed: int, n: int) -> Watched:
    dice = np.random.default_rng(seed)
    won, lost = np.ceil(dice.exponential(200, n)), np.ceil(dice.exponential(120, n))
    seen = np.ceil(dice.uniform(20, 260, n))
    end = np.minimum(np.minimum(won, lost), seen)
    way = np.where(end == seen, 0, np.where(won <= lost, 1, 2))
    return Watched(end, way.astype(np.int64), np.ones(n))


def estimate(watched: Watched, horizon: float) -> float:
    found = CumIncidenceRight(watched.end, watched.way)
    return float(found.cinc[0][found.times <= horizon][-1])


def drop(watched: Watched, one: int) -> Watched:
    kept: NDArray[np.bool_] = np.arange(len(watched.end)) != one
    return Watched(watched.end[kept], watched.way[kept], watched.mark[kept])


def test_each_pseudo_value_is_what_statsmodels_estimate_loses_without_the_unit() -> None:
    watched = watch(3, 60)
    found = spread_by_horizon(watched, 90)
    for one in (0, 7, 31, 59):
        by_hand = 60 * estimate(watched, 90) - 59 * estimate(drop(watched, one), 90)
        assert found[one] == pytest.approx(by_hand, abs=1e-9)


def test_their_mean_is_near_the_estimate() -> None:
    watched = watch(4, 400)
    assert spread_by_horizon(watched, 90).mean() == pytest.approx(estimate(watched, 90), abs=2e-3)


def test_units_watched_to_the_end_keep_their_own_mark() -> None:
    watched = Watched(np.array([10.0, 20, 90, 95]), np.array([1, 2, 0, 1]), np.array([500.0, 0, 0, 70]))
    assert spread_by_horizon(watched, 90).tolist() == [500.0, 0, 0, 0]


def test_open_units_are_not_taken_for_lost_ones() -> None:
    """Of four, two won at once and two came in yesterday: the share by the horizon is no half."""
    watched = Watched(np.array([5.0, 100, 1, 1]), np.array([1, 0, 0, 0]), np.ones(4))
    assert spread_by_horizon(watched, 90).mean() > 1 / 4


def test_marks_are_weighed_as_the_events_are() -> None:
    watched = watch(5, 80)
    dear = Watched(watched.end, watched.way, watched.mark * 1000)
    assert np.allclose(spread_by_horizon(dear, 90), 1000 * spread_by_horizon(watched, 90))


def test_a_horizon_that_nobody_reached_is_refused() -> None:
    with pytest.raises(ValueError, match="Nobody was watched for 90 days; the longest was 30"):
        spread_by_horizon(Watched(np.array([5.0, 30]), np.array([1, 0]), np.ones(2)), 90)


def test_no_units_have_no_values() -> None:
    assert not len(spread_by_horizon(Watched(np.empty(0), np.empty(0, np.int64), np.empty(0)), 90))
