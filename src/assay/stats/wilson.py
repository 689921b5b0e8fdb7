"""Wilson's interval of a share in plain arithmetic, for pages that must not wait for an array library."""

from math import sqrt
from statistics import NormalDist

from assay.domain.interval import Interval


def bound_share(hits: int, n: int, *, level: float = 0.95) -> Interval | None:
    """Wilson's interval of hits / n, 0 <= hits <= n; None when n is 0.

    Source: Wilson 1927, JASA 22:209. Check: statsmodels proportion_confint(method="wilson").
    """
    if n <= 0:
        return None
    low, high = bounds_at(hits / n, n, NormalDist().inv_cdf((1 + level) / 2))
    return Interval(low, hits / n, high, n, level)


def bounds_at(mid: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's bounds around a share `mid` of n (not necessarily whole) observations, z standard errors wide."""
    centre = (mid + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(mid * (1 - mid) / n + z * z / (4 * n * n))
    return min(mid, max(0.0, centre - half)), max(mid, min(1.0, centre + half))
