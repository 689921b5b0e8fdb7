"""Two rates of different units set against each other: their ratio, its interval, and how likely it is by chance."""

from dataclasses import dataclass
from math import sqrt

from scipy.optimize import brentq
from scipy.stats import fisher_exact

from assay.domain.interval import Interval
from assay.stats.share import normal_quantile

#: beyond this ratio the data do not bound it
_FARTHEST = 1e6


@dataclass(frozen=True)
class RateRatio:
    """ratio: the first rate over the second, None where the second is nought.  p: two-sided, exact (Fisher)."""

    ratio: Interval | None
    p: float


def compare_rates(hits: int, n: int, other_hits: int, other_n: int, *, level: float = 0.95) -> RateRatio | None:
    """hits / n over other_hits / other_n; None when either n is 0.

    The interval is the score interval of Koopman 1984, Biometrics 40:513, which covers at small counts and at nought.
    Check: statsmodels confint_proportions_2indep(compare="ratio", method="score", correction=False).
    """
    if n <= 0 or other_n <= 0:
        return None
    p = float(fisher_exact([[hits, n - hits], [other_hits, other_n - other_hits]]).pvalue)
    if other_hits == 0:
        return RateRatio(None, p)
    mid, z = (hits / n) / (other_hits / other_n), normal_quantile(level)

    def exceed(ratio: float) -> float:
        return _score(hits, n, other_hits, other_n, ratio) - z * z

    low = 0.0 if hits == 0 else float(brentq(exceed, 1 / _FARTHEST, mid))
    high = float(brentq(exceed, max(mid, 1 / _FARTHEST), _FARTHEST))
    return RateRatio(Interval(min(low, mid), mid, max(high, mid), n + other_n, level), p)


def _score(hits: int, n: int, other_hits: int, other_n: int, ratio: float) -> float:
    """Squared score statistic of the hypothesis that the first rate is `ratio` times the second."""
    a = (n + other_n) * ratio
    b = -(n + other_hits) * ratio - (hits + other_n)
    c = float(hits + other_hits)
    # the likeliest second rate under the hypothesis: the smaller root
    second = (-b - sqrt(max(0.0, b * b - 4 * a * c))) / (2 * a)
    first = min(1.0, second * ratio)
    variance = first * (1 - first) / n + ratio * ratio * second * (1 - second) / other_n
    difference = hits / n - ratio * other_hits / other_n
    return difference * difference / variance if variance > 0 else (0.0 if difference == 0 else float("inf"))
