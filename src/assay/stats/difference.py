"""The difference of two shares, with an interval that does not leave what shares can differ by."""

from math import sqrt

from assay.domain.interval import Interval
from assay.stats.share import wilson_bounds


def share_difference(hits: int, n: int, other_hits: int, other_n: int, *, level: float = 0.95) -> Interval | None:
    """hits / n less other_hits / other_n, of two independent groups; None where one is empty.

    Source: Newcombe 1998, Statistics in Medicine 17:873, method 10, from the Wilson bounds of both.  Check: statsmodels
    confint_proportions_2indep(method="newcomb").
    """
    if n <= 0 or other_n <= 0:
        return None
    one, two = hits / n, other_hits / other_n
    (low, high), (other_low, other_high) = wilson_bounds(one, n, level), wilson_bounds(two, other_n, level)
    down = sqrt((one - low) ** 2 + (other_high - two) ** 2)
    up = sqrt((high - one) ** 2 + (two - other_low) ** 2)
    return Interval(one - two - down, one - two, one - two + up, n + other_n, level)
