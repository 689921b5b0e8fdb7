"""Shares with intervals, of counts and of values. Never Wald's: it leaves [0, 1] and has no width at 0 and 1."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from assay.domain.interval import Interval
from assay.stats.wilson import bounds_at


def normal_quantile(level: float) -> float:
    """z such that a two-sided interval at `level` is the estimate plus and minus z standard errors."""
    return float(ndtri((1 + level) / 2))


def share(hits: int, n: int, *, level: float = 0.95) -> Interval | None:
    """Wilson's interval of hits / n, 0 <= hits <= n; None when n is 0.

    Source: Wilson 1927, JASA 22:209. Check: statsmodels proportion_confint(method="wilson").
    """
    if n <= 0:
        return None
    low, high = wilson_bounds(hits / n, n, level)
    return Interval(low, hits / n, high, n, level)


def share_of_value(hit: NDArray[np.bool_], value: NDArray[np.float64], *, level: float = 0.95) -> Interval | None:
    """The share of all value that lies in rows with a hit, such as a win rate by money.

    hit, value: (n,), value >= 0. The ratio estimator's variance (Cochran 1977, Sampling Techniques, eq. 6.13) is turned
    into the number of equal deals that would give it, and Wilson's interval is taken at that number; few large deals
    make it wide. None when there is no value at all.  Check: tests/stats, coverage by simulation.
    """
    total = float(value.sum())
    if total <= 0:
        return None
    mid = float(value[hit].sum()) / total
    residual = value * (hit - mid) / total
    variance = variance_by_unit(residual)
    equal = effective_number(mid, variance, value)
    low, high = wilson_bounds(mid, equal, level)
    return Interval(low, mid, high, len(value), level)


def wilson_bounds(mid: float, n: float, level: float) -> tuple[float, float]:
    """Wilson's bounds around a share `mid` that rests on n (not necessarily whole) equal observations."""
    return bounds_at(mid, n, normal_quantile(level))


def effective_number(mid: float, variance: float, weight: NDArray[np.float64]) -> float:
    """How many equal independent observations would give a share `mid` that variance (Korn and Graubard 1998).

    weight: (n,) what each independent unit weighs. Never more than Kish's number, (sum w)^2 / sum w^2: where one unit
    outweighs the rest, or the share is 0 or 1, the estimated variance is small for want of evidence only.
    """
    kish = float(weight.sum() ** 2 / np.square(weight).sum())
    if variance <= 0 or not 0 < mid < 1:
        return kish
    return min(mid * (1 - mid) / variance, kish)


def variance_by_unit(influence: NDArray[np.float64]) -> float:
    """Variance of a statistic from each independent unit's influence on it, with the usual n / (n - 1)."""
    n = len(influence)
    return float(np.square(influence).sum()) * n / (n - 1) if n > 1 else 0.0
