"""Many effects of one kind estimated at once: some are there, about a common size, and the others are trifling.

How many there are is learnt from all of them together: where estimates differ no more than chance makes them, and lie
on both sides of nought, none is believed, however large the largest happens to be.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, norm

Number = NDArray[np.float64]

#: an effect of less is trifling: a hazard 1.16 times as high
TRIFLING = 0.15
#: share of effects that are there, before anything is seen: one in four, and any may be
_SHARES = np.linspace(0.02, 0.98, 25)
_SHARE_PRIOR = (1.0, 3.0)
#: about which log hazard ratio those lie, and how far from it
_CENTRES = (0.2, 0.4, 0.6, 0.8, 1.0, 1.4)
_WIDTHS = (0.2, 0.4)
#: how far the others lie from nought: what is nearly nothing is found too, once there are deals enough
_NEARLY_NOTHING = 0.1


@dataclass(frozen=True)
class PooledEffects:
    """mean, spread: (k,) of each true effect.  beyond: (k,) the probability that it is more than trifling."""

    mean: Number
    spread: Number
    beyond: Number


def pool_effects(effect: Number, error: Number, *, least: float = TRIFLING) -> PooledEffects:
    """Of effects (k,) with their standard errors; nan where one could not be estimated, which tells nothing.

    Each is next to nought, or normal about a common centre above it; share, centre and width are averaged over by how
    likely they make all estimates.  Source: Efron 2008, Statist. Sci. 23:1, the two groups, averaged over and
    not fitted.  Check: the same average drawn by lot, a million times; no claim where all are nought.
    """
    known = np.isfinite(effect) & np.isfinite(error) & (error > 0)
    value, own = np.where(known, effect, 0.0), np.where(known, error, 1.0)
    cells = np.array(list(product(_SHARES, _CENTRES, _WIDTHS)))
    share, centre, width = (cells[:, column, None] for column in range(3))
    there = np.where(known, norm.pdf(value, centre, np.hypot(own, width)), 1.0) * share
    nought = np.where(known, norm.pdf(value, 0.0, np.hypot(own, _NEARLY_NOTHING)), 1.0) * (1 - share)
    log = np.log(np.maximum(there + nought, 1e-300)).sum(axis=1) + beta.logpdf(cells[:, 0], *_SHARE_PRIOR)
    likely = np.exp(log - log.max())
    likely /= likely.sum()
    is_there = there / np.maximum(there + nought, 1e-300)
    kept = np.where(known, width**2 / (own**2 + width**2), 0.0)
    mean, variance = kept * value + (1 - kept) * centre, (1 - kept) * width**2
    overall = likely @ (is_there * mean)
    square = likely @ (is_there * (variance + mean**2))
    beyond = likely @ (is_there * norm.sf(least, mean, np.sqrt(variance)))
    return PooledEffects(
        mean=np.asarray(overall, dtype=np.float64),
        spread=np.sqrt(np.maximum(square - overall**2, 0.0)),
        beyond=np.asarray(beyond, dtype=np.float64),
    )
