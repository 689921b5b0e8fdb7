"""Bounds for pages that are looked at again and again."""

from math import log, sqrt

import numpy as np
import pytest

from assay.stats.always_valid import bound_always, widen_always


@pytest.mark.parametrize(("t", "rho", "alpha"), [(10, 100.0, 0.05), (100, 100.0, 0.05), (5000, 30.0, 0.1)])
def test_it_is_the_normal_mixture_boundary(t: int, rho: float, alpha: float) -> None:
    # Howard et al. 2021, eq. 14: |mean| < sqrt((t + rho) / t^2 * log((t + rho) / (rho alpha^2)))
    boundary = sqrt((t + rho) / t**2 * log((t + rho) / (rho * alpha**2)))
    assert bound_always(t, rho=rho, alpha=alpha) == pytest.approx(boundary * sqrt(t))


def test_looking_each_week_of_three_years_raises_few_false_alarms() -> None:
    rng = np.random.default_rng(7)
    sums = np.cumsum(rng.normal(size=(2000, 1560)), axis=1)[:, 9::10]
    seen = np.arange(10, 1561, 10)
    z = np.abs(sums / np.sqrt(seen))
    bounds = np.array([bound_always(float(t)) for t in seen])
    assert (z > bounds).any(axis=1).mean() <= 0.05
    assert (z > 1.96).any(axis=1).mean() > 0.25


def test_an_interval_that_holds_at_each_look_is_wider_on_both_sides() -> None:
    low, high = widen_always(0.2, 0.3, 0.5, 100)
    assert low < 0.2
    assert high > 0.5
    assert (0.3 - low) / 0.1 == pytest.approx((high - 0.3) / 0.2)


@pytest.mark.parametrize(("t", "rho"), [(0, 100.0), (10, 0.0)])
def test_it_needs_observations(t: int, rho: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        bound_always(t, rho=rho)
