"""One dated event in deal-weeks: who was watched for it, who had it lately, and to whom its date is lent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.runs.deal_weeks import WEEK, DealWeeks

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: what happened so many weeks ago or less happened lately: long enough for a decision to follow, short enough to belong
#: to it. The week of the event itself is left out, since nobody knows which of the two came first in it.
LATELY = 6

#: of an event: not yet, lately, earlier
NOT_YET, JUST, EARLIER = 0, 1, 2

PLACEBO_DRAWS = 5
_SEED = 1


@dataclass(frozen=True)
class Watched:
    """Rows of DealWeeks that could have seen the event, (watched,) each, in their order.

    row: which rows these are.  state: NOT_YET, JUST or EARLIER at the start of the week.  lent: the same of a date that
    is another deal's.  begins: the first row of a deal after its event.
    """

    row: Whole
    deal: Whole
    week: Whole
    ends: Flag
    weight: Number
    state: NDArray[np.int8]
    lent: NDArray[np.int8]
    begins: Flag

    @property
    def lost_after(self) -> int:
        """Deals that were lost within the weeks after."""
        return int((self.ends & (self.state == JUST)).sum())

    @property
    def deals(self) -> int:
        """Deals that were watched."""
        return int((np.diff(self.deal) != 0).sum()) + min(1, len(self.deal))


def watch_event(weeks: DealWeeks, happened: Number, since: Number) -> Watched:
    """happened: (deals,) when it first did, nan for never.  since: (deals,) from when it could be seen, or inf."""
    start = weeks.start
    row = np.flatnonzero(start >= since[weeks.deal])
    deal, week = weeks.deal[row], weeks.week[row]
    passed = start[row] - happened[deal]
    state = np.zeros(len(row), dtype=np.int8)
    has = passed >= 0  # false where it never happened
    state[has] = EARLIER
    state[has & (passed < LATELY * WEEK)] = JUST
    return Watched(
        row=row,
        deal=deal,
        week=week,
        ends=weeks.ends[row],
        weight=weeks.weight[deal],
        state=state,
        lent=np.zeros(len(row), dtype=np.int8),
        begins=has & (passed < WEEK),
    )


def draw_placebo(watched: Watched, *, draws: int = PLACEBO_DRAWS, seed: int = _SEED) -> Iterator[Watched]:
    """The same rows with each event's date lent to another deal that was as old then and had not had the event.

    Nothing can follow from a date that belongs to somebody else: what a model finds after it is how the model errs.
    Deals draw by lot, and a deal that draws two dates keeps the earlier one.
    """
    rng = np.random.default_rng(seed)
    free = np.flatnonzero(watched.state == NOT_YET)
    free = free[np.argsort(watched.week[free], kind="stable")]
    weeks = watched.week[free]
    wanted = watched.week[watched.begins]
    first, after = np.searchsorted(weeks, wanted), np.searchsorted(weeks, wanted, side="right")
    first, count = first[after > first], (after - first)[after > first]
    for _ in range(draws):
        taken = free[first + np.floor(rng.random(len(first)) * count).astype(np.int64)] if len(first) else first
        lent_from = np.full(int(watched.deal[-1]) + 1, np.iinfo(np.int64).max, dtype=np.int64)
        np.minimum.at(lent_from, watched.deal[taken], watched.week[taken])
        mine = lent_from[watched.deal]
        lent = np.zeros(len(watched.deal), dtype=np.int8)
        lent[watched.week >= mine] = EARLIER
        lent[(watched.week >= mine) & (watched.week - mine < LATELY)] = JUST
        yield replace(watched, lent=lent)
