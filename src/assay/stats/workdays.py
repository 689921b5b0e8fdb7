"""How much of a week's activity falls on each day: weekdays, and days on which the whole record is quiet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logsumexp

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: days of the week from Monday, when nothing is known: offices work five days, and some mail is written on the others
USUAL_WEEK = (1.33, 1.33, 1.33, 1.33, 1.33, 0.175, 0.175)

#: so many events a weekday as if seen in the usual week
_WEEK_WEIGHT = 10.0

#: share of days that are holidays: eight to fifteen of 365 in most countries
HOLIDAYS = 0.03

#: share of dates that are holidays in every year, and how often such a date is quiet where it is no weekend
_FIXED, _KEPT = 0.02, 0.95

#: what may be left of a day's activity on a holiday; a day below most of these is more than a slow one
_LEFT = np.linspace(0.05, 0.6, 12)

#: a day of which more than this is left is an ordinary day
_ORDINARY = 0.9

#: days to either side by which the level of activity is judged, and events of the whole record that weigh as much
_AROUND, _NEAR_WEIGHT = 42, 20.0

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Workdays:
    """week: exposure of Monday to Sunday, of mean 1.  holidays: day since 1970-01-01 -> what is left of it.

    yearly: MM-DD -> the same, for years that were not seen.  seen: the last day that was.
    """

    week: tuple[float, ...] = USUAL_WEEK
    holidays: Mapping[int, float] = field(default_factory=dict)
    yearly: Mapping[str, float] = field(default_factory=dict)
    seen: int = 0

    def expose(self, first: int, last: int) -> Number:
        """The exposure of each day from first to last, both counted."""
        days = np.arange(first, last + 1)
        exposure: Number = np.asarray(self.week, np.float64)[find_weekday(days)]
        for day, left in self.holidays.items():
            if first <= day <= last:
                exposure[day - first] *= left
        for day in range(max(first, self.seen + 1), last + 1) if self.yearly else ():
            exposure[day - first] *= self.yearly.get(_name_day(day), 1.0)
        return exposure


def find_weekday(day: Whole) -> Whole:
    """0 for Monday to 6 for Sunday; day 0 was a Thursday."""
    return np.asarray((day + 3) % 7, np.int64)


def count_week(day: Whole) -> Whole:
    """Weeks from Monday to Sunday, numbered on and on."""
    return np.asarray((day + 3) // 7, np.int64)


def find_workdays(first: int, events: Number, alive: Number) -> Workdays:
    """Weekdays and holidays from all histories of a record together.

    events, alive: (days,) from day `first` on: events of all histories on each day, and how many histories ran then.
    A weekday's exposure is its events for each history that ran, shrunk to the usual week as if _WEEK_WEIGHT more
    events had been seen on each. A day counts as a holiday by its odds: its events Poisson with the mean that its
    weekday and the weeks around it let expect, or with 5 to 60 % of that, each as likely, tempered by how much more
    than Poisson days vary. Before it is looked at the odds are those of HOLIDAYS, or, where the same date was quiet in
    other years, of a date that always is. What is left of such a day is its mean over both possibilities.
    Source: the two-part model of outliers of Box and Tiao 1968, Biometrika 55:119, for counts.
    Check: planted weekdays and holidays are found in simulated records; no list of holidays is consulted.
    """
    if not len(events) or events.sum() <= 0:
        return Workdays()
    day = np.arange(first, first + len(events))
    week = _measure_week(day, events, alive)
    bayes, left = _weigh_quiet(events, _expect(week[find_weekday(day)] * alive, events))
    names = [_name_day(int(each)) for each in day]
    dated: dict[str, list[float]] = defaultdict(list)
    for name, odds in zip(names, bayes, strict=True):
        dated[name].append(float(odds))
    holidays = {}
    for number in np.flatnonzero(bayes > -1):
        others = [*dated[names[number]]]
        others.remove(float(bayes[number]))
        prior = _expect_holiday(others)
        is_quiet = expit(log(prior / (1 - prior)) + bayes[number])
        share = 1 - (1 - left[number]) * is_quiet
        if share < _ORDINARY:
            holidays[int(day[number])] = round(float(share), 3)
    mean_left = float(np.mean([*holidays.values()])) if holidays else 1.0
    again = {name: 1 - (1 - mean_left) * _expect_holiday(odds) for name, odds in dated.items()}
    known = {name: round(share, 3) for name, share in again.items() if share < 1 - 0.3 * (1 - mean_left)}
    return Workdays(tuple(round(float(part), 4) for part in week), holidays, known, int(day[-1]))


def _measure_week(day: Whole, events: Number, alive: Number) -> Number:
    """(7,) of mean 1."""
    weekday, usual = find_weekday(day), np.asarray(USUAL_WEEK)
    seen = np.bincount(weekday, weights=events, minlength=7)
    ran = np.bincount(weekday, weights=alive, minlength=7)
    rate = events.sum() / max(float((usual[weekday] * alive).sum()), 1e-9)
    week = (seen + _WEEK_WEIGHT * usual) / (ran * rate + _WEEK_WEIGHT)
    return np.asarray(week / week.mean(), np.float64)


def _expect(exposed: Number, events: Number) -> Number:
    """(days,) events expected: the exposed days at the rate of the weeks around them, shrunk to that of all."""
    rate = events.sum() / exposed.sum()
    around = np.ones(2 * _AROUND + 1)
    near, ran = (np.convolve(each, around, mode="full")[_AROUND:-_AROUND] for each in (events, exposed))
    return np.asarray(exposed * (near + _NEAR_WEIGHT) / (ran + _NEAR_WEIGHT / rate), np.float64)


def _weigh_quiet(events: Number, expected: Number) -> tuple[Number, Number]:
    """(days,) log Bayes factor of a quiet day against an ordinary one; what is left of it, were it quiet."""
    told = expected > 0.5
    residual = (events[told] - expected[told]) ** 2 / expected[told]
    # the median of a squared standard normal is 0.455
    spread = max(1.0, float(np.median(residual)) / 0.455) if told.any() else 1.0
    logs = (events[:, None] * np.log(_LEFT) + expected[:, None] * (1 - _LEFT)) / spread
    bayes = logsumexp(logs, axis=1) - log(len(_LEFT))
    left = np.exp(logs - bayes[:, None]) @ _LEFT / len(_LEFT)
    return bayes, left


def _expect_holiday(others: Sequence[float]) -> float:
    """How likely a date is a holiday, by the log Bayes factors of the same date in other years."""
    odds = log(_FIXED / (1 - _FIXED))
    for bayes in others:
        odds += float(np.logaddexp(log(_KEPT) + bayes, log(1 - _KEPT)))
        odds -= float(np.logaddexp(log(HOLIDAYS) + bayes, log(1 - HOLIDAYS)))
    is_fixed = float(expit(odds))
    return _KEPT * is_fixed + HOLIDAYS * (1 - is_fixed)


def _name_day(day: int) -> str:
    return f"{_EPOCH + timedelta(days=day):%m-%d}"
