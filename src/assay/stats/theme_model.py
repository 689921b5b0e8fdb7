"""Whether something is at work in a course of weeks, by how often it is spoken of: a hidden state that begins once.

Weekly counts are Poisson with a low rate before it begins and a higher one after; it never ends. One mention is weak
evidence where people also speak of what is not at work, and silence is weak evidence that nothing is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: rounds of the fit: as many as change anything that is shown
_ROUNDS = 14
#: below so many courses a theme is drawn towards what all themes have in common
ENOUGH = 500
#: so many courses of all themes together count in each theme anyway: rare themes have few mentions to learn from
_ALWAYS = 20
#: what stands in for a record without mentions: mentions, weeks, beginnings, weeks in which one could be, at once
_HINT = np.array([5.0, 20.0, 1.5, 50.0, 1.0, 20.0, 1.0, 50.0])


@dataclass(frozen=True)
class Theme:
    """quiet, loud: mentions a week before and after it begins.  at_once: chance that it is there from the first week.

    begins: chance a week that it begins.  learnt: (4,) mentions after, mentions before, courses at work at once, and
    beginnings that these rest on, from which their errors follow.
    """

    quiet: float
    loud: float
    at_once: float
    begins: float
    learnt: tuple[float, float, float, float]

    @property
    def log_ratio(self) -> float:
        """By how much one mention moves the log odds."""
        return float(np.log(self.loud / self.quiet))


@dataclass(frozen=True)
class Courses:
    """Courses of weeks: count (n, weeks), nought beyond their end; length (n,), not 0; weight (n,) how many alike."""

    count: NDArray[np.uint8]
    length: Whole
    weight: Number

    @staticmethod
    def of(course: Whole, week: Whole, count: Whole, length: Whole) -> "Courses":
        """Grouped from (course, week, count) of those that are not nought. length: (courses,) of all of them.

        Courses alike become one, which is what makes a fit over thousands quick.
        """
        spoken, place = np.unique(course, return_inverse=True)
        rows = lay_counts(place, week, count, len(spoken), int(length.max()))
        keyed = np.hstack([rows, length[spoken, None].astype(np.uint8)])
        alike, weight = np.unique(keyed, axis=0, return_counts=True)
        silent = np.ones(len(length), dtype=bool)
        silent[spoken] = False
        lengths, many = np.unique(length[silent], return_counts=True)
        return Courses(
            count=np.vstack([alike[:, :-1], np.zeros((len(lengths), rows.shape[1]), dtype=np.uint8)]),
            length=np.r_[alike[:, -1].astype(np.int64), lengths],
            weight=np.r_[weight, many].astype(np.float64),
        )


def lay_counts(place: Whole, week: Whole, count: Whole, rows: int, weeks: int) -> NDArray[np.uint8]:
    """(rows, weeks) of the counts, each 255 at most."""
    laid = np.zeros((rows, weeks), dtype=np.uint8)
    laid[place, week] = np.minimum(count, 255)
    return laid


def fit_themes(themes: Sequence[Courses]) -> list[Theme]:
    """The rates of each theme by expectation and maximisation; no label is needed.

    First one set for all themes together, then each theme from there, drawn towards it as though the courses that it
    lacks to ENOUGH had been as in all themes.  Source: Baum et al. 1970, Ann. Math. Statist. 41:164, for a chain of two
    states that is never left again.  Check: all paths of a short course added up by hand; planted rates.
    """
    every = _Stack.of(themes)
    common = _maximise(_HINT)
    totals = _HINT
    for _ in range(_ROUNDS):
        totals = _expect(every, [common] * len(themes)).sum(axis=0) + _HINT
        common = _maximise(totals)
    by_course = totals / (float(every.weight.sum()) + _HINT[5])
    prior = [by_course * max(_ALWAYS, ENOUGH - float(courses.weight.sum())) for courses in themes]
    found = [common] * len(themes)
    for _ in range(_ROUNDS):
        found = [_maximise(row) for row in _expect(every, found) + np.array(prior)]
    return found


@dataclass(frozen=True)
class _Stack:
    """The courses of all themes, so that they are followed at once. theme: (n,) whose course it is."""

    theme: Whole
    count: NDArray[np.uint8]
    length: Whole
    weight: Number

    @staticmethod
    def of(themes: Sequence[Courses]) -> "_Stack":
        weeks = max(int(courses.length.max()) for courses in themes)
        return _Stack(
            theme=np.concatenate([np.full(len(courses.length), at) for at, courses in enumerate(themes)]),
            count=np.vstack([courses.count[:, :weeks] for courses in themes]),
            length=np.concatenate([courses.length for courses in themes]),
            weight=np.concatenate([courses.weight for courses in themes]),
        )


def _expect(every: _Stack, themes: Sequence[Theme]) -> Number:
    """(themes, 8) in the order of _HINT, of all courses of each."""
    after = _smooth(_Rates.of(themes, every.theme), every.count, every.length)
    inside = np.arange(every.count.shape[1])[None, :] < every.length[:, None]
    after = np.where(inside, after, 0.0)
    last, weeks_after = after[np.arange(len(after)), every.length - 1], after.sum(axis=1)
    mentions, mentions_after = every.count.sum(axis=1), np.einsum("ij,ij->i", after, every.count)
    weeks_before = every.length - weeks_after
    told = (
        *(mentions_after, weeks_after, mentions - mentions_after, weeks_before, after[:, 0]),
        *(np.ones(len(after)), last - after[:, 0], weeks_before - (1.0 - last)),
    )
    sums = [np.bincount(every.theme, weights=part * every.weight, minlength=len(themes)) for part in told]
    return np.stack(sums, axis=1)


def _maximise(totals: Number) -> Theme:
    mentions_after, after, mentions_before, before, at_once, number, begun, could = (float(value) for value in totals)
    quiet, loud = mentions_before / before, mentions_after / after
    learnt = (mentions_after, mentions_before, at_once, begun)
    theme = Theme(quiet, loud, at_once / number, begun / could, learnt)
    # spoken of less once it is there: the two states have changed places
    return theme if loud > quiet else replace(theme, quiet=loud, loud=quiet * (1 + 1e-6))


@dataclass(frozen=True)
class _Rates:
    """(n,) each, of the theme of every course; ratio: (themes, 256) how much likelier a count is once it has begun."""

    theme: Whole
    at_once: Number
    begins: Number
    ratio: Number

    @staticmethod
    def of(themes: Sequence[Theme], theme: Whole) -> "_Rates":
        logs = [np.arange(256) * one.log_ratio - (one.loud - one.quiet) for one in themes]
        return _Rates(
            theme=theme,
            at_once=np.array([one.at_once for one in themes])[theme],
            begins=np.array([one.begins for one in themes])[theme],
            ratio=np.exp(np.clip(logs, -20.0, 20.0)),
        )

    def rate(self, count: NDArray[np.uint8]) -> Number:
        """(n, weeks)."""
        rated: Number = self.ratio[self.theme[:, None], count]
        return rated


def _filter(rates: _Rates, ratio: Number) -> Number:
    odds = np.empty(ratio.shape)
    held = rates.at_once / (1 - rates.at_once) * ratio[:, 0]
    odds[:, 0] = held
    for week in range(1, ratio.shape[1]):
        held = np.minimum((held + rates.begins) / (1 - rates.begins) * ratio[:, week], 1e12)
        odds[:, week] = held
    return odds / (1 + odds)


def _smooth(rates: _Rates, count: NDArray[np.uint8], length: Whole) -> Number:
    ratio = rates.rate(count)
    filtered = _filter(rates, ratio)
    # how likely what came later is if it had not begun, over if it had
    later = np.ones(len(count))
    for week in range(count.shape[1] - 1, -1, -1):
        here = filtered[:, week]
        filtered[:, week] = here / (here + (1 - here) * later)
        if week:
            told = (1 - rates.begins) / ratio[:, week] * later + rates.begins
            later = np.where(week < length, told, 1.0)
    return filtered


def filter_weeks(theme: Theme, count: NDArray[np.uint8]) -> Number:
    """(n, weeks) the chance that it has begun, by what was said up to and with each week and nothing later."""
    rates = _Rates.of([theme], np.zeros(len(count), dtype=np.int64))
    return _filter(rates, rates.rate(count))


def look_ahead(theme: Theme, filtered: Number, *, steps: int = 1) -> Number:
    """(n, weeks) the chance in each week by what was said up to `steps` weeks before it: the filter, so far ahead."""
    ahead: Number = np.empty(filtered.shape)
    first = expect_begun(theme, np.arange(1, min(steps, filtered.shape[1]) + 1))
    ahead[:, :steps] = first[None, :]
    ahead[:, steps:] = 1 - (1 - filtered[:, :-steps]) * (1 - theme.begins) ** steps
    return ahead


def smooth_weeks(theme: Theme, count: NDArray[np.uint8], length: Whole) -> Number:
    """(n, weeks) the chance that it had begun by each week, by all that was said, later weeks of the course too.

    Beyond its length a course tells nothing.
    """
    return _smooth(_Rates.of([theme], np.zeros(len(count), dtype=np.int64)), count, length)


def follow_silence(theme: Theme, weeks: int) -> Number:
    """(weeks,) the filter of a course in which nothing was ever said, by its length."""
    filtered: Number = filter_weeks(theme, np.zeros((1, weeks), dtype=np.uint8))[0]
    return filtered


def expect_begun(theme: Theme, length: Whole) -> Number:
    """(n,) the chance that it has begun by the end of courses of these lengths, before anything is read."""
    never = (1 - theme.at_once) * np.power(1 - theme.begins, length - 1.0)
    return np.asarray(1 - never, dtype=np.float64)


def spread_odds(theme: Theme, mentions: Number) -> Number:
    """(n,) the variance of the log odds of courses with so many mentions, by the errors of the rates alone.

    The delta method: a mention counts by the log of the ratio of two rates, and the odds begin with how often it does.
    """
    after, before, at_once, begun = theme.learnt
    spread: Number = mentions**2 * (1 / after + 1 / before) + 1 / (at_once + begun)
    return spread
