"""For each case some controls that were alike at that moment, chosen the same way every time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """case, control: (pairs,) indices into the cases and into the pool; a case has up to `fewest..most` of them."""

    case: Whole
    control: Whole

    @property
    def cases(self) -> int:
        """How many cases have a control at all."""
        return len(np.unique(self.case))


def match_nearest(
    case_stratum: Whole,
    case_position: Whole,
    pool_stratum: Whole,
    pool_position: Whole,
    *,
    controls: int = 3,
    caliper: int,
) -> Pairs:
    """The nearest members of the pool in each case's own stratum, at most `caliper` away, at most `controls` of them.

    case_stratum, case_position: (cases,); pool_stratum, pool_position: (pool,). A stratum is a whole number from 0 for
    all that must be equal; a position is what should be near, such as a day. Equal distances are settled by the order
    of the pool's positions, then by its own order. A member may serve several cases: risk sets are sampled anew for
    each (Prentice and Breslow 1978, Biometrika 65:153; Langholz and Goldstein 1996, Statist. Sci. 11:35). Three
    controls give three quarters of the precision of all there are (Breslow and Day 1980, ch. 1: m / (m + 1)).
    Check: a brute force over all pairs.

    Raises ValueError for a caliper below 0 or no controls.
    """
    if caliper < 0 or controls < 1:
        raise ValueError(f"A caliper of 0 or more and a control at least are needed, not {caliper} and {controls}.")
    if not len(case_stratum) or not len(pool_stratum):
        return Pairs(np.empty(0, np.int64), np.empty(0, np.int64))
    low = int(min(case_position.min(), pool_position.min()))
    span = int(max(case_position.max(), pool_position.max())) - low + 2 * caliper + 2
    order = np.lexsort((np.arange(len(pool_stratum)), pool_position, pool_stratum))
    key = (pool_stratum * span + (pool_position - low))[order]
    wanted = case_stratum * span + (case_position - low)
    place = np.searchsorted(key, wanted)[:, None] + np.arange(-controls, controls)[None, :]
    inside = (place >= 0) & (place < len(key))
    found = order[np.clip(place, 0, len(key) - 1)]
    distance = np.abs(pool_position[found] - case_position[:, None])
    fits = inside & (pool_stratum[found] == case_stratum[:, None]) & (distance <= caliper)
    distance = np.where(fits, distance, np.iinfo(np.int64).max)
    best = np.argsort(distance, axis=1, kind="stable")[:, :controls]
    kept = np.take_along_axis(fits, best, axis=1)
    case = np.broadcast_to(np.arange(len(case_stratum))[:, None], best.shape)[kept]
    return Pairs(case.astype(np.int64), np.take_along_axis(found, best, axis=1)[kept].astype(np.int64))
