"""From what is at work in a deal and what goes with losing to its reasons: arrays of deals by drivers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from scipy.stats import norm

Flag = NDArray[np.bool_]
Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: from this probability on a reason stands out
STANDS_OUT = 0.5
_SURE = 1e-6
#: nothing is surer than this to be at work: each of the passages that say so may have been coded wrongly
MOST_ACTIVE = 0.99


@dataclass(frozen=True)
class Effects:
    """What goes with each driver across deals, (k,) each. strength: 1 - exp(-b).  real: P(more than trifling).

    spread: the standard error of real on the scale of normal quantiles.
    """

    strength: Number
    real: Number
    spread: Number


@dataclass(frozen=True)
class Weighed:
    """(n, k) each: p by the record alone, p with what was stated, and its 95 % interval."""

    record: Number
    p: Number
    low: Number
    high: Number


def weigh_record(active: Number, effects: Effects) -> Number:
    """(n, k) p by the record alone: that it was there, and that it goes with losing."""
    return np.asarray(active * effects.real[None, :], dtype=np.float64)


def weigh_reasons(
    active: Number, odds_spread: Number, effects: Effects, moved: Number, moved_spread: Number
) -> Weighed:
    """p of each driver of each deal, with an interval for the errors of the models.

    active: (n, k) that it was there, odds_spread: the variance of its log odds.  moved: (n, k) by how much what was
    stated moves the log odds, moved_spread: its variance.

    The interval is the delta method's, on the log odds of p: the errors of P(active), of the effect and of the rates of
    statements are taken as independent. It is no interval of what happened in the deal, which p itself is about.
    """
    record = np.clip(weigh_record(active, effects), _SURE, 1 - _SURE)
    odds = logit(record) + moved
    quantile = norm.ppf(np.clip(effects.real, _SURE, 1 - _SURE))
    of_real = (norm.pdf(quantile) / norm.cdf(quantile) * effects.spread) ** 2
    spread = ((1 - active) ** 2 * odds_spread + of_real[None, :]) / (1 - record) ** 2 + moved_spread
    reach = norm.ppf(0.975) * np.sqrt(spread)
    return Weighed(record, expit(odds), expit(odds - reach), expit(odds + reach))


def weigh_at_work(weighed: Weighed, active: Number, odds_spread: Number, of_open: Flag) -> Weighed:
    """The same, but of open deals (n,) the probability that each driver is at work now, with its 95 % interval.

    active, odds_spread: as in weigh_reasons, MOST_ACTIVE at most.  What a driver goes with across deals says how much
    there is to lose by it, and not whether it is there: in every list of open deals it is the latter that counts.
    """
    odds = logit(np.clip(active, _SURE, 1 - _SURE))
    reach = norm.ppf(0.975) * np.sqrt(odds_spread)
    row = of_open[:, None]
    return Weighed(
        np.where(row, active, weighed.record),
        np.where(row, active, weighed.p),
        np.where(row, expit(odds - reach), weighed.low),
        np.where(row, np.minimum(expit(odds + reach), MOST_ACTIVE), weighed.high),
    )


def rank_reasons(p: Number, main: Number) -> Whole:
    """(n, k) 1 for the one that was likeliest the main one; among equals the greater p goes first."""
    order = np.lexsort((-p, -main), axis=1)
    rank = np.empty(order.shape, dtype=np.int64)
    np.put_along_axis(rank, order, np.arange(1, p.shape[1] + 1)[None, :], axis=1)
    return rank
