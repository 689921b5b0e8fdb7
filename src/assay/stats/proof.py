"""How good probabilities proved to be on rows that they were not learnt from, with intervals by unit."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.stats.calibration import log_odds
from assay.stats.logistic import fit_logistic

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: draws of a bootstrap; fewer where the rows are many, since each draw then tells more
_DRAWS, _ROWS_DRAWN = 200, 4_000_000

_BINS = 10


@dataclass(frozen=True)
class Proof:
    """Figures of one set of probabilities; None where they cannot be had.

    auc: chance that a row where it happened has the higher one.  brier: mean square.  ece: mean gap of tenths.
    slope: of the calibration line, 1 is best.  said, happened: means.
    """

    auc: Interval | None
    brier: Interval | None
    ece: Interval | None
    slope: Interval | None
    said: float
    happened: float


def prove(said: Number, happened: Number, unit: Whole, weight: Number, *, seed: int = 1) -> Proof:
    """The figures, with 95 % intervals from drawing units with replacement (Efron and Tibshirani 1993, ch. 13).

    said, happened, unit, weight: (n,); rows of one unit are drawn together; rows of no weight play no part.
    """
    told = weight > 0
    said, happened, weight = said[told], happened[told], weight[told]
    _, code = np.unique(unit[told], return_inverse=True)
    units = int(code.max()) + 1 if len(code) else 0
    if not units:
        return Proof(None, None, None, None, float("nan"), float("nan"))
    total = weight.sum()
    measures = (weighted_auc, weighted_brier, weighted_error, weighted_slope)
    draws = _draw_weights(code.astype(np.int64), weight, units, seed)
    auc, brier, ece, slope = (_bound(measure, said, happened, weight, draws, units) for measure in measures)
    return Proof(auc, brier, ece, slope, float((weight * said).sum() / total), float((weight * happened).sum() / total))


def prove_difference(
    said: Number, other: Number, happened: Number, unit: Whole, weight: Number, *, seed: int = 1
) -> Interval | None:
    """How much lower the Brier score of `said` is than that of `other`, drawn by unit; None without rows."""
    told = weight > 0
    gain = np.square(other - happened) - np.square(said - happened)
    _, code = np.unique(unit[told], return_inverse=True)
    units = int(code.max()) + 1 if len(code) else 0
    if units < 2:
        return None
    gained = np.bincount(code, weights=(weight * gain)[told])
    weighed = np.bincount(code, weights=weight[told])
    dice = np.random.default_rng(seed)
    drawn = dice.multinomial(units, np.full(units, 1 / units), size=1000)
    each = (drawn @ gained) / np.maximum(drawn @ weighed, 1e-12)
    low, high = np.quantile(each, [0.025, 0.975])
    mid = float(gained.sum() / weighed.sum())
    return Interval(min(mid, float(low)), mid, max(mid, float(high)), units)


def weighted_auc(said: Number, happened: Number, weight: Number) -> float:
    """The area under the curve where rows count by weight, ties halved; nan with one kind only.

    Check: calibration.area_under_curve with rows repeated as often as they weigh; scikit-learn roc_auc_score.
    """
    order = np.argsort(said, kind="stable")
    value, yes = said[order], (weight * happened)[order]
    no = weight[order] - yes
    starts = np.flatnonzero(np.concatenate([[True], value[1:] != value[:-1]]))
    yes, no = np.add.reduceat(yes, starts), np.add.reduceat(no, starts)
    if yes.sum() <= 0 or no.sum() <= 0:
        return float("nan")
    below = np.cumsum(no) - no
    return float((yes * (below + no / 2)).sum() / (yes.sum() * no.sum()))


def weighted_brier(said: Number, happened: Number, weight: Number) -> float:
    """The mean square of said less happened (Brier 1950)."""
    return float((weight * np.square(said - happened)).sum() / weight.sum())


def weighted_error(said: Number, happened: Number, weight: Number) -> float:
    """The mean gap of said and happened over tenths of the weight in the order of what is said."""
    order = np.argsort(said, kind="stable")
    risen = np.cumsum(weight[order])
    tenth = np.minimum((_BINS * (risen - weight[order] / 2) / risen[-1]).astype(np.int64), _BINS - 1)
    gap = np.bincount(tenth, weights=(weight * (said - happened))[order])
    return float(np.abs(gap).sum() / weight.sum())


def weighted_slope(said: Number, happened: Number, weight: Number) -> float:
    """The slope of the calibration line (Cox 1958); nan where it is not told."""
    odds = log_odds(said)
    if np.ptp(odds) < 1e-9 or np.ptp(happened) == 0:
        return float("nan")
    return float(fit_logistic(odds[:, None], happened, weight=weight, ridge=1e-6).coefficients[1])


def _draw_weights(code: Whole, weight: Number, units: int, seed: int) -> list[Number]:
    count = int(np.clip(_ROWS_DRAWN // max(1, len(code)), 40, _DRAWS))
    dice = np.random.default_rng(seed)
    drawn = dice.multinomial(units, np.full(units, 1 / units), size=count)
    return [weight * times[code] for times in drawn]


def _bound(
    measure: Callable[[Number, Number, Number], float],
    said: Number,
    happened: Number,
    weight: Number,
    draws: list[Number],
    units: int,
) -> Interval | None:
    mid = measure(said, happened, weight)
    if np.isnan(mid):
        return None
    found = []
    for drawn in draws:
        kept = drawn > 0
        found.append(measure(said[kept], happened[kept], drawn[kept]))
    told = np.asarray([one for one in found if not np.isnan(one)])
    if len(told) < len(found) / 2:
        return None
    low, high = np.quantile(told, [0.025, 0.975])
    return Interval(min(mid, float(low)), mid, max(mid, float(high)), units)
