"""What share ends in each way by a given age, when some are still open and some came late into view."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.share import normal_quantile

Number = NDArray[np.float64]


@dataclass(frozen=True)
class Incidence:
    """At each age (times,): the share ended in each way by then, (ways, times), and how many were open just before."""

    age: Number
    share: Number
    low: Number
    high: Number
    at_risk: NDArray[np.int64]


def cumulative_incidence(
    entry: Number, end: Number, way: NDArray[np.int64], *, ways: int, level: float = 0.95
) -> Incidence:
    """Aalen and Johansen's shares with delayed entry and censoring.

    entry, end: (n,) ages, 0 <= entry < end: seen from just after entry to end.  way: (n,) 0 = still open when last
    seen, 1..ways = how it ended.  One minus Kaplan-Meier with other endings censored would be wrong: it counts what
    would happen if nothing else could.
    Intervals: the delta-method variance (Marubini and Valsecchi 1995, eq. 10.12) on the log(-log) scale.
    Source: Aalen and Johansen 1978, Scand J Statist 5:141. Check: statsmodels CumIncidenceRight, SurvfuncRight(entry=).
    """
    age = np.unique(end[way > 0])
    at_risk = np.searchsorted(np.sort(entry), age, side="left") - np.searchsorted(np.sort(end), age, side="left")
    ended = np.stack([_count(end[way == kind + 1], age) for kind in range(ways)]) if ways else np.zeros((0, len(age)))
    n = at_risk.astype(np.float64)
    together = ended.sum(axis=0)
    still = np.cumprod(1 - together / np.maximum(n, 1))
    before = np.concatenate([[1.0], still[:-1]]) if len(age) else still
    share = np.cumsum(before * ended / np.maximum(n, 1), axis=1)
    low, high = _bounds(share, _variance(share, before, n, ended, together), level)
    return Incidence(age, share, low, high, at_risk.astype(np.int64))


def _count(ends: Number, age: Number) -> Number:
    counts: Number = np.bincount(np.searchsorted(age, ends), minlength=len(age)).astype(np.float64)
    return counts


def _variance(share: Number, before: Number, n: Number, ended: Number, together: Number) -> Number:
    """(ways, times). Sums of products with [I(t) - I(t_j)] are opened up, so that each is one running sum."""
    left = n - together
    hazard = np.divide(together, n * left, out=np.zeros_like(n), where=left > 0)
    own = before**2 * (n - ended) * ended / n**3
    cross = before * ended / n**2
    squared = share**2 * np.cumsum(hazard) - 2 * share * np.cumsum(share * hazard, axis=1)
    squared += np.cumsum(share**2 * hazard, axis=1)
    mixed = share * np.cumsum(cross, axis=1) - np.cumsum(share * cross, axis=1)
    floored: Number = np.maximum(0.0, squared + np.cumsum(own, axis=1) - 2 * mixed)
    return floored


def _bounds(share: Number, variance: Number, level: float) -> tuple[Number, Number]:
    inside = (share > 0) & (share < 1)
    safe = np.where(inside, share, 0.5)
    width = normal_quantile(level) * np.sqrt(variance) / (safe * np.abs(np.log(safe)))
    low: Number = np.where(inside, safe ** np.exp(width), share)
    high: Number = np.where(inside, safe ** np.exp(-width), share)
    return low, high
