"""How surely the win rate was known quarter by quarter, of all deals and against each competitor (F9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.patterns.narrowing import MOST_QUARTERS, POWER, WORTH
from assay.patterns.rivals.ended import Decided, Ended, list_largest
from assay.stats.always_valid import bound_always, foresee_always
from assay.stats.enough import round_up
from assay.stats.share import share

#: competitors that are followed
MOST_FOLLOWED = 3


@dataclass(frozen=True)
class Headline:
    """A win rate by the end of a quarter. rival, other: by their numbers in Ended; None for all deals.

    rate.n: deals won or lost by then.  other: the followed competitor whose rate is next below, None for the last.
    enough_at: about how many deals with either would tell the two apart, if their rates differed by a tenth.
    """

    rival: int | None
    quarter: int
    won: int
    rate: Interval
    other: int | None = None
    is_apart: bool | None = None
    enough_at: int | None = None


def follow_rates(decided: Decided, ended: Ended) -> Iterator[Headline]:
    """All deals, and the competitors with most of them, each by the end of every quarter, deals of all time.

    Only what had ended by then counts, as the record is read today. A deal with two competitors counts for the rates
    of both, and not where the two are told apart. The last quarter is the last in which a deal was won or lost.
    """
    if not len(decided.quarter):
        return
    last = int(decided.quarter.max())
    followed = [int(rival) for rival in list_largest(ended, MOST_FOLLOWED)]
    for quarter in range(max(int(decided.quarter.min()), last - MOST_QUARTERS + 1), last + 1):
        by_then = ended.quarter <= quarter
        yield from _rate(None, quarter, decided.won[decided.quarter <= quarter])
        found = [
            one for rival in followed for one in _rate(rival, quarter, ended.won[by_then & (ended.rival == rival)])
        ]
        found.sort(key=lambda one: (-one.rate.mid, one.rival))
        for one, below in zip_longest(found, found[1:]):
            yield _compare(ended, one, below) if below else one


def tell_apart(first: tuple[int, int], second: tuple[int, int]) -> tuple[bool, int | None]:
    """Whether the first rate is higher however often one looks, and how many deals would tell a tenth apart.

    first, second: deals won, and won or lost. With one win and one loss added to either side (Agresti and Caffo 2000,
    Am. Statist. 54:280), so that few deals that went all alike are not told apart; the error is that of statsmodels'
    confint_proportions_2indep(method="agresti-caffo"). It is held against `bound_always`.
    None where either side is empty.
    """
    (won, n), (other_won, other_n) = first, second
    if not n or not other_n:
        return False, None
    rate, other = (won + 1) / (n + 2), (other_won + 1) / (other_n + 2)
    variance, other_variance = rate * (1 - rate), other * (1 - other)
    error = sqrt(variance / (n + 2) + other_variance / (other_n + 2))
    total, part = float(n + other_n), n / (n + other_n)
    is_apart = (rate - other) / error > bound_always(total)
    spread = variance / part + other_variance / (1 - part)
    return is_apart, round_up(foresee_always(spread, WORTH, POWER))


def _rate(rival: int | None, quarter: int, won: NDArray[np.float64]) -> Iterator[Headline]:
    """None where no deal was decided."""
    count = int(won.sum())
    rate = share(count, len(won))
    if rate:
        yield Headline(rival, quarter, count, rate)


def _compare(ended: Ended, one: Headline, below: Headline) -> Headline:
    """The headline with what sets it apart from the one below."""
    told = [_count_alone(ended, one.quarter, *pair) for pair in ((one, below), (below, one))]
    return Headline(one.rival, one.quarter, one.won, one.rate, below.rival, *tell_apart(*told))


def _count_alone(ended: Ended, quarter: int, one: Headline, other: Headline) -> tuple[int, int]:
    """Won and decided deals with the one and without the other, so that no deal stands on both sides."""
    both = np.isin(ended.deal, ended.deal[ended.rival == other.rival])
    own = (ended.quarter <= quarter) & (ended.rival == one.rival) & ~both
    return int(ended.won[own].sum()), int(own.sum())
