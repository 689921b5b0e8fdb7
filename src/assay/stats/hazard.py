"""The chance of an end week by week, by what holds at the start of each week: a discrete-time hazard model.

Rows are deal-weeks. Covariates are few and discrete, so rows alike are fitted as one; the errors know whose rows they
are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import pinvh
from scipy.sparse import csr_array

Whole = NDArray[np.integer]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: beyond these the chance of an end is 0 or 1 to the last figure
_LOWEST, _HIGHEST = -30.0, 3.5

_MOST_ROUNDS = 60
_MOST_HALVINGS = 12
_CLOSE_ENOUGH = 1e-10


@dataclass(frozen=True)
class HazardFit:
    """coefficient: (k,), log hazard ratios.  covariance: (k, k), robust and clustered by deal.

    converged: False where no step made the fit better although the last one still did by more than rounding.
    """

    coefficient: Number
    covariance: Number
    converged: bool

    def error(self, column: int) -> float:
        """Standard error of one coefficient."""
        return float(np.sqrt(max(0.0, self.covariance[column, column])))


def fit_hazard(
    design: Number,
    pattern: Whole,
    died: Flag,
    deal: Whole,
    weight: Number | None = None,
    start: Number | None = None,
) -> HazardFit:
    """Maximum likelihood of P(end in the week) = 1 - exp(-exp(x b)), with errors clustered by deal.

    design: (patterns, k), one row for each different set of covariates, a column of ones among them.
    pattern: (rows,) which row of `design` holds in that deal-week, 0 <= pattern < patterns.  died: (rows,) it ended so
    in that week.  deal: (rows,) whose week it is, whole numbers from 0 in ascending order.  weight: (rows,) how many
    deal-weeks a row stands for where deals were drawn with unequal chances; 1 by default.  start: (k,) where to
    begin, such as at the fit of a model with fewer columns; by default one hazard for all. It changes the number of
    steps and nothing else.

    exp(b) is the ratio of the hazards of the continuous time behind the weeks (Prentice and Gloeckler 1978, Biometrics
    34:57, eq. 2). Fisher scoring; a step that makes the fit worse is halved. The covariance is the sandwich of the
    observed information and the deals' sums of scores (Liang and Zeger 1986, Biometrika 73:13, eq. 5), times
    deals / (deals - 1). A contrast that the rows do not tell has the smallest coefficient that fits.
    Check: statsmodels GLM(Binomial(CLogLog())) with cov_type="cluster"; a table of two rates by hand.

    Raises ValueError when there are no rows, or when nobody or everybody ends.
    """
    weights = np.ones(len(pattern)) if weight is None else weight
    weeks: Number = np.bincount(pattern, weights=weights, minlength=len(design)).astype(np.float64)
    ends: Number = np.bincount(pattern, weights=weights * died, minlength=len(design)).astype(np.float64)
    if not 0 < ends.sum() < weeks.sum():
        raise ValueError("A hazard needs rows in which some end and some go on.")
    seen = weeks > 0
    first = _guess(design[seen], weeks[seen], ends[seen]) if start is None else start
    coefficient, converged = _climb(design[seen], weeks[seen], ends[seen], first)
    rate = np.exp(_predict(design, coefficient))
    bread = pinvh(_observed_information(design, rate, weeks, ends))
    by_row = weights * np.where(died, (rate / np.expm1(rate))[pattern], -rate[pattern])
    deals = int(deal[-1]) + 1
    starts = np.searchsorted(deal, np.arange(deals + 1))
    scores = csr_array((by_row, pattern, starts), shape=(deals, len(design))) @ design
    meat = scores.T @ scores * deals / max(1, deals - 1)
    return HazardFit(coefficient, bread @ meat @ bread, converged)


def _guess(design: Number, weeks: Number, ends: Number) -> Number:
    """One hazard for all."""
    weighted = design * weeks[:, None]
    guess: Number = pinvh(weighted.T @ design) @ weighted.sum(axis=0) * _link(ends.sum() / weeks.sum())
    return guess


def _climb(design: Number, weeks: Number, ends: Number, coefficient: Number) -> tuple[Number, bool]:
    """Fisher scoring."""
    told = _likelihood(design, coefficient, weeks, ends)
    for _ in range(_MOST_ROUNDS):
        rate = np.exp(_predict(design, coefficient))
        score = design.T @ (ends * rate / np.expm1(rate) - (weeks - ends) * rate)
        expected = (design * (weeks * rate**2 / np.expm1(rate))[:, None]).T @ design
        step = pinvh(expected) @ score
        for _ in range(_MOST_HALVINGS):
            new = _likelihood(design, coefficient + step, weeks, ends)
            if new >= told:
                break
            step = step / 2
        else:
            return coefficient, bool(np.abs(step).max() < 1e-6)
        coefficient, gain, told = coefficient + step, new - told, new
        if gain <= _CLOSE_ENOUGH * abs(told):
            return coefficient, True
    return coefficient, False


def _link(share: float) -> float:
    return float(np.log(-np.log1p(-share)))


def _predict(design: Number, coefficient: Number) -> Number:
    log_rate: Number = np.clip(design @ coefficient, _LOWEST, _HIGHEST)
    return log_rate


def _likelihood(design: Number, coefficient: Number, weeks: Number, ends: Number) -> float:
    rate = np.exp(_predict(design, coefficient))
    return float((ends * np.log(-np.expm1(-rate)) - (weeks - ends) * rate).sum())


def _observed_information(design: Number, rate: Number, weeks: Number, ends: Number) -> Number:
    grown = np.expm1(rate)
    curve = ends * rate * (rate * (grown + 1) - grown) / grown**2 + (weeks - ends) * rate
    information: Number = (design * curve[:, None]).T @ design
    return information
