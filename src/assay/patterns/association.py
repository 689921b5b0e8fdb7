"""What may be said of something that is at work in some deals and losing: an association, none, or too little to tell.

A claim takes all of it: enough deals on either side, a q that allows for everything that was tried, a ratio worth
acting on, losing more often than ending at all, a bound that holds however often the page is looked at, and a placebo
that does not do as well.
"""

from dataclasses import dataclass

from assay.domain.interval import Interval
from assay.domain.sought import SOUGHT_LIFT, SOUGHT_POWER
from assay.stats.enough import more_needed, round_up

CLAIM_Q = 0.05
CLAIM_RATIO = 1.2
CLAIM_DEALS = 10

#: an interval within 1/1.25 .. 1.25 says that there is no difference worth acting on
DISMISS_RATIO = 1.25


@dataclass(frozen=True)
class Association:
    """ratio: how many times as often deals are lost with it as without, at equal state; None where it cannot be told.

    always: the bound that holds however often it is looked at.  placebo: the same of beginnings lent to other deals.
    p: that it is lost no more often, or that it only ends more often, whichever is likelier.
    deals, others: lost deals with it and without it.  n: deals followed.  p_ending: that it goes with ending alone,
    won as well as lost; part of p.  log_error: standard error of log(ratio).
    """

    ratio: Interval | None
    always: tuple[float, float] | None
    placebo: Interval | None
    p: float | None
    log_error: float | None
    deals: int
    others: int
    n: int
    p_ending: float | None = None


def reach_verdict(found: Association, q: float | None, *, has_placebo: bool = True) -> tuple[str, str | None]:
    """associated, not_associated or not_enough; and what keeps it from being claimed, None for a claim.

    The first of few, ending or chance, size, weekly and placebo that does.  has_placebo: whether one can be had.
    """
    ratio = found.ratio
    if ratio is None or q is None or min(found.deals, found.others) < CLAIM_DEALS:
        return "not_enough", "few"
    hindrance = _find_hindrance(found, ratio, q, has_placebo=has_placebo)
    if hindrance is None:
        return "associated", None
    is_small = ratio.low >= 1 / DISMISS_RATIO and ratio.high <= DISMISS_RATIO
    return ("not_associated" if is_small else "not_enough"), hindrance


def _find_hindrance(found: Association, ratio: Interval, q: float, *, has_placebo: bool) -> str | None:
    if q > CLAIM_Q or not ratio.excludes(1):
        return "ending" if ratio.excludes(1) and found.p_ending is not None and found.p_ending > CLAIM_Q else "chance"
    if max(ratio.mid, 1 / ratio.mid) < CLAIM_RATIO:
        return "size"
    if found.always is None or found.always[0] <= 1 <= found.always[1]:
        return "weekly"
    if has_placebo and (found.placebo is None or shows_the_same(ratio, found.placebo)):
        return "placebo"
    return None


def shows_the_same(ratio: Interval, placebo: Interval) -> bool:
    """Whether lent beginnings do as well: they would be claimed themselves, or the ratio is not told from them."""
    if ratio.mid < 1:
        ratio, placebo = _invert(ratio), _invert(placebo)
    return (placebo.low > 1 and placebo.mid >= CLAIM_RATIO) or ratio.low <= placebo.mid


def count_missing(found: Association, verdict: str, asked: int) -> int | None:
    """About how many more ended deals would tell a ratio of SOUGHT_LIFT from none, SOUGHT_POWER of the time.

    0 when those at hand would; None when the question is settled, or the number is not in sight. The level is the
    strictest that the adjustment for `asked` questions can ask for, so that it is rather too many than too few.
    """
    if verdict != "not_enough" or not found.n:
        return None
    fewest = min(found.deals, found.others)
    to_ten = round_up(found.n * CLAIM_DEALS / fewest - found.n) if 0 < fewest < CLAIM_DEALS else 0
    if found.log_error is None:
        return to_ten or None
    alpha = CLAIM_Q / max(1, asked)
    more = more_needed(found.log_error, found.n, ratio=SOUGHT_LIFT, power=SOUGHT_POWER, alpha=alpha)
    return None if more is None else max(more, to_ten)


def _invert(interval: Interval) -> Interval:
    return Interval(1 / interval.high, 1 / interval.mid, 1 / interval.low, interval.n, interval.level)
