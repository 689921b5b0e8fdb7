"""The mean outcome of cases less that of the controls matched to each, where a unit may stand in many sets."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from assay.domain.interval import Interval

Number = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class MatchedSets:
    """case, control: mean outcome of either, each set weighing the same; None where there is no set.

    difference: case less control; None below two cases or two controls, or where
    no value differs from another, of which nothing can be told.  cases, controls: units behind them.
    """

    case: float | None
    control: float | None
    difference: Interval | None
    cases: int
    controls: int


def compare_matched(
    case: Whole, control: Whole, case_unit: Whole, case_outcome: Number, pool_unit: Whole, pool_outcome: Number
) -> MatchedSets:
    """The difference over matched sets at 95 %, in the unit of the outcome. It is no effect: nobody drew lots.

    case, control: (pairs,) indices into cases and pool, as stats.matching gives them; a case without one is left out.
    case_unit, pool_unit: (cases,), (pool,) whole numbers >= 0 that name the deal, whichever side it stands on.
    case_outcome, pool_outcome: of these, 0 or 1, a value, or pseudo-values.

    The variance sums what each deal adds in all its sets and on both sides (Liang and Zeger 1986, Biometrika 73:13),
    never below that of the smaller side alone with two of each outcome added (Agresti and Coull 1998) where outcomes
    are 0 or 1; Student's with one degree of freedom less than the smaller side has deals.  Check: statsmodels OLS of
    the sets' differences clustered by deal, where no deal repeats; by hand where one does.
    """
    if not len(case):
        return MatchedSets(None, None, None, 0, 0)
    sets, of_set, many = np.unique(case, return_inverse=True, return_counts=True)
    weight = 1 / many[of_set]
    one = case_outcome[sets]
    other = pool_outcome[control]
    mean, beside = float(one.mean()), float((weight * other).sum() / len(sets))
    units = np.concatenate([case_unit[sets], pool_unit[control]])
    adds = np.concatenate([one - mean, -weight * (other - beside)]) / len(sets)
    together = np.bincount(np.unique(units, return_inverse=True)[1], weights=adds)
    cases, controls = len(np.unique(case_unit[sets])), len(np.unique(pool_unit[control]))
    fewer = min(cases, controls)
    if fewer < 2:
        return MatchedSets(mean, beside, None, cases, controls)
    variance = float((together**2).sum()) * fewer / (fewer - 1)
    if np.isin(np.concatenate([one, other]), (0.0, 1.0)).all():
        variance = max(variance, _least(mean if cases <= controls else beside, fewer))
    if not variance:
        return MatchedSets(mean, beside, None, cases, controls)
    half = float(t(fewer - 1).ppf(0.975)) * sqrt(variance)
    difference = mean - beside
    return MatchedSets(
        mean, beside, Interval(difference - half, difference, difference + half, cases + controls), cases, controls
    )


def _least(share: float, units: int) -> float:
    drawn = (share * units + 2) / (units + 4)
    return drawn * (1 - drawn) / (units + 4)
