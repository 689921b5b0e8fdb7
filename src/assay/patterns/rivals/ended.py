"""Ended deals with a known competitor, laid out in cells: competitor by theme by period."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.cells import Counts

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: more competitors than these, those with fewer deals, have a rate of their own and none that is pooled
MOST_RIVALS = 20

#: more periods than these would weigh what was true long ago as much as what is true now
MOST_PERIODS = 12

#: with so many decided deals a competitor and quarter, quarters are told apart; with fewer, half-years
QUARTERS_FROM = 20


@dataclass(frozen=True)
class Decided:
    """All deals that were won or lost, whoever was in them. quarter, won: (n,) as in Ended."""

    quarter: Whole
    won: Number


@dataclass(frozen=True)
class Ended:
    """Decided deals, one row for each competitor that was known on a deal before its end.

    quarter: (n,) number of the quarter in which it ended, the next one having the next number.  rival, theme: (n,)
    numbered from 0.  won: (n,) 0 or 1.  weight: (n,) 1 over the number of competitors on the deal, so that one deal is
    one piece of evidence.  deal: (n,) its id.
    """

    quarter: Whole
    rival: Whole
    theme: Whole
    won: Number
    weight: Number
    deal: Whole


@dataclass(frozen=True)
class Periods:
    """first: the quarter that begins the first.  quarters: how many each has.  count: how many there are."""

    first: int
    quarters: int
    count: int

    def place(self, quarter: Whole) -> Whole:
        """The period of each quarter, from 0; below 0 where it lies before the first."""
        return np.asarray((quarter - self.first) // self.quarters, dtype=np.int64)

    def start(self, period: int) -> int:
        """The quarter that begins a period."""
        return self.first + period * self.quarters


def choose_periods(ended: Ended, last: int) -> Periods:
    """Half-years, or quarters where deals are many; the newest ones, up to that of the quarter `last`."""
    if not len(ended.quarter):
        return Periods(last, 2, 1)
    first = int(ended.quarter.min())
    rivals = len(np.unique(ended.rival))
    is_fine = ended.weight.sum() >= QUARTERS_FROM * rivals * (last - first + 1) and last - first >= 3
    quarters = 1 if is_fine else 2
    end = (last // quarters + 1) * quarters
    start = max(first // quarters * quarters, end - MOST_PERIODS * quarters)
    return Periods(start, quarters, max(1, (end - start) // quarters))


def list_largest(ended: Ended, most: int = MOST_RIVALS) -> Whole:
    """The competitors with most decided deals, by number, in the order of their numbers."""
    found, deals = np.unique(ended.rival, return_counts=True)
    order = np.lexsort((found, -deals))[:most]
    return np.sort(found[order])


def count_cells(ended: Ended, periods: Periods, rivals: Whole, themes: int) -> Counts:
    """Counts of every competitor in `rivals` by every theme, also those without deals; cell = place x themes + theme.

    themes: how many there are; with 1 all deals of a competitor are one cell, whatever their theme.
    """
    period, place = periods.place(ended.quarter), np.searchsorted(rivals, ended.rival)
    kept = (period >= 0) & (period < periods.count) & np.isin(ended.rival, rivals)
    theme = ended.theme if themes > 1 else np.zeros_like(ended.theme)
    shape = (len(rivals) * themes, periods.count)
    where = ((place * themes + theme)[kept], period[kept])
    n, won = np.zeros(shape), np.zeros(shape)
    np.add.at(n, where, ended.weight[kept])
    np.add.at(won, where, (ended.weight * ended.won)[kept])
    cell = np.arange(shape[0])
    return Counts(np.minimum(won, n), n, cell // themes, cell % themes)
