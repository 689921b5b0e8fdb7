"""The difference of two shares within strata of rows alike, where a deal may stand in many rows."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from assay.domain.interval import Interval

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]


@dataclass(frozen=True)
class WithinStrata:
    """difference: share with `done` less share without, 0.1 being 10 points; None where it cannot be told.

    done, other: either share, as if both kinds lay in the strata alike.  done_units, other_units: deals behind them,
    of strata that hold both kinds.  done_hits, other_hits: how many of these have the outcome.
    error: standard error of the difference.  p: two-sided, against none.
    """

    difference: Interval | None
    done: float | None
    other: float | None
    error: float | None
    p: float | None
    done_units: int
    other_units: int
    done_hits: int
    other_hits: int


NOTHING = WithinStrata(None, None, None, None, None, 0, 0, 0, 0)


def compare_within(unit: Whole, stratum: Whole, done: Flag, hit: Flag, *, level: float = 0.95) -> WithinStrata:
    """The Mantel-Haenszel risk difference of hit, done less not done, its variance clustered by unit.

    unit, stratum, done, hit: (rows,); unit and stratum are any whole numbers >= 0. hit is the same in all rows of a
    unit. A stratum of one kind carries no weight. The weights n1 n0 / (n1 + n0) make it the coefficient of a linear
    probability model with a level for each stratum, so that rows of one unit may repeat and strata be sparse.

    The variance is the sandwich clustered by unit (Liang and Zeger 1986, Biometrika 73:13; CR1), never below that of
    the share of the rarer side alone, both its counts two more (Agresti and Coull 1998), as the sandwich is too small
    where nearly all of a few have one outcome. The interval is Student's with one degree of freedom less than the rarer
    kind has units: with few of one kind the error itself is known badly (Donald and Lang 2007, Rev. Econ. Stat.
    89:221). Check: statsmodels OLS with dummies, cov_type="cluster"; coverage by simulation in the tests.
    """
    both = _hold_both(stratum, done)
    if not both.any():
        return NOTHING
    unit, done, hit = unit[both], done[both], hit[both]
    stratum = np.unique(stratum[both], return_inverse=True)[1]
    size = int(stratum.max()) + 1
    n = np.bincount(stratum, minlength=size).astype(np.float64)
    treated = np.bincount(stratum, weights=done, minlength=size).astype(np.float64)
    leaning = done - (treated / n)[stratum]
    outcome = hit - (np.bincount(stratum, weights=hit, minlength=size) / n)[stratum]
    weight = float((leaning * leaning).sum())
    difference = float((leaning * outcome).sum()) / weight
    share = _standardise(stratum, treated, n, done, hit)
    done_units, done_hits = _count_units(unit, done, hit)
    other_units, other_hits = _count_units(unit, ~done, hit)
    whole = {"done_units": done_units, "other_units": other_units, "done_hits": done_hits, "other_hits": other_hits}
    rarer, hits = min((done_units, done_hits), (other_units, other_hits))
    units = len(np.unique(unit))
    if rarer < 2 or len(unit) <= size + 1:
        return WithinStrata(None, share, share - difference, None, None, **whole)
    error = sqrt(max(_cluster(unit, leaning * (outcome - difference * leaning), size) / weight**2, _least(hits, rarer)))
    student = t(rarer - 1)
    half = float(student.ppf((1 + level) / 2)) * error
    low, high = max(-1.0, difference - half), min(1.0, difference + half)
    p = float(2 * student.sf(abs(difference) / error))
    interval = Interval(low, difference, high, units, level)
    return WithinStrata(interval, share, share - difference, error, p, **whole)


def draw_to_none(difference: Number, error: Number) -> Number:
    """(k,) differences drawn towards none by as much as each is uncertain; nan where one could not be told.

    Each true difference is normal about nought; how far they lie from it is learnt from all of them together, so that
    where they differ no more than chance makes them all become nought.  Source: Efron and Morris 1973, JASA 68:117; the
    spread by Paule and Mandel 1982 (J. Res. NBS 87:377) about a mean of nought.
    Check: statsmodels combine_effects(method_re="iterated"), given the mean.
    """
    told = np.isfinite(difference) & np.isfinite(error) & (error > 0)
    spread = _find_spread(difference[told], error[told] ** 2)
    drawn = np.full(len(difference), np.nan)
    drawn[told] = difference[told] * spread / (spread + error[told] ** 2)
    return drawn


def _find_spread(value: Number, own: Number) -> float:
    """The variance of true values about nought at which their weighed squares are as many as there are."""
    k = len(value)

    def excess(spread: float) -> float:
        return float((value**2 / (own + spread)).sum()) - k

    if not k or excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, float((value**2).max()) + 1.0
    while excess(high) > 0:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2


def _hold_both(stratum: Whole, done: Flag) -> Flag:
    if not len(stratum):
        return np.zeros(0, dtype=bool)
    size = int(stratum.max()) + 1
    there = (np.bincount(stratum[side], minlength=size) > 0 for side in (done, ~done))
    first, second = there
    return np.asarray((first & second)[stratum])


def _standardise(stratum: Whole, treated: Number, n: Number, done: Flag, hit: Flag) -> float:
    """The share of hits among the done, strata weighed as the difference weighs them."""
    weight = treated * (n - treated) / n
    hits = np.bincount(stratum[done], weights=hit[done], minlength=len(n))
    return float((weight * hits / treated).sum() / weight.sum())


def _count_units(unit: Whole, side: Flag, hit: Flag) -> tuple[int, int]:
    return len(np.unique(unit[side])), len(np.unique(unit[side & hit]))


def _cluster(unit: Whole, influence: Number, strata: int) -> float:
    """The sum of squared influence by unit, with the usual correction for few units and many strata."""
    code = np.unique(unit, return_inverse=True)[1]
    together = np.bincount(code, weights=influence)
    rows, units = len(unit), len(together)
    return float((together**2).sum()) * units / (units - 1) * (rows - 1) / (rows - strata - 1)


def _least(hits: int, units: int) -> float:
    share = (hits + 2) / (units + 4)
    return share * (1 - share) / (units + 4)
