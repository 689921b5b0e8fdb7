"""Many effects of one kind estimated at once: each is drawn towards what all have in common, as far as they agree.

A history in which nothing matters gives estimates that differ by chance alone; then all are drawn together near nought.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

Number = NDArray[np.float64]

#: an effect of less is trifling: a hazard 1.16 times as high
TRIFLING = 0.15
#: how far true effects may differ, before anything is seen: half of them by less than a hazard of 1.4 to 1
_SCALE = 0.5
#: what they have in common, before anything is seen
_COMMON = 0.5
_GRID = np.linspace(0.0, 2.0, 201)[1:]


@dataclass(frozen=True)
class PooledEffects:
    """mean, spread: (k,) of each true effect.  beyond: (k,) the probability that it is more than trifling."""

    mean: Number
    spread: Number
    beyond: Number


def pool_effects(effect: Number, error: Number, *, least: float = TRIFLING) -> PooledEffects:
    """Of effects (k,) with their standard errors; nan where one could not be estimated, which tells nothing.

    Normal effects about a common mean; how far they differ is averaged over, from a half-normal prior, by the
    likelihood of each width.  Source: Rubin 1981, J. Educ. Statist. 6:377; Gelman et al. 2013, Bayesian Data Analysis,
    sec. 5.4.  Check: the eight schools of that section.
    """
    known = np.isfinite(effect) & np.isfinite(error) & (error > 0)
    value, square = np.where(known, effect, 0.0), np.where(known, error, 1.0) ** 2
    width = _GRID[:, None] ** 2
    weight = np.where(known, 1 / (square + width), 0.0)
    precision = weight.sum(axis=1) + 1 / _COMMON**2
    common = (weight * value).sum(axis=1) / precision
    fit = 0.5 * (np.log(np.where(known, weight, 1.0)) - weight * (value - common[:, None]) ** 2).sum(axis=1)
    fit -= 0.5 * np.log(precision * _COMMON**2) + 0.5 * common**2 / _COMMON**2 + 0.5 * (_GRID / _SCALE) ** 2
    likely = np.exp(fit - fit.max())
    likely /= likely.sum()
    kept = np.where(known, width / (square + width), 0.0)
    mean = kept * value + (1 - kept) * common[:, None]
    spread = np.where(known, kept * square, width) + (1 - kept) ** 2 / precision[:, None]
    overall = likely @ mean
    variance = likely @ (spread + (mean - overall) ** 2)
    beyond = likely @ norm.sf(least, mean, np.sqrt(spread))
    return PooledEffects(overall, np.sqrt(variance), np.asarray(beyond, dtype=np.float64))
