"""When did activity fall for good: one change for the worse in a rate, or none, for many histories at once."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assay.stats.workdays import Workdays, count_week

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: days at either end of a history on which no turn is looked for
MARGIN = 7

#: weeks that a lull may last; longer ones are not told from a turn that was mended
LULL_WEEKS = (2, 3, 4, 5)

#: days of histories that are worked on together: their arrays stay in the processor's cache
_CHUNK_DAYS = 3_000


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


class Evidence(NamedTuple):
    """(n,) log likelihood of each history under each course, up to a constant of the history; -inf: not possible."""

    steady: Number
    lull: Number
    turn: Number


@dataclass(frozen=True)
class Turns:
    """Of each history, (n,). NaN where the history is too short for a turn to be looked for.

    log_bf: log of the Bayes factor of a turn against none.  p_turn: with the prior's shares.  at: the median day, the
    first of the lower rate; low, high: the shortest run of days that holds `mass` of what is possible, given a turn.
    before, after: mean rates, events a day of exposure 1, given a turn.
    """

    evidence: Evidence
    log_bf: Number
    p_turn: Number
    at: Number
    low: Number
    high: Number
    before: Number
    after: Number


def find_turns(histories: Histories, workdays: Workdays, prior: TurnPrior, *, mass: float = 0.8) -> Turns:
    """One change for the worse in each history's rate, its day unknown, against a steady rate and a passing lull.

    Events of a week (Monday to Sunday) are negative binomial: Poisson with the exposure of its days, times a gamma
    shock of shape r that is integrated out. With y_d events on day d, Y_w in week w and rate m_d,
    log L = sum_d y_d log m_d - sum_w (r + Y_w) log(r + sum_(d in w) m_d), up to a constant. A turn multiplies the rate
    by a drop from its day on, every day MARGIN days from both ends as likely; a lull does so for 2 to 5 whole weeks as
    far from both ends. Levels and drops are averaged over the prior.
    Source: Raftery and Akman 1986, Biometrika 73:85 (the Poisson case, posterior over the day); Cameron and Trivedi
    2013, Regression Analysis of Count Data, 3.3 (gamma shocks); Kass and Raftery 1995, JASA 90:773 (Bayes factors).
    Check: a plain double loop over the same sums; the coal-mining disasters of Raftery and Akman.
    raises  ValueError when lull_drops are not among the drops.
    """
    n = len(histories.first)
    found = np.full((9, n), np.nan)
    found[:3] = -np.inf
    if n:
        table = _Calendar.of(histories, workdays, prior)
        for low, high in _split(histories):
            _fill_chunk(found[:, low:high], _cut(histories, low, high), table, prior, mass)
    evidence = Evidence(*found[:3])
    log_bf = weigh_turn(evidence, prior)
    with np.errstate(over="ignore"):
        odds = np.exp(log_bf) * prior.turn / (1 - prior.turn) if prior.turn < 1 else np.full(n, np.inf)
        p_turn = 1 / (1 + 1 / np.maximum(odds, 1e-300))
    has_turn = np.isfinite(evidence.turn)
    return Turns(evidence, np.where(has_turn, log_bf, np.nan), np.where(has_turn, p_turn, np.nan), *found[4:])


def weigh_turn(evidence: Evidence, prior: TurnPrior) -> Number:
    """(n,) log of the Bayes factor of a turn against none: steady or a lull, as the prior's shares weigh these two."""
    none = prior.steady + prior.lull
    with np.errstate(divide="ignore"):
        steady, lull = np.log(prior.steady / none), np.log(prior.lull / none)
    against = np.where(
        np.isfinite(evidence.lull), np.logaddexp(evidence.steady + steady, evidence.lull + lull), evidence.steady
    )
    return np.asarray(evidence.turn - against, np.float64)


class _Calendar:
    """What depends on the day alone, for all days of all histories."""

    def __init__(self, first: int, cumulative: Number, mixed: Number) -> None:
        self.first = first  # a Monday
        self.cumulative = cumulative  # (days + 1,) exposure before each day
        self.mixed = mixed  # (days, L * Q) log(1 + mean of the day's week with a turn on that day / shape)

    @classmethod
    def of(cls, histories: Histories, workdays: Workdays, prior: TurnPrior) -> "_Calendar":
        first = int(count_week(histories.first.min())) * 7 - 3
        last = int(count_week(histories.last.max())) * 7 + 3
        exposure = workdays.expose(first, last)
        cumulative = np.r_[0.0, np.cumsum(exposure)]
        monday = np.arange(0, len(exposure), 7).repeat(7)
        before = cumulative[:-1] - cumulative[monday]
        after = cumulative[monday + 7] - cumulative[:-1]
        mean = prior.levels[:, None] * (before[:, None, None] + prior.drops * after[:, None, None])
        return cls(first, cumulative, np.log1p(mean.reshape(len(exposure), -1) / prior.shape))

    def sum_exposure(self, start: Whole, stop: Whole) -> Number:
        """Of the days from start to before stop."""
        return np.asarray(self.cumulative[stop - self.first] - self.cumulative[start - self.first], np.float64)


def _split(histories: Histories) -> list[tuple[int, int]]:
    """Runs of histories with about _CHUNK_DAYS days each."""
    days = np.cumsum(histories.last - histories.first + 1)
    edges = np.unique(np.r_[0, np.searchsorted(days, np.arange(_CHUNK_DAYS, days[-1], _CHUNK_DAYS)) + 1, len(days)])
    return [(int(low), int(high)) for low, high in zip(edges, edges[1:], strict=False)]


def _cut(histories: Histories, low: int, high: int) -> Histories:
    start, stop = np.searchsorted(histories.history, (low, high))
    rows = slice(start, stop)
    return Histories(
        histories.first[low:high],
        histories.last[low:high],
        histories.history[rows] - low,
        histories.day[rows],
        histories.count[rows],
    )


class _Weeks:
    """The weeks of some histories, one row each, and what each says under every rate."""

    def __init__(self, histories: Histories, calendar: _Calendar, prior: TurnPrior) -> None:
        begin, end = count_week(histories.first), count_week(histories.last)
        self.start = np.r_[0, np.cumsum(end - begin + 1)]  # (n + 1,) first row of each history
        self.of = np.repeat(np.arange(len(begin)), end - begin + 1)
        self.skip = self.start[:-1] - begin  # row of a week = its number + skip
        week = np.arange(self.start[-1]) - self.skip[self.of]
        self.first_day, self.last_day = week * 7 - 3, week * 7 + 3
        row = count_week(histories.day) + self.skip[histories.history]
        self.events = np.bincount(row, weights=histories.count, minlength=len(week))
        exposure = calendar.sum_exposure(
            np.maximum(self.first_day, histories.first[self.of]), np.minimum(self.last_day, histories.last[self.of]) + 1
        )
        rates = np.r_[prior.levels, np.outer(prior.levels, prior.drops).ravel()]
        self.power = prior.shape + self.events
        terms = self.power[:, None] * np.log1p(np.outer(exposure, rates / prior.shape))
        self.terms = np.concatenate([np.zeros((1, len(rates))), np.cumsum(terms, axis=0)])  # sums of the rows before
        self.seen = np.r_[0.0, np.cumsum(self.events)]


def _fill_chunk(found: Number, histories: Histories, calendar: _Calendar, prior: TurnPrior, mass: float) -> None:
    """found: (9, n) log evidence of a steady rate, of a lull, of a turn; log_bf and p_turn are left; the rest."""
    weeks = _Weeks(histories, calendar, prior)
    size = len(prior.levels)
    total = weeks.seen[weeks.start[1:]] - weeks.seen[weeks.start[:-1]]
    steady = total[:, None] * np.log(prior.levels) - (
        weeks.terms[weeks.start[1:], :size] - weeks.terms[weeks.start[:-1], :size]
    )
    found[0] = _log_mean(steady, prior.weights)
    found[1] = _weigh_lulls(histories, weeks, steady, prior)
    long = np.flatnonzero(histories.last - histories.first + 1 > 2 * MARGIN)
    if len(long):
        found[2:, long] = _weigh_turns(histories, long, weeks, total, calendar, prior, mass)


def _log_mean(logs: Number, weights: Number) -> Number:
    """log of the weighted sum over the last axis."""
    most = logs.max(axis=-1)
    return np.asarray(most + np.log(np.exp(logs - most[..., None]) @ weights), np.float64)


def _weigh_lulls(histories: Histories, weeks: _Weeks, steady: Number, prior: TurnPrior) -> Number:
    """(n,) log evidence of a lull of 2 to 5 whole weeks anywhere; -inf where the history is too short for one."""
    size, depths = len(prior.levels), len(prior.drops)
    columns = size + np.arange(size)[:, None] * depths + np.searchsorted(prior.drops, prior.lull_drops)
    low = weeks.terms[:, columns] - weeks.terms[:, :size, None]
    runs, rows = [], []
    for length in LULL_WEEKS:
        start = np.arange(len(weeks.of) - length + 1)
        of, stop = weeks.of[start], start + length
        inside = (of == weeks.of[stop - 1]) & (weeks.first_day[start] >= histories.first[of] + MARGIN)
        inside &= weeks.last_day[stop - 1] <= histories.last[of] - MARGIN
        start, stop = start[inside], stop[inside]
        fewer = (weeks.seen[stop] - weeks.seen[start])[:, None, None] * np.log(prior.lull_drops)
        logs = steady[weeks.of[start]][:, :, None] + fewer - (low[stop] - low[start])
        runs.append(logs.reshape(len(start), columns.size))
        rows.append(weeks.of[start])
    weights = np.repeat(prior.weights, len(prior.lull_drops)) / len(prior.lull_drops)
    of = np.concatenate(rows)
    n = len(histories.first)
    most = np.full(n, -np.inf)
    if not len(of):
        return most
    each = _log_mean(np.concatenate(runs), weights)
    np.maximum.at(most, of, each)
    total = np.bincount(of, weights=np.exp(each - most[of]), minlength=n)
    places = np.bincount(of, minlength=n)
    return np.where(places > 0, most + np.log(np.maximum(total, 1) / np.maximum(places, 1)), -np.inf)


def _weigh_turns(
    histories: Histories,
    long: Whole,
    weeks: _Weeks,
    total: Number,
    calendar: _Calendar,
    prior: TurnPrior,
    mass: float,
) -> Number:
    """(7, long): log evidence of a turn, two rows left empty, then median, low and high day, rate before and after."""
    size, pairs = len(prior.levels), len(prior.levels) * len(prior.drops)
    count = histories.last[long] - histories.first[long] + 1 - 2 * MARGIN + 1  # days on which the turn may be
    edge = np.r_[0, np.cumsum(count)]
    of = np.repeat(np.arange(len(long)), count)
    day = np.arange(edge[-1]) - edge[of] + histories.first[long][of] + MARGIN
    row = count_week(day) + weeks.skip[long][of]
    logs = _lay_weeks(weeks, total, prior)[row]
    logs -= weeks.power[row][:, None] * calendar.mixed[day - calendar.first]
    after = total[long][of] - _count_before(histories, long, of, day)
    logs.reshape(-1, size, len(prior.drops))[...] += (after[:, None] * np.log(prior.drops))[:, None, :]
    most = np.maximum.reduceat(logs.max(axis=1), edge[:-1])
    logs -= most[of][:, None]
    likely = np.exp(logs, out=logs)
    weights = np.repeat(prior.weights, len(prior.drops)) / len(prior.drops)
    by_day = likely @ weights
    by_rate = np.add.reduceat(likely, edge[:-1], axis=0) * weights
    whole = np.add.reduceat(by_day, edge[:-1])
    before = by_rate.reshape(-1, size, len(prior.drops))
    found = np.full((7, len(long)), np.nan)
    found[0] = most + np.log(whole / count)
    found[2:5] = _read_days(by_day / whole[of], edge, mass) + histories.first[long] + MARGIN
    found[5] = before.sum(axis=2) @ prior.levels / whole
    found[6] = by_rate @ np.outer(prior.levels, prior.drops).reshape(pairs) / whole
    return found


def _lay_weeks(weeks: _Weeks, total: Number, prior: TurnPrior) -> Number:
    """(weeks, L * Q): what all other weeks of the history say with the turn in this one, at the first level."""
    size = len(prior.levels)
    begin, end = weeks.start[:-1][weeks.of], weeks.start[1:][weeks.of]
    past = weeks.terms[:-1, :size] - weeks.terms[begin, :size]
    rest = weeks.terms[end, size:] - weeks.terms[1:, size:]
    level = total[weeks.of][:, None] * np.log(prior.levels) - past
    return np.asarray(np.repeat(level, len(prior.drops), axis=1) - rest, np.float64)


def _count_before(histories: Histories, long: Whole, of: Whole, day: Whole) -> Number:
    """Events of the history before each day."""
    days = histories.last - histories.first + 1
    start = np.r_[0, np.cumsum(days)]
    place = start[histories.history] + histories.day - histories.first[histories.history]
    seen = np.r_[0.0, np.cumsum(np.bincount(place, weights=histories.count, minlength=start[-1]))]
    begin = start[:-1][long]
    return np.asarray(seen[begin[of] + day - histories.first[long][of]] - seen[begin[of]], np.float64)


def _read_days(share: Number, edge: Whole, mass: float) -> Number:
    """(3, n): median, and the first and last day of the shortest run that holds `mass`; counted from the first day."""
    n = len(edge) - 1
    of = np.repeat(np.arange(n), np.diff(edge))
    running = np.cumsum(share) - of  # each history's shares add up to 1
    up_to = running + 2.0 * of  # so that no history's sums reach into the next
    middle = np.searchsorted(up_to, 2.0 * np.arange(n) + 0.5)
    before = up_to - share
    stop = np.searchsorted(up_to, before + mass * (1 - 1e-12))
    in_time = before + mass <= 2.0 * of + 1 + 1e-9
    width = np.where(in_time, stop - np.arange(len(share)), len(share) + 1)
    shortest = np.minimum.reduceat(width, edge[:-1])
    begin = np.minimum.reduceat(np.where(width == shortest[of], np.arange(len(share)), len(share)), edge[:-1])
    last = edge[1:] - 1
    return np.stack([np.minimum(middle, last), begin, np.minimum(begin + shortest, last)]) - edge[:-1]
