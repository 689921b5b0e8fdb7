"""How much more evidence would show an effect of a stated size."""

from math import ceil, floor, log, log10, sqrt

from scipy.special import ndtri

#: beyond this many times the deals at hand the answer is: not in sight
_OUT_OF_SIGHT = 1000

_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def more_needed(log_se: float, n: int, *, ratio: float, power: float, alpha: float = 0.05) -> int | None:
    """About how many more observations would tell a ratio of `ratio` from 1, in a share of `power` of such records.

    log_se: standard error of the log ratio with n observations, were the ratio so; it falls with 1 / sqrt(n). The ratio
    that was found plays no part: near 1 it would ask for any number at all. alpha: two-sided level of the test. 0 where
    n are enough, None when it is not in sight; else rounded up to one figure or one and a half, being no better than
    that. Source: the usual normal approximation, e.g. Fleiss, Levin and Paik 2003, ch. 4. Check: R power.prop.test.
    """
    if n <= 0 or log_se <= 0:
        return None
    z = float(ndtri(1 - alpha / 2) + ndtri(power))
    total = n * (z * log_se / log(ratio)) ** 2
    if total > n * _OUT_OF_SIGHT:
        return None
    return round_up(total - n) if total > n else 0


def foresee_error(log_se: float, shares: tuple[float, float], counts: tuple[int, int], *, ratio: float) -> float:
    """The standard error of a log ratio of two shares, were the first `ratio` times the second.

    log_se, shares, counts: as found. The found error is scaled by what the binomial variances of both say, so that
    whatever else it rests on, strata and repeated rows, stays in it. Where a share is 0 or 1 they say nothing, and the
    found error is given. A first share beyond 0.95 is held there, with the second below it.
    """
    if not all(0 < share < 1 for share in shares) or min(counts) <= 0:
        return log_se
    second = min(shares[1], 0.95 / ratio)
    sought = _variance((second * ratio, second), counts)
    return log_se * sqrt(sought / _variance(shares, counts))


def round_up(number: float) -> int:
    """The next of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten; below 10 the next whole number."""
    if number <= 10:
        return max(1, ceil(number))
    power = 10.0 ** floor(log10(number))
    return round(power * next(step for step in _STEPS if step * power >= number - 1e-9))


def _variance(shares: tuple[float, float], counts: tuple[int, int]) -> float:
    """Of the log ratio of two independent shares."""
    return sum((1 - share) / (share * count) for share, count in zip(shares, counts, strict=True))
