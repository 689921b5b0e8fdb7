"""When did activity fall for good: one change for the worse in a rate, or none, for many histories at once."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assay.stats.turn_weeks import Calendar, Histories, TurnPrior, Weeks
from assay.stats.workdays import Workdays

Number = NDArray[np.float64]
Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]

#: days at either end of a history on which no turn is looked for
MARGIN = 7

#: weeks that a lull may last; longer ones are not told from a turn that was mended
LULL_WEEKS = (2, 3, 4, 5)

#: the log of what one week may say for a lull; more would not fit into a number when five are multiplied
_MOST_LOG = 130.0

#: weeks with more events than this are worked on in logs: powers of more could leave the range of a number
_FEW = 50

#: days of histories that are worked on together: more of them share a week, fewer stay in the processor's cache
_CHUNK_DAYS = 32_000


class Evidence(NamedTuple):
    """(n,) log likelihood of each history under each course, up to a constant of the history; -inf: not possible."""

    steady: Number
    lull: Number
    turn: Number


@dataclass(frozen=True)
class Turns:
    """Of each history, (n,). NaN where the history is too short for a turn to be looked for.

    log_bf: log of the Bayes factor of a turn against a steady rate or a lull, whichever tells the history better.
    p_turn: probability of a turn, with the prior's shares.  at: the median day, the first of the lower rate; low, high:
    the shortest run of days that holds `mass` of what is possible, given a turn.
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
    far from both ends. Levels and drops are averaged over the prior. A history that was cut at an event, as at the
    last one, must end before it: whatever the rate, there is one on that day (`end_before_last`).
    Source: Raftery and Akman 1986, Biometrika 73:85 (the Poisson case, posterior over the day); Cameron and Trivedi
    2013, Regression Analysis of Count Data, 3.3 (gamma shocks); Kass and Raftery 1995, JASA 90:773 (Bayes factors).
    Check: a plain double loop over the same sums; the coal-mining disasters of Raftery and Akman.
    raises  ValueError when lull_drops are not among the drops.
    """
    n = len(histories.first)
    found = np.full((8, n), np.nan)
    found[:3] = -np.inf
    if n:
        calendar = Calendar(histories, workdays, prior)
        for low, high in _split(histories):
            _fill_chunk(found[:, low:high], _cut(histories, low, high), calendar, prior, mass)
    evidence = Evidence(*found[:3])
    log_bf = np.where(np.isfinite(evidence.turn), evidence.turn - np.maximum(evidence.steady, evidence.lull), np.nan)
    return Turns(evidence, log_bf, _share_turns(evidence, prior), *found[3:])


def _share_turns(evidence: Evidence, prior: TurnPrior) -> Number:
    """(n,) probability of a turn; courses that a history is too short for do not count."""
    told = np.stack(evidence)
    likely = np.exp(told - told.max(axis=0)) * np.array([[prior.steady], [prior.lull], [prior.turn]])
    return np.where(np.isfinite(evidence.turn), likely[2] / likely.sum(axis=0), np.nan)


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


def _fill_chunk(found: Number, histories: Histories, calendar: Calendar, prior: TurnPrior, mass: float) -> None:
    """found: (8, n) log evidence of a steady rate, of a lull, of a turn; median, low and high day; the two rates."""
    weeks = Weeks(histories, calendar, prior)
    steady = weeks.total[:, None] * np.log(prior.levels) - weeks.sum_whole(len(prior.levels))
    most = steady.max(axis=1)
    level = np.exp(steady - most[:, None]) * prior.weights
    found[0] = most + np.log(level.sum(axis=1))
    found[1] = most + _weigh_lulls(histories, weeks, level, prior)
    is_long = histories.last - histories.first + 1 >= 2 * MARGIN
    is_busy = np.maximum.reduceat(weeks.events, weeks.start[:-1]) > _FEW
    rest = _lay_weeks(weeks, prior)
    for which, weigh in ((is_long & ~is_busy, _weigh_days), (is_long & is_busy, _weigh_busy_days)):
        if which.any():
            inside = _find_days(histories, weeks, which)
            most, told = weigh(inside, weeks, rest, calendar, prior)
            found[2:, which] = _read_turns(told, most[which], histories.first[which], inside, weeks, mass)


def _weigh_lulls(histories: Histories, weeks: Weeks, level: Number, prior: TurnPrior) -> Number:
    """(n,) log of the evidence of a lull of 2 to 5 whole weeks anywhere; -inf where the history is too short for one.

    level: (n, L) the likelihood of each level, steady, times its weight. A lull's is that times what its weeks say.
    """
    size, depths = len(prior.levels), len(prior.lull_drops)
    columns = size + prior.lull_places[:, None] * size + np.arange(size)
    gain = weeks.terms[:, None, :size] - weeks.terms[:, columns]
    gain += weeks.events[:, None, None] * np.log(prior.lull_drops)[:, None]
    week = np.exp(np.clip(gain.reshape(len(gain), size * depths), -_MOST_LOG, _MOST_LOG))
    rest = np.tile(level / depths, depths)[weeks.of]
    early = weeks.first_day >= histories.first[weeks.of] + MARGIN
    late = weeks.last_day <= histories.last[weeks.of] - MARGIN
    n = len(histories.first)
    total, places, run = np.zeros(n), np.zeros(n), week
    for length in range(2, LULL_WEEKS[-1] + 1):
        run = run[:-1] * week[length - 1 :]
        inside = early[: len(run)] & late[length - 1 :] & (weeks.of[: len(run)] == weeks.of[length - 1 :])
        of = weeks.of[: len(run)]
        told = np.einsum("ij,ij->i", run, rest[: len(run)])
        total += np.bincount(of, weights=np.where(inside, told, 0), minlength=n)
        places += np.bincount(of, weights=inside, minlength=n)
    return np.where(places > 0, np.log(np.maximum(total, 1e-300) / np.maximum(places, 1)), -np.inf)


def _lay_weeks(weeks: Weeks, prior: TurnPrior) -> Number:
    """(weeks, Q * L): log likelihood with the turn in this week, but for what the week itself says.

    As if the turn came on its Monday, so that all its events lie after it.
    """
    size = len(prior.levels)
    begin, end = weeks.start[:-1][weeks.of], weeks.start[1:][weeks.of]
    level = weeks.total[weeks.of][:, None] * np.log(prior.levels)
    level -= weeks.summed[:-1, :size] - weeks.summed[begin, :size]
    later = weeks.seen[end] - weeks.seen[:-1]
    logs = weeks.summed[1:, size:] - weeks.summed[end, size:]
    by_drop = logs.reshape(len(logs), -1, size)
    by_drop += level[:, None]
    by_drop += (later[:, None] * np.log(prior.drops))[:, :, None]
    return logs


def _find_days(histories: Histories, weeks: Weeks, which: Flag) -> Flag:
    """(weeks, 7) the days on which these histories may have turned."""
    day = weeks.first_day[:, None] + np.arange(7)
    first, last = histories.first + MARGIN, np.where(which, histories.last - MARGIN + 1, -(2**62))
    return np.asarray((day >= first[weeks.of][:, None]) & (day <= last[weeks.of][:, None]), np.bool_)


def _weigh_days(
    inside: Flag, weeks: Weeks, rest: Number, calendar: Calendar, prior: TurnPrior
) -> tuple[Number, Number]:
    """The log of a factor for each history, (n,); and (3, days inside) how likely the turn came on the day, over it.

    With it that times the rate before and after. Weeks of the same days and events are multiplied as one matrix.
    """
    rest = rest - weeks.power[:, None] * calendar.mixed[weeks.first_day - calendar.first]
    most = np.maximum.reduceat(rest.max(axis=1), weeks.start[:-1])
    rows = np.flatnonzero(inside.any(axis=1))
    key = weeks.events[rows].astype(np.int64) * len(calendar.mixed) + (weeks.first_day[rows] - calendar.first) // 7
    rows = rows[np.argsort(key, kind="stable")]
    sums = _multiply_weeks(np.exp(rest[rows] - most[weeks.of[rows]][:, None]), np.sort(key), calendar, prior)
    begun = weeks.begun[rows]
    late = np.nonzero(begun)
    risen = prior.drops ** -np.arange(begun.max(initial=0) + 1.0)[:, None]
    sums[:, late[0], :, late[1]] *= risen[begun[late]][:, :, None]
    told = np.zeros((3, *inside.shape))
    told[:2, rows] = sums.sum(axis=0).transpose(1, 0, 2)
    told[2, rows] = np.tensordot(prior.drops, sums[:, :, 1], 1)
    return most, told[:, inside]


def _multiply_weeks(likely: Number, key: Whole, calendar: Calendar, prior: TurnPrior) -> Number:
    """(Q, rows, 2, 7) how likely a turn on each day of the week is, and that times the level; sums over the levels.

    likely: (rows, Q * L), as if on the Monday.  key: (rows,) sorted; events times days of the calendar, plus the week.
    """
    drops, size = len(prior.drops), len(prior.levels)
    edge = np.flatnonzero(np.r_[True, key[1:] != key[:-1], True])
    events, week = np.divmod(key[edge[:-1]], len(calendar.mixed))
    powers = calendar.weigh_week(week, events).reshape(-1, 7, drops, size).transpose(0, 2, 3, 1)
    weights = np.stack([prior.weights, prior.weights * prior.levels], axis=1) / drops
    powers = (powers[:, :, :, None] * weights[:, :, None]).reshape(-1, drops, size, 14)
    rows = likely.reshape(-1, drops, size).transpose(1, 0, 2)
    sums = np.empty((drops, len(key), 14))
    for place, (low, high) in enumerate(zip(edge[:-1], edge[1:], strict=True)):
        np.matmul(rows[:, low:high], powers[place], out=sums[:, low:high])
    return sums.reshape(drops, -1, 2, 7)


def _weigh_busy_days(
    inside: Flag, weeks: Weeks, rest: Number, calendar: Calendar, prior: TurnPrior
) -> tuple[Number, Number]:
    """As `_weigh_days`, whatever the number of events: day by day, in logs."""
    row, weekday = np.nonzero(inside)
    of, size = weeks.of[row], len(prior.levels)
    logs = rest[row] - weeks.begun[row, weekday][:, None] * np.repeat(np.log(prior.drops), size)
    logs -= weeks.power[row][:, None] * calendar.mixed[weeks.first_day[row] + weekday - calendar.first]
    most = np.full(len(weeks.total), -np.inf)
    np.maximum.at(most, of, logs.max(axis=1))
    weights = np.tile(prior.weights, len(prior.drops)) / len(prior.drops)
    rates = np.stack([np.ones_like(prior.lower), np.tile(prior.levels, len(prior.drops)), prior.lower])
    return most, np.asarray((weights * rates) @ np.exp(logs - most[of][:, None]).T, np.float64)


def _read_turns(told: Number, most: Number, first: Whole, inside: Flag, weeks: Weeks, mass: float) -> Number:
    """(6, which): log evidence of a turn; median, low and high day; rate before and after.

    told: (3, days inside), most: (which,), as `_weigh_days` gives them.  first: (which,) day of each history.
    """
    count = np.bincount(weeks.of, weights=inside.sum(axis=1)).astype(np.int64)
    count = count[count > 0]
    edge = np.r_[0, np.cumsum(count)]
    whole, before, after = np.add.reduceat(told, edge[:-1], axis=1)
    days = _read_days(told[0] / np.repeat(whole, count), edge, mass) + first + MARGIN
    return np.stack([most + np.log(whole / count), *days, before / whole, after / whole])


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
