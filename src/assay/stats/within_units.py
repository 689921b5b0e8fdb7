"""The difference that a practice goes with, within the same seller and allowing for the period."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from assay.domain.interval import Interval

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: fewer units with both kinds tell nothing: the error itself would be a guess
LEAST_UNITS = 3


@dataclass(frozen=True)
class WithinUnits:
    """difference: share with the practice less share without, 0.1 being 10 points; None where it cannot be told.

    error: its standard error.  p: two-sided, against none.  units: those that have rows of both kinds.  done, other:
    rows of these units of either kind.  base: share of hits among `other`, None without any.
    """

    difference: Interval | None
    error: float | None
    p: float | None
    units: int
    done: int
    other: int
    base: float | None


def compare_in_units(unit: Whole, period: Whole, done: Flag, hit: Flag, *, level: float = 0.95) -> WithinUnits:
    """The coefficient of `done` in a linear model of hit with a level for each unit and each period.

    unit, period, done, hit: (rows,); unit and period are any whole numbers. Units of one kind only help to tell the
    periods apart: nobody is set beside somebody else. The interval's n is the rows of units with both kinds.

    The error is the sandwich clustered by unit (Liang and Zeger 1986, Biometrika 73:13), times units / (units - 1)
    for units with both kinds; the interval is Student's with one degree of freedom less than these (Donald and Lang
    2007, Rev. Econ. Stat. 89:221). The levels of units are swept out first (Frisch and Waugh 1933, Econometrica
    1:387). Check: statsmodels OLS with dummies, cov_type="cluster"; coverage by simulation in the tests.
    """
    code, both = _find_both(unit, done)
    units = int(both.sum())
    inside = both[code] if len(unit) else np.zeros(0, dtype=bool)
    n_done, n_other = int((inside & done).sum()), int((inside & ~done).sum())
    base = float(hit[inside & ~done].mean()) if n_other else None
    nothing = WithinUnits(None, None, None, units, n_done, n_other, base)
    if units < LEAST_UNITS:
        return nothing
    levels = (period[:, None] == np.unique(period)[1:][None, :]).astype(np.float64)
    sides = np.column_stack([done, hit]).astype(np.float64)
    swept = _sweep(code, levels)
    sides = _sweep(code, sides)
    sides = sides - swept @ np.linalg.lstsq(swept, sides, rcond=None)[0]
    leaning, outcome = sides[:, 0], sides[:, 1]
    weight = float(leaning @ leaning)
    if weight < 1e-9 * len(unit):
        return nothing
    difference = float(leaning @ outcome) / weight
    scores = np.bincount(code, weights=leaning * (outcome - difference * leaning))
    error = sqrt(float(scores @ scores) * units / (units - 1)) / weight
    if error <= 0:
        return nothing
    student = t(units - 1)
    half = float(student.ppf((1 + level) / 2)) * error
    low, high = max(-1.0, difference - half), min(1.0, difference + half)
    mid = min(high, max(low, difference))
    p = float(2 * student.sf(abs(difference) / error))
    return WithinUnits(Interval(low, mid, high, n_done + n_other, level), error, p, units, n_done, n_other, base)


def _find_both(unit: Whole, done: Flag) -> tuple[Whole, Flag]:
    """(rows,) code of each unit from 0, and (units,) whether it has rows of both kinds."""
    names, code = np.unique(unit, return_inverse=True)
    first = np.bincount(code, weights=done, minlength=len(names))
    every = np.bincount(code, minlength=len(names))
    return code.astype(np.int64), (first > 0) & (first < every)


def _sweep(code: Whole, values: Number) -> Number:
    """(rows, k) values less the mean of their unit."""
    count = np.bincount(code).astype(np.float64)
    means = (
        np.stack([np.bincount(code, weights=column) / count for column in values.T], axis=1) if values.size else None
    )
    return values if means is None else values - means[code]
