"""What may be said of something done against a concern and winning: more, fewer, no difference, or not enough."""

from math import exp

from assay.domain.sought import SOUGHT_POWER
from assay.patterns.association import CLAIM_DEALS, CLAIM_Q
from assay.stats.always_valid import widen_always
from assay.stats.enough import more_needed, round_up
from assay.stats.within_strata import WithinStrata

#: a difference of so many points is worth acting on; one that is smaller for sure is none
WORTH = 0.1

#: a claim is of so many points at least
_CLAIM = 0.05


def reach_offer_verdict(found: WithinStrata, q: float | None) -> tuple[str, tuple[float, float] | None]:
    """more, fewer, none or not_enough, and the bound that holds however often it is looked at, None where none can be.

    A claim takes ten deals of either kind, among the done two of either outcome, a q that allows for all that was
    asked, a difference worth telling, and a bound that holds however often the page is looked at.
    """
    spread = found.difference
    if spread is None or q is None:
        return "not_enough", None
    always = widen_always(spread.low, spread.mid, spread.high, spread.n)
    always = max(-1.0, always[0]), min(1.0, always[1])
    misses = min(found.done_hits, found.done_units - found.done_hits)
    if min(found.done_units, found.other_units) < CLAIM_DEALS or misses < 2:
        return "not_enough", always
    if q <= CLAIM_Q and abs(spread.mid) >= _CLAIM and not always[0] <= 0 <= always[1]:
        return ("more" if spread.mid > 0 else "fewer"), always
    is_small = spread.low > -WORTH and spread.high < WORTH
    return ("none" if is_small else "not_enough"), always


def count_missing(found: WithinStrata, deals: int, verdict: str, asked: int) -> int | None:
    """About how many more ended deals with the concern would tell a difference of WORTH from none.

    0 when those at hand would; None when the question is settled, or the number is not in sight.
    """
    if verdict != "not_enough" or not deals:
        return None
    rarer = min(found.done_units, found.other_units)
    to_ten = round_up(deals * CLAIM_DEALS / rarer - deals) if 0 < rarer < CLAIM_DEALS else 0
    if found.error is None:
        return to_ten or None
    # the error of a difference falls as that of a log ratio does, and exp(WORTH) is a log ratio of WORTH
    more = more_needed(found.error, deals, ratio=exp(WORTH), power=SOUGHT_POWER, alpha=CLAIM_Q / max(1, asked))
    return None if more is None else max(more, to_ten)
