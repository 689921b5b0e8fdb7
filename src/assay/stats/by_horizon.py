"""What comes of each unit within so many days, when the newest have not been watched as long."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Number = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Watched:
    """Units each watched from their own day 0.

    end: (n,) days > 0, the day of the ending or the last day watched.  way: (n,) 0 = neither when last watched, 1 =
    ended in the way that counts, 2 = ended otherwise.  mark: (n,) what an ending that counts is worth: 1, or its value.
    """

    end: Number
    way: Whole
    mark: Number


def spread_by_horizon(watched: Watched, horizon: float) -> Number:
    """(n,) the pseudo-value of each unit for the mean mark by `horizon` days; their mean is Aalen and Johansen's.

    Where all were watched that long, a pseudo-value is the mark itself, or 0. Otherwise it is what the unit adds to
    the estimate of all, n times that of all less n - 1 times that without it, so that a unit not watched to the end
    counts as far as it was, and one still open is never taken for one lost. Fit where watching ends for a reason that
    knows nothing of the unit, such as today.
    Source: Andersen, Klein and Rosthoj 2003, Biometrika 90:15; marks as in Lin 2000, Biostatistics 1:35. Check: the
    estimate itself, left out one by one; statsmodels CumIncidenceRight.

    Raises ValueError where nobody was watched as long as the horizon: the share by then is not known.
    """
    n = len(watched.end)
    if not n:
        return np.empty(0)
    if watched.end.max() < horizon and not _all_ended(watched):
        raise ValueError(f"Nobody was watched for {horizon:g} days; the longest was {watched.end.max():g}.")
    counts = (watched.way == 1) & (watched.end <= horizon)
    whole = (watched.way > 0) | (watched.end >= horizon)
    if whole.all():
        return np.where(counts, watched.mark, 0.0)
    age = np.unique(watched.end[(watched.way > 0) & (watched.end <= horizon)])
    if not len(age):
        return np.zeros(n)
    return _leave_one_out(watched, counts, age, horizon)


def _all_ended(watched: Watched) -> bool:
    return bool((watched.way > 0).all())


def _leave_one_out(watched: Watched, counts: NDArray[np.bool_], age: Number, horizon: float) -> Number:
    n = len(watched.end)
    ended = (watched.way > 0) & (watched.end <= horizon)
    place = np.searchsorted(age, np.where(ended, watched.end, age[0]))
    at_risk = (n - np.searchsorted(np.sort(watched.end), age, side="left")).astype(np.float64)
    together = np.bincount(place[ended], minlength=len(age)).astype(np.float64)
    worth = np.bincount(place[counts], weights=watched.mark[counts], minlength=len(age)).astype(np.float64)
    whole = _sum_marks(at_risk[None, :], together[None, :], worth[None, :])[0]
    kinds, kind = np.unique(
        np.column_stack([watched.end, watched.way, np.where(counts, watched.mark, 0.0)]), axis=0, return_inverse=True
    )
    without = np.empty(len(kinds))
    for first in range(0, len(kinds), 4096):
        some = kinds[first : first + 4096]
        here = (age[None, :] == some[:, :1]) & (some[:, 1:2] > 0)
        there = age[None, :] <= some[:, :1]
        left = (at_risk[None, :] - there).astype(np.float64)
        without[first : first + 4096] = _sum_marks(left, together[None, :] - here, worth[None, :] - here * some[:, 2:])
    pseudo: Number = n * whole - (n - 1) * without[kind.reshape(-1)]
    return pseudo


def _sum_marks(at_risk: Number, together: Number, worth: Number) -> Number:
    """(rows,) the sum over ages of the share still going before it times marks over those at risk."""
    n = np.maximum(at_risk, 1.0)
    still = np.cumprod(1 - together / n, axis=1)
    before = np.concatenate([np.ones((len(still), 1)), still[:, :-1]], axis=1)
    total: Number = (before * worth / n).sum(axis=1)
    return total
