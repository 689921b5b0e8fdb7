"""What may be said of a practice: associated with more, with fewer, no difference, or not enough to tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from assay.domain.sought import SOUGHT_POWER
from assay.patterns.association import CLAIM_Q
from assay.patterns.offering import WORTH
from assay.stats.always_valid import widen_always
from assay.stats.enough import more_needed, round_up
from assay.stats.multiplicity import adjust_for_asking
from assay.stats.within_units import WithinUnits

#: a person is not judged on a handful of deals, and a practice not on a handful of sellers
CLAIM_SELLERS = 5
#: rows of either kind that a claim takes
CLAIM_ROWS = 20


@dataclass(frozen=True)
class Judged:
    """q: p, allowing for all that was asked.  always: holds however often it is looked at.

    more: about how many more rows would tell WORTH from none; None where settled or not in sight.
    """

    verdict: str
    q: float | None
    always: tuple[float, float] | None
    more: int | None


def judge_practices(found: Sequence[WithinUnits], asked: Sequence[int]) -> list[Judged]:
    """One for each of found. asked: rows of each, of all sellers."""
    each_q = adjust_for_asking([one.p for one in found])
    tried = sum(one.p is not None for one in found)
    return [_judge(one, q, rows, max(1, tried)) for one, q, rows in zip(found, each_q, asked, strict=True)]


def _judge(found: WithinUnits, q: float | None, asked: int, tried: int) -> Judged:
    spread = found.difference
    if spread is None or q is None:
        return Judged("not_enough", q, None, _count_missing(found, asked, tried))
    low, high = widen_always(spread.low, spread.mid, spread.high, spread.n)
    always = max(-1.0, low), min(1.0, high)
    few = found.units < CLAIM_SELLERS or min(found.done, found.other) < CLAIM_ROWS
    verdict = "not_enough"
    if not few and q <= CLAIM_Q and not always[0] <= 0 <= always[1]:
        verdict = "associated_more" if spread.mid > 0 else "associated_fewer"
    elif not few and spread.low > -WORTH and spread.high < WORTH:
        verdict = "none"
    more = _count_missing(found, asked, tried) if verdict == "not_enough" else None
    return Judged(verdict, q, always, more)


def _count_missing(found: WithinUnits, asked: int, tried: int) -> int | None:
    """About how many more of those asked about; as many of them with the practice as there are now."""
    rarer = min(found.done, found.other)
    if not rarer or not asked:
        return None
    to_few = round_up(asked * CLAIM_ROWS / rarer - asked) if rarer < CLAIM_ROWS else 0
    if found.units < CLAIM_SELLERS:
        to_few = max(to_few, round_up(asked * CLAIM_SELLERS / found.units - asked))
    if found.error is None:
        return to_few or None
    # the error of a difference falls as that of a log ratio does, and exp(WORTH) is a log ratio of WORTH
    more = more_needed(found.error, asked, ratio=exp(WORTH), power=SOUGHT_POWER, alpha=CLAIM_Q / tried)
    return None if more is None else max(more, to_few) or None
