"""What of the rows that have not ended yet: those that ended after as long a time count for them."""

import numpy as np
from numpy.typing import NDArray

Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: no row counts for more than so many
_MOST = 10.0


def weigh_by_censoring(waited: Number, has_ended: Flag) -> Number:
    """The weight of each row: 0 for one that has not ended, else 1 / G, G the chance to be watched for so long.

    waited: (n,) how long each row was watched, to its end or to the last day.  has_ended: (n,).  G is Kaplan and
    Meier's curve of being cut off, just before each row's end; a weight is held at 10.
    Source: inverse probability of censoring weights, Robins and Finkelstein 2000, Biometrics 56:779; for learning from
    records, Vock et al. 2016, J Biomed Inform 61:119.  Check: R survival, 1 / survfit(Surv(waited, !has_ended)), and a
    table by hand.
    """
    if not len(waited):
        return np.zeros(0)
    times, place = np.unique(waited, return_inverse=True)
    cut = np.bincount(place, weights=~has_ended, minlength=len(times))
    ended = np.bincount(place, weights=has_ended, minlength=len(times))
    at_risk = np.cumsum((cut + ended)[::-1])[::-1]
    # who ends at the moment at which another is cut off ended first
    watched = np.maximum(at_risk - ended, 1e-9)
    kept = np.cumprod(np.where(cut > 0, 1 - cut / watched, 1.0))
    before = np.concatenate([[1.0], kept[:-1]])
    return np.where(has_ended, np.minimum(1 / np.maximum(before[place], 1e-9), _MOST), 0.0)
