"""Histories of events laid out by weeks, and what depends on the calendar alone: the sums that a turn is read from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assay.stats.workdays import Workdays, count_week

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: weeks with more events than this are worked on in logs, the others by tables of powers
TABLED = 10


@dataclass(frozen=True)
class TurnPrior:
    """What is taken as possible before a history is looked at.

    levels, weights: (L,) events a day of exposure 1, and how likely each is.  drops: (Q,) what is left of the rate
    after a turn, each as likely; a lull falls to one of `lull_drops`, which are among them.  shape: of the gamma
    shocks of single weeks; the smaller, the more uneven.  steady, lull, turn: shares of histories, together 1.
    """

    levels: Number
    weights: Number
    drops: Number
    lull_drops: Number
    shape: float
    steady: float
    lull: float
    turn: float

    @property
    def lull_places(self) -> Whole:
        """The places of lull_drops among drops. raises ValueError for one that is not among them."""
        places = [np.flatnonzero(self.drops == drop) for drop in self.lull_drops]
        if any(len(place) != 1 for place in places):
            raise ValueError(f"lull_drops {self.lull_drops} are not among the drops {self.drops}")
        return np.concatenate(places)


@dataclass(frozen=True)
class Histories:
    """Many histories. first, last: (n,) days since 1970-01-01, both ends counted.

    history, day, count: (rows,) events by history and day, sorted by both; every day lies within its history.
    """

    first: Whole
    last: Whole
    history: Whole
    day: Whole
    count: Whole


def end_before_last(histories: Histories) -> Histories:
    """Histories that end on the day before their last event, which is left out with all others of that day.

    Those of one day, or without any event before the last day, are left with their first day alone.
    """
    of = histories.history
    is_last = np.r_[of[1:] != of[:-1], True] if len(of) else np.zeros(0, np.bool_)
    return Histories(
        histories.first,
        np.maximum(histories.first, histories.last - 1),
        of[~is_last],
        histories.day[~is_last],
        histories.count[~is_last],
    )


class Calendar:
    """What depends on the day alone. Rates are pairs of a level and a drop, all drops of the first level first."""

    def __init__(self, histories: Histories, workdays: Workdays, prior: TurnPrior) -> None:
        self.first = int(count_week(histories.first.min())) * 7 - 3  # a Monday
        exposure = workdays.expose(self.first, int(count_week(histories.last.max())) * 7 + 3)
        self.shape, self.drops, self.levels = prior.shape, prior.drops, len(prior.levels)
        self.cumulative = np.r_[0.0, np.cumsum(exposure)]  # before each day
        self._monday = np.arange(0, len(exposure), 7).repeat(7)
        before = self.cumulative[:-1] - self.cumulative[self._monday]
        after = self.cumulative[self._monday + 7] - self.cumulative[:-1]
        mean = prior.levels[:, None] * (before[:, None, None] + prior.drops * after[:, None, None])
        #: (days, L * Q) log(1 + mean of the day's week, with a turn on that day, / shape)
        self.mixed = np.log1p(mean.reshape(len(exposure), -1) / prior.shape)

    def sum_exposure(self, start: Whole, stop: Whole) -> Number:
        """Of the days from start to before stop."""
        return np.asarray(self.cumulative[stop - self.first] - self.cumulative[start - self.first], np.float64)

    @cached_property
    def powers(self) -> Number:
        """(TABLED + 1, days, L * Q) what a turn on that day, not on its Monday, makes of a week with 0, 1, ... events.

        As if all of them lay after it.
        """
        later = self.mixed - self.mixed[self._monday]
        found = np.empty((TABLED + 1, *later.shape))
        found[0] = np.exp(-self.shape * later)
        once = np.exp(-later)
        for events in range(TABLED):
            np.multiply(found[events], once, out=found[events + 1])
        return found

    @cached_property
    def risen(self) -> Number:
        """(TABLED + 1, L * Q) what 0, 1, ... events before the turn rather than after it make of the likelihood."""
        return np.asarray(np.tile(self.drops, self.levels) ** -np.arange(TABLED + 1)[:, None], np.float64)


class Weeks:
    """The weeks of some histories, one row each, and what each says under every rate."""

    def __init__(self, histories: Histories, calendar: Calendar, prior: TurnPrior) -> None:
        begin, end = count_week(histories.first), count_week(histories.last)
        self.start = np.r_[0, np.cumsum(end - begin + 1)]  # (n + 1,) first row of each history
        self.of = np.repeat(np.arange(len(begin)), end - begin + 1)
        self.skip = self.start[:-1] - begin  # row of a week = its number + skip
        week = np.arange(self.start[-1]) - self.skip[self.of]
        self.first_day, self.last_day = week * 7 - 3, week * 7 + 3
        row = count_week(histories.day) + self.skip[histories.history]
        self.events = np.bincount(row, weights=histories.count, minlength=len(week)).astype(np.float64)
        exposure = calendar.sum_exposure(
            np.maximum(self.first_day, histories.first[self.of]), np.minimum(self.last_day, histories.last[self.of]) + 1
        )
        rates = np.concatenate([prior.levels, np.outer(prior.levels, prior.drops).ravel()])
        self.power = prior.shape + self.events
        #: (weeks, L + L * Q) what is taken from the log likelihood, at each level and each level after a drop
        self.terms = self.power[:, None] * np.log1p(exposure[:, None] * (rates / prior.shape))
        self.seen = np.r_[0.0, np.cumsum(self.events)]  # events of the rows before
        self.total = self.seen[self.start[1:]] - self.seen[self.start[:-1]]

    @cached_property
    def summed(self) -> Number:
        """(weeks + 1, L + L * Q) sums of the terms of the rows before."""
        found = np.empty((len(self.terms) + 1, self.terms.shape[1]))
        found[0] = 0
        np.cumsum(self.terms, axis=0, out=found[1:])
        return found

    def sum_whole(self, size: int) -> Number:
        """(n, size) sums of the first terms of each history."""
        return np.asarray(self.summed[self.start[1:], :size] - self.summed[self.start[:-1], :size], np.float64)
