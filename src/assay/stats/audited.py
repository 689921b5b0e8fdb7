"""A share of all, from a random part that was audited and from a prediction for each (PPI++), with its interval.

The width comes from the audits: a prediction only takes away of it what it is seen to explain of them, and one that is
wrong throughout leaves the estimate where the audits alone would have it.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from assay.domain.interval import Interval
from assay.stats.share import normal_quantile, wilson_bounds

Number = NDArray[np.float64]

#: audited below which the prediction is left out: how far it explains them cannot be told of fewer
LEAST_AUDITED = 20
#: of the audits so many count as if nothing had been predicted of them
_UNPREDICTED = 1


@dataclass(frozen=True)
class AuditedMean:
    """theta of all n; it rests on `audited` of them.

    error: standard error.  lam: how far the prediction is used, 0 not at all.  equal: the audits that would give the
    same error without a prediction.
    """

    theta: float
    error: float
    lam: float
    n: int
    audited: int
    equal: float


def estimate_mean(
    judged: Number, predicted: Number, predicted_all: Number, weight: Number | None = None
) -> AuditedMean:
    """PPI++ mean of all n, of which m were audited at random.

    judged, predicted: (m,) of the audited ones what was found and what was predicted, m >= 1.  predicted_all: (n,) of
    all, the audited ones among them.  weight: (m,) 1 / the probability with which each was drawn, up to a factor; equal
    where None.  theta = mean(judged) + lam (mean(predicted_all) - mean(predicted)), weighted over the audited.

    Source: Angelopoulos, Duchi and Zrnic 2023, PPI++ (arXiv 2311.01453), eq. 1 and the power tuning of sec. 6. There
    the predicted are others than the audited; here the audited are among them, so that what is the best lam there,
    cov / var / (1 + m / N), is cov / var here: the same estimate. Check: worked by hand in tests/stats.
    """
    m, n = len(judged), len(predicted_all)
    share = _normalise(np.ones(m) if weight is None else weight)
    mid, guess, guess_all = float(share @ judged), float(share @ predicted), float(predicted_all.mean())
    spread = float(predicted_all.var(ddof=1)) if n > 1 else 0.0
    lam = _tune(judged - mid, predicted - guess, share, spread) if m >= LEAST_AUDITED else 0.0
    rest = (judged - mid) - lam * (predicted - guess)
    # a slope fitted to the audits takes one of their degrees of freedom
    among = _spread_among(judged - mid, rest, share) * ((m - 1) / (m - 2) if lam > 0 else 1.0)
    together = float((share * (predicted - guess) * rest).sum())
    variance = among + max(0.0, lam**2 * spread + 2 * lam * together) / n
    theta = mid + lam * (guess_all - guess)
    equal = _count_equal(theta, variance, share)
    return AuditedMean(theta, sqrt(variance), lam, n, m, equal)


def estimate_share(
    judged: Number, predicted: Number, predicted_all: Number, weight: Number | None = None, *, level: float = 0.95
) -> Interval | None:
    """The mean of `estimate_mean` for what is judged 0 to 1, its interval within 0 and 1; None for m = 0.

    Wilson's at the number of audits that would give the same error, less what Student's t asks of few (Korn and
    Graubard 1998): with 0 or all of few audits it has a width. n of the interval counts the audited.
    Check: coverage by simulation in tests/stats and bench/shares.
    """
    if len(judged) == 0:
        return None
    found = estimate_mean(judged, predicted, predicted_all, weight)
    mid = min(1.0, max(0.0, found.theta))
    units = len(judged)
    is_plain = found.lam == 0 and (weight is None or float(np.ptp(weight)) == 0)
    # where nothing is predicted and all weigh the same, the error is that of a share, and not itself estimated; of few
    # Wilson's own interval holds less than it says at some shares, so that it is taken half way to Student's t
    equal = float(units) if is_plain else shrink_for_few(found.equal, units, level)
    if is_plain and units < LEAST_AUDITED:
        equal = sqrt(units * shrink_for_few(float(units), units, level))
    low, high = wilson_bounds(mid, equal, level)
    return Interval(low, mid, high, len(judged), level)


def shrink_for_few(equal: float, units: int, level: float) -> float:
    """The number of equal observations, less what the error itself is uncertain with `units` of them."""
    if units < 3:
        return min(equal, float(units)) / 2
    return equal * (normal_quantile(level) / float(stdtrit(units - 1, (1 + level) / 2))) ** 2


def _normalise(weight: Number) -> Number:
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _tune(judged: Number, predicted: Number, share: Number, spread: float) -> float:
    """cov / var, held between 0 and 1."""
    if spread <= 0:
        return 0.0
    covariance = float((share * judged * predicted).sum())
    within = float((share * predicted**2).sum())
    # the variance over all is the better known one, but a slope steeper than the audits have is no fit of theirs
    return float(np.clip(covariance / max(spread, within), 0.0, 1.0))


def _spread_among(judged: Number, rest: Number, share: Number) -> float:
    """Variance that comes of which were audited. judged: less its mean.  rest: of it, what is not predicted.

    Where what is judged is rare, heavy audits without a hit and a prediction that fits the few hits by chance both look
    too sure: it is never less than were weight and rest independent, and one of the audits counts as unpredicted.
    """
    m, kish = len(rest), 1 / float(np.square(share).sum())
    usual = float(np.square(share * rest / np.maximum(1 - share, 0.1)).sum())
    apart = float(share @ np.square(rest)) / (kish - 1) if kish > 1 else usual
    plain = float(share @ np.square(judged)) / (kish - 1) if kish > 1 else usual
    return (m * max(usual, apart) + _UNPREDICTED * plain) / (m + _UNPREDICTED)


def _count_equal(theta: float, variance: float, share: Number) -> float:
    """How many audits of equal weight would give this variance without a prediction."""
    kish = float(1 / np.square(share).sum())
    if not 0 < theta < 1 or variance <= 0:
        return kish
    return theta * (1 - theta) / variance
