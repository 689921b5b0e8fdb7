"""Whether probabilities keep their word: do they order, are they right on average, and can they be mended."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from scipy.stats import rankdata

from assay.domain.interval import Interval
from assay.stats.logistic import fit_logistic
from assay.stats.share import effective_number, variance_by_unit, wilson_bounds

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: log odds beyond this are no better known than this
_SURE = 8.0


@dataclass(frozen=True)
class Line:
    """log odds of what happened = level + slope * log odds said; 0 and 1 is perfect calibration."""

    level: float
    slope: float

    def mend(self, said: Number) -> Number:
        """The probabilities that the line makes of those said."""
        return np.asarray(expit(self.level + self.slope * log_odds(said)), dtype=np.float64)


@dataclass(frozen=True)
class Band:
    """Of the probabilities said from `low` up to `high` this share happened; share.n counts rows, units deals."""

    low: float
    high: float
    share: Interval
    units: int


def log_odds(said: Number) -> Number:
    """log(p / (1 - p)), held within plus and minus 8."""
    return np.asarray(np.clip(logit(np.clip(said, 1e-12, 1 - 1e-12)), -_SURE, _SURE), dtype=np.float64)


def area_under_curve(score: Number, happened: Number) -> float:
    """The chance that a row where it happened scores above one where it did not, ties halved; nan with one kind only.

    score, happened: (n,).  Source: Hanley and McNeil 1982, Radiology 143:29.  Check: R wilcox.test, W / (n1 n0).
    """
    yes = happened > 0
    pairs = float(yes.sum()) * float((~yes).sum())
    if pairs == 0:
        return float("nan")
    return (float(rankdata(score)[yes].sum()) - float(yes.sum()) * (float(yes.sum()) + 1) / 2) / pairs


def brier_score(said: Number, happened: Number) -> float:
    """The mean square of said less happened (Brier 1950, Monthly Weather Review 78:1); 0 is best."""
    return float(np.square(said - happened).mean())


def expected_error(said: Number, happened: Number, *, bins: int = 10) -> float:
    """The mean gap of said and happened over `bins` groups of equally many rows in the order of what is said.

    Groups of equal counts: of groups of equal width some hold a row or two, whose gap is chance (Nixon et al. 2019,
    Measuring calibration in deep learning, adaptive calibration error). It is above 0 by chance alone, with few rows.
    """
    order = np.argsort(said, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    gaps = [len(part) * abs(float(said[part].mean() - happened[part].mean())) for part in parts]
    return sum(gaps) / len(order)


def fit_line(said: Number, happened: Number) -> Line:
    """The calibration line (Cox 1958, Biometrika 45:562); the same line mends what is said (Platt 1999).

    Check: statsmodels Logit on the log odds.
    """
    level, slope = fit_logistic(log_odds(said)[:, None], happened).coefficients
    return Line(float(level), float(slope))


def make_bands(
    said: Number,
    happened: Number,
    unit: Whole,
    *,
    fewest: int = 20,
    level: float = 0.95,
    weight: Number | None = None,
) -> list[Band]:
    """What happened in each tenth of what was said; tenths of fewer than `fewest` units join the next one down.

    unit: (n,) rows of one deal share it, and are not independent: Wilson's interval is taken at the number of equal
    independent rows that the variance by unit allows (Korn and Graubard 1998, Survey Methodology 24:193).
    weight: (n,) how much each row counts, above 0; without it all alike.
    """
    weigh = np.ones(len(said)) if weight is None else weight
    tenth = np.minimum((said * 10).astype(np.int64), 9)
    bands: list[Band] = []
    top = 10
    for low in range(9, -1, -1):
        inside = (tenth >= low) & (tenth < top)
        if len(np.unique(unit[inside])) >= fewest or (low == 0 and not bands and inside.any()):
            bands.append(_make_band(low / 10, top / 10, happened[inside], unit[inside], weigh[inside], level))
            top = low
    if top > 0 and bands:
        inside = tenth < round(bands[-1].high * 10)
        bands[-1] = _make_band(0.0, bands[-1].high, happened[inside], unit[inside], weigh[inside], level)
    return bands[::-1]


def _make_band(low: float, high: float, happened: Number, unit: Whole, weigh: Number, level: float) -> Band:
    _, code = np.unique(unit, return_inverse=True)
    rows, mid = len(happened), float((weigh * happened).sum() / weigh.sum())
    by_unit = np.bincount(code, weights=weigh * (happened - mid) / weigh.sum()).astype(np.float64)
    weight = np.bincount(code, weights=weigh).astype(np.float64)
    lowest, highest = wilson_bounds(mid, effective_number(mid, variance_by_unit(by_unit), weight), level)
    return Band(low, high, Interval(lowest, mid, highest, rows, level), len(weight))
