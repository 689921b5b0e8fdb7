"""Probabilities mended by what became of those said before: a line where few are known, steps where many are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from assay.stats.calibration import Line, log_odds
from assay.stats.logistic import fit_logistic

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: units from which on steps are fitted: below, a line of two numbers is the surer thing (Niculescu-Mizil and Caruana
#: 2005, ICML: isotonic regression needs about 1,000 cases)
MANY_UNITS = 1_000


@dataclass(frozen=True)
class Steps:
    """A rising curve through the points (said, right), straight between them."""

    said: Number
    right: Number

    def mend(self, said: Number) -> Number:
        """The probabilities that the curve makes of those said."""
        return np.asarray(np.interp(said, self.said, self.right), dtype=np.float64)


def fit_mending(said: Number, happened: Number, unit: Whole, weight: Number) -> Line | Steps:
    """Platt's line below a thousand units, isotonic regression above (Zadrozny and Elkan 2002).

    A line that would turn the order round is laid level: then all are said to be the mean.
    Check: scikit-learn LogisticRegression and IsotonicRegression.
    """
    if len(np.unique(unit[weight > 0])) < MANY_UNITS:
        level, slope = fit_logistic(log_odds(said)[:, None], happened, weight=weight, ridge=1e-6).coefficients
        if slope > 0:
            return Line(float(level), float(slope))
        mean = float((weight * happened).sum() / weight.sum())
        return Line(float(log_odds(np.asarray([mean]))[0]), 0.0)
    return _fit_steps(said, happened, weight)


def _fit_steps(said: Number, happened: Number, weight: Number) -> Steps:
    from sklearn.isotonic import IsotonicRegression

    told = weight > 0
    fitted = IsotonicRegression(out_of_bounds="clip").fit(said[told], happened[told], sample_weight=weight[told])
    # nobody is sure of an end: the outermost steps are held where half a case more would leave them
    floor = float(expit(-6.0))
    x = np.asarray(fitted.X_thresholds_, dtype=np.float64)
    return Steps(x, np.clip(np.asarray(fitted.y_thresholds_, dtype=np.float64), floor, 1 - floor))
