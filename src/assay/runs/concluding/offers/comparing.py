"""Deals with a concern week by week from the day on which it came up, and what came of doing something about it.

In each week the deals in which a measure is taken for the first time since the concern are set beside those that are as
old, as long after the concern, in the same stage and with as much said of late, in which it was not taken by then: a
sequence of trials as if by lot (Hernan and Robins 2016, Am. J. Epidemiol. 183:758). Both must have lived to the end of
that week, so that nobody counts as done for having lived longer (Anderson, Cain and Gelber 1983, J. Clin. Oncol.
1:710).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.runs.deal_weeks import WEEK, DealWeeks
from assay.stats.within_strata import WithinStrata, compare_within

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]

#: half a year after a concern came up, what is done is hardly done against it any more
MOST_WEEKS = 26

#: weeks since the concern, weeks of age, and words of the buyer of late, from which on rows are of the next kind
_SINCE = np.array([1, 4, 8])
_AGE = np.array([4, 8, 13, 26, 52])
_WORDS = np.array([1, 3])


@dataclass(frozen=True)
class ConcernWeeks:
    """Deals in which one concern came up, (deals,), and their weeks since then, (rows,) each.

    place: of each deal in DealWeeks.  voiced_at: epoch seconds.  won: in the end.  deal: index of the deal here.
    since: weeks since the concern, 0 for the first.  stratum: rows alike have the same.
    """

    place: Whole
    voiced_at: Whole
    won: Flag
    deal: Whole
    since: Whole
    stratum: Whole


def lay_concern(weeks: DealWeeks, place: Whole, voiced_at: Whole) -> ConcernWeeks:
    """The weeks of these deals that they lived to the end of, and of which stage and words are known."""
    start = np.searchsorted(weeks.deal, np.arange(len(weeks.opened) + 1))
    first_row, count = start[:-1], np.diff(start)
    has_rows = count[place] > 0
    place, voiced_at = place[has_rows], voiced_at[has_rows]
    first_week = weeks.week[first_row[place]] if len(place) else np.zeros(0, dtype=np.int64)
    deals, sinces, rows = [], [], []
    for since in range(MOST_WEEKS):
        begins = voiced_at + since * WEEK
        row = (begins - weeks.opened[place]) // WEEK - first_week
        lives = (begins + WEEK <= weeks.end[place]) & (row >= 0) & (row < count[place])
        alive = np.flatnonzero(lives)
        deals.append(alive)
        sinces.append(np.full(len(alive), since, dtype=np.int64))
        rows.append(first_row[place[alive]] + row[alive])
    deal, since_each, row = (np.concatenate(part).astype(np.int64) for part in (deals, sinces, rows))
    return ConcernWeeks(place, voiced_at, weeks.won[place], deal, since_each, _stratify(weeks, row, since_each))


def compare_measure(concern: ConcernWeeks, done_at: Whole) -> WithinStrata:
    """What came of one measure. done_at: (deals,) when it was first taken since the concern, -1 for never."""
    taken = np.where(done_at >= 0, (done_at - concern.voiced_at) // WEEK, MOST_WEEKS)
    of_row = taken[concern.deal]
    asked = concern.since <= of_row
    deal = concern.deal[asked]
    return compare_within(
        deal, concern.stratum[asked], concern.since[asked] == of_row[asked], concern.won[deal].astype(bool)
    )


def _stratify(weeks: DealWeeks, row: Whole, since: Whole) -> Whole:
    stage = weeks.stage[row]
    code = np.searchsorted(_SINCE, since, side="right")
    for bands, value in ((_AGE, weeks.week[row]), (_WORDS, weeks.words[row])):
        code = code * (len(bands) + 1) + np.searchsorted(bands, value, side="right")
    return np.asarray(code * (int(stage.max(initial=0)) + 1) + stage, dtype=np.int64)
