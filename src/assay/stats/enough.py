"""How much more evidence a question needs before it can be answered either way."""

from math import ceil, floor, log, log10

from scipy.special import ndtri

#: beyond this many times the deals at hand the answer is: not in sight
_OUT_OF_SIGHT = 1000

_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def more_needed(
    log_ratio: float, log_se: float, n: int, *, claim: float, dismiss: float, alpha: float = 0.05
) -> int | None:
    """About how many more observations would settle a ratio, if it stayed as it is; None when that is not in sight.

    log_ratio, log_se: as estimated from n observations; the standard error falls with 1 / sqrt(n). Settled is either
    of two things, whichever is nearer: the interval at 1 - alpha excludes 1 while the ratio is `claim` or more (or
    1 / claim or less); or it lies within 1 / dismiss .. dismiss. Rounded up to one figure or one and a half, since it
    is no better than that. Source: the usual normal approximation, e.g. Fleiss, Levin and Paik 2003, ch. 4.
    """
    if n <= 0 or log_se <= 0:
        return None
    z = float(ndtri(1 - alpha / 2))
    size = abs(log_ratio)
    margins = [size] if size >= log(claim) else []
    if size < log(dismiss):
        margins.append(log(dismiss) - size)
    totals = [n * (z * log_se / margin) ** 2 for margin in margins]
    more = [total - n for total in totals if n < total <= n * _OUT_OF_SIGHT]
    return round_up(min(more)) if more else None


def round_up(number: float) -> int:
    """The next of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten; below 10 the next whole number."""
    if number <= 10:
        return max(1, ceil(number))
    power = 10.0 ** floor(log10(number))
    return round(power * next(step for step in _STEPS if step * power >= number - 1e-9))
