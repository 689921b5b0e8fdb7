"""Rates of groups of unequal size, each drawn towards what is usual among them by as much as it is uncertain."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

Number = NDArray[np.float64]


@dataclass(frozen=True)
class BetaPrior:
    """The spread of rates among groups: a beta distribution with mean a / (a + b), worth a + b trials.

    Arrays of the length of the groups where each has its own.
    """

    a: float | Number
    b: float | Number


@dataclass(frozen=True)
class ShrunkenRate:
    """The posterior of each group: its mean, and the interval that holds `level` of it. (k,) each, 0 to 1."""

    rate: Number
    low: Number
    high: Number


def fit_prior(hits: Number, trials: Number) -> BetaPrior:
    """The beta distribution whose first two moments are those of the groups' rates, chance within the groups taken out.

    hits, trials: (k,) counts, 0 <= hits <= trials; groups without trials are left out. The rates are weighed by their
    trials. Where they spread no more than by chance, or fewer than two groups tell of a spread, the prior is worth as
    many trials as there are in all. Without any hit or any miss the mean is that of half a hit and half a miss more;
    without any trials the prior is uniform. raises  ValueError for counts that are none.
    Source: Kleinman (1973), Proportions with extraneous variance, JASA 68, 46-54: the moment estimate with weights n,
    (S - mq sum(1 - n/N)) / (mq (sum n(1 - n/N) - sum(1 - n/N))), S the weighed spread, m the mean, q = 1 - m, N all n.
    Checked against the sex ratios of 6,115 families with twelve children (Lindsey and Altham 1998, after Geissler):
    method of moments 34.135 and 31.609 (as quoted for the beta-binomial distribution), to the (k - 1) / k with which
    Kleinman allows for the estimated mean.
    """
    if (trials < 0).any() or (hits < 0).any() or (hits > trials).any():
        raise ValueError("hits must lie between 0 and trials")
    told = trials > 0
    n, x = trials[told].astype(np.float64), hits[told].astype(np.float64)
    total = n.sum()
    if not total:
        return BetaPrior(1.0, 1.0)
    mean = x.sum() / total
    if mean in (0.0, 1.0):
        mean = (x.sum() + 0.5) / (total + 1)
    likeness = _measure_likeness(x / n, n, mean)
    worth = (1 - likeness) / likeness
    return BetaPrior(mean * worth, (1 - mean) * worth)


def shrink_rates(hits: Number, trials: Number, prior: BetaPrior, *, level: float = 0.95) -> ShrunkenRate:
    """The rate of each group given the prior: a group of few trials stays near what is usual.

    hits, trials: (k,) counts.  level: share of the posterior within the interval, its tails being equal.
    Source: the beta-binomial model, e.g. Gelman et al. (2013), Bayesian Data Analysis, 2.4. Checked against scipy's
    beta distribution.
    """
    a, b = prior.a + hits, prior.b + (trials - hits)
    tail = (1 - level) / 2
    return ShrunkenRate(a / (a + b), betaincinv(a, b, tail), betaincinv(a, b, 1 - tail))


def _measure_likeness(rates: Number, n: Number, mean: float) -> float:
    """The correlation of two trials of one group, at least one in as many trials as there are and one more."""
    total = n.sum()
    least, spare = 1 / (1 + total), 1 - n / total
    chance = spare.sum()
    above = (n * spare).sum() - chance
    if above <= 0:
        return float(least)
    spread = (n * (rates - mean) ** 2).sum()
    variance = mean * (1 - mean)
    found = (spread - variance * chance) / (variance * above)
    return float(np.clip(found, least, 1 - least))
