"""Which pairs of drivers may be shown to go together, and which sets of them are asked about."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from assay.stats.frequent_sets import Set

CLAIM_Q = 0.05

#: with fewer deals expected to have both, a pair is a handful of stories
CLAIM_DEALS = 5.0

#: sets that are asked about: each costs the others some of what may be claimed
MOST_SETS = 40


def reach_pair_verdict(deals: float, by_chance: float, interval: tuple[float, float], q: float) -> str:
    """together, apart or not_shown.  interval: of the lift drawn towards 1."""
    low, high = interval
    if q > CLAIM_Q or low <= 1 <= high or max(deals, by_chance) < CLAIM_DEALS:
        return "not_shown"
    return "together" if low > 1 else "apart"


def choose_sets(
    counts: Mapping[Set, NDArray[np.int64]], there: NDArray[np.float64], *, most: int = MOST_SETS
) -> list[Set]:
    """The sets that occur most beyond what their shares give, by how surely they do; those of two before equal others.

    Whether they are lost more often plays no part in the choice: what is asked afterwards is asked of sets that were
    chosen without looking at it.
    """

    def stand_out(one: Set) -> float:
        chance = count_by_chance(there, one)
        return float((counts[one].mean() - chance) / np.sqrt(max(chance, 1.0)))

    return sorted(sorted(counts, key=lambda one: (-stand_out(one), len(one), one))[:most])


def count_by_chance(there: NDArray[np.float64], one: Set) -> float:
    """Rows in which all of a set would be there, were they independent of each other."""
    return float(len(there) * there[:, list(one)].mean(axis=0).prod())
