"""Histories of events laid out by weeks, and what depends on the calendar alone: the sums that a turn is read from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assay.stats.workdays import Workdays, count_week

Number = NDArray[np.float64]
Whole = NDArray[np.int64]


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
    def lower(self) -> Number:
        """(Q * L,) the rates after a turn: all levels after the first drop first."""
        return np.asarray(np.outer(self.drops, self.levels).ravel(), np.float64)

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
    """What depends on the day alone. Rates after a turn are in the order of `TurnPrior.lower`."""

    def __init__(self, histories: Histories, workdays: Workdays, prior: TurnPrior) -> None:
        self.first = int(count_week(histories.first.min())) * 7 - 3  # a Monday
        exposure = workdays.expose(self.first, int(count_week(histories.last.max())) * 7 + 3)
        self.shape = prior.shape
        self.cumulative = np.r_[0.0, np.cumsum(exposure)]  # before each day
        monday = np.arange(0, len(exposure), 7).repeat(7)
        before = self.cumulative[:-1] - self.cumulative[monday]
        after = self.cumulative[monday + 7] - self.cumulative[:-1]
        mean = prior.levels * (before[:, None, None] + prior.drops[:, None] * after[:, None, None])
        #: (days, Q * L) log(1 + mean of the day's week, with a turn on that day, / shape)
        self.mixed = np.log1p(mean.reshape(len(exposure), -1) / prior.shape)

    def sum_exposure(self, start: Whole, stop: Whole) -> Number:
        """Of the days from start to before stop."""
        return np.asarray(self.cumulative[stop - self.first] - self.cumulative[start - self.first], np.float64)

    def weigh_week(self, week: Whole, events: Whole) -> Number:
        """(k, 7, Q * L) what a turn on each day, not on the Monday, makes of weeks with so many events.

        week: (k,) counted from the first of the calendar.  events: (k,), as if all of them lay after the turn.
        """
        mixed = self.mixed.reshape(-1, 7, self.mixed.shape[1])[week]
        return np.asarray(np.exp((self.shape + events)[:, None, None] * (mixed[:, :1] - mixed)), np.float64)


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
        place = row * 7 + histories.day - self.first_day[row]
        daily = np.bincount(place, weights=histories.count, minlength=7 * len(week)).reshape(-1, 7)
        running = np.cumsum(daily, axis=1)
        self.events = np.ascontiguousarray(running[:, -1], np.float64)
        self.begun = (running - daily).astype(np.int64)  # (weeks, 7) events of the week before each day
        exposure = calendar.sum_exposure(
            np.maximum(self.first_day, histories.first[self.of]), np.minimum(self.last_day, histories.last[self.of]) + 1
        )
        rates = np.concatenate([prior.levels, prior.lower])
        self.power = prior.shape + self.events
        #: (weeks, L + Q * L) what is taken from the log likelihood, at each level and each level after a drop
        self.terms = self.power[:, None] * np.log1p(exposure[:, None] * (rates / prior.shape))
        self.seen = np.r_[0.0, np.cumsum(self.events)]  # events of the rows before
        self.total = self.seen[self.start[1:]] - self.seen[self.start[:-1]]

    @cached_property
    def summed(self) -> Number:
        """(weeks + 1, L + Q * L) sums of the terms of the rows before."""
        found = np.empty((len(self.terms) + 1, self.terms.shape[1]))
        found[0] = 0
        np.cumsum(self.terms, axis=0, out=found[1:])
        return found

    def sum_whole(self, size: int) -> Number:
        """(n, size) sums of the first terms of each history."""
        return np.asarray(self.summed[self.start[1:], :size] - self.summed[self.start[:-1], :size], np.float64)
