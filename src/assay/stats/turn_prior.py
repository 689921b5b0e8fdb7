"""What is to be expected of activity before one history is looked at, learned from all of them together."""

from dataclasses import dataclass, replace
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from assay.stats.turn import Evidence, find_turns
from assay.stats.turn_weeks import Histories, TurnPrior
from assay.stats.workdays import Workdays, count_week, find_workdays

Number = NDArray[np.float64]

#: what is left of the rate after a turn, each as likely; less would be silence, more is not told from none
DROPS = (0.2, 0.3, 0.4, 0.5, 0.65)

#: what is left of it in a lull: a deeper or shallower one is told from a turn by coming back, not by its depth
LULL_DROPS = (0.2,)

#: how far from the mean level levels reach, in standard deviations of the log, and their number
_REACH, _LEVELS = 2.25, 10


@dataclass(frozen=True)
class Habits:
    """How active histories are. level: mean events a day of exposure 1.  spread: standard deviation of log levels.

    shape: of weekly gamma shocks.  steady, lull, turn: shares of histories.
    The defaults are what holds without any record: 17 events in 150 days, levels within a factor of four for nineteen
    in twenty, weeks that vary by half as much again as chance has it, half of the histories steady.
    """

    level: float = 0.115
    spread: float = 0.7
    shape: float = 4.0
    steady: float = 0.5
    lull: float = 0.2
    turn: float = 0.3

    def make_prior(self) -> TurnPrior:
        """Levels evenly spaced on the log scale, weighted as a normal distribution of the log."""
        place = np.linspace(-_REACH, _REACH, _LEVELS)
        weights = np.exp(-np.square(place) / 2)
        return TurnPrior(
            levels=self.level * np.exp(self.spread * place),
            weights=weights / weights.sum(),
            drops=np.array(DROPS),
            lull_drops=np.array(LULL_DROPS),
            shape=self.shape,
            steady=self.steady,
            lull=self.lull,
            turn=self.turn,
        )


def fit_habits(
    histories: Histories, *, weight: float = 20.0, most: int = 1_000, habits: Habits | None = None
) -> tuple[Workdays, Habits]:
    """Weekdays, holidays, levels, unevenness and shares from all histories, shrunk to the defaults.

    weight: the defaults count as so many histories.  most: shares are learned from about so many, evenly drawn.
    habits: the defaults.
    level: events over exposure. spread: from the excess of the variance of counts over that of its weeks (method of
    moments, negative binomial), as of a lognormal. shape: neighbouring weeks w and v of one history with exposures E
    have E[(Y_w E_v - Y_v E_w)^2 - Y_w E_v^2 - Y_v E_w^2] = 2 l^2 E_w^2 E_v^2 / r and E[Y_w Y_v] = l^2 E_w E_v, so that
    1 / r is the ratio of their sums; a level that changes slowly, or once, hardly touches it. shares: by expectation
    and maximisation over the evidence for the three courses.
    Source: von Neumann 1941, Ann Math Statist 12:367 (successive differences); Dempster, Laird and Rubin 1977, JRSS B
    39:1 (shares of a mixture). Check: planted values are found again in simulated records.
    """
    habits = habits or Habits()
    if not len(histories.first):
        return Workdays(), habits
    workdays = _pool_days(histories)
    exposure, total = _sum_up(histories, workdays)
    n = len(total)
    level = (total.sum() + weight * habits.level * 150) / (exposure.sum() + weight * 150)
    shape = _measure_shape(histories, workdays, 1 / habits.shape, weight)
    spread = _measure_spread(total, exposure, level, shape)
    spread = sqrt((n * spread**2 + weight * habits.spread**2) / (n + weight))
    found = replace(habits, level=float(level), spread=max(0.4, spread), shape=shape)
    return workdays, _learn_shares(_thin(histories, most), workdays, found, weight, habits)


def _pool_days(histories: Histories) -> Workdays:
    first = int(histories.first.min())
    days = int(histories.last.max()) - first + 1
    events = np.bincount(histories.day - first, weights=histories.count, minlength=days).astype(np.float64)
    alive = np.cumsum(
        np.bincount(histories.first - first, minlength=days + 1)
        - np.bincount(histories.last + 1 - first, minlength=days + 1)
    )[:days]
    return find_workdays(first, events, alive.astype(np.float64))


def _sum_up(histories: Histories, workdays: Workdays) -> tuple[Number, Number]:
    """Exposure and events of each history."""
    first = int(histories.first.min())
    running = np.r_[0.0, np.cumsum(workdays.expose(first, int(histories.last.max())))]
    exposure = running[histories.last + 1 - first] - running[histories.first - first]
    total = np.bincount(histories.history, weights=histories.count, minlength=len(exposure))
    return np.maximum(exposure, 1e-3), total.astype(np.float64)


def _measure_spread(total: Number, exposure: Number, level: float, shape: float) -> float:
    """Standard deviation of log levels between histories."""
    mean = level * exposure
    by_chance = mean + mean**2 / (shape * np.maximum(exposure / 7, 1))
    excess = float(((total - mean) ** 2 - by_chance).sum() / (mean**2).sum())
    return sqrt(log(1 + max(0.0, excess)))


def _measure_shape(histories: Histories, workdays: Workdays, usual: float, weight: float) -> float:
    """The shape of weekly shocks, from neighbouring whole weeks of the same history."""
    begin = count_week(histories.first + 6)
    weeks = np.maximum(count_week(histories.last + 1) - begin, 0)  # whole ones
    start = np.r_[0, np.cumsum(weeks)]
    row = count_week(histories.day) - begin[histories.history]
    inside = (row >= 0) & (row < weeks[histories.history])
    place = (start[histories.history] + row)[inside]
    events = np.bincount(place, weights=histories.count[inside], minlength=start[-1]).astype(np.float64)
    of = np.repeat(np.arange(len(weeks)), weeks)
    number = np.arange(start[-1]) - start[of] + begin[of]
    first = int(count_week(histories.first.min()))
    daily = workdays.expose(first * 7 - 3, int(count_week(histories.last.max())) * 7 + 3)
    exposure = np.maximum(daily.reshape(-1, 7).sum(axis=1)[number - first] / 7, 1e-3)
    same = of[1:] == of[:-1]
    one, two, own, other = events[:-1][same], events[1:][same], exposure[:-1][same], exposure[1:][same]
    excess = ((one * other - two * own) ** 2 - one * other**2 - two * own**2) / 2
    together = one * two * own * other
    n, pairs = len(weeks), float(together.sum())
    inverse = (n * float(excess.sum()) / pairs + usual * weight) / (n + weight) if pairs else usual
    return 1 / min(max(inverse, 0.02), 2.0)


def _thin(histories: Histories, most: int) -> Histories:
    """Every so manieth history."""
    step = -(-len(histories.first) // most)
    if step <= 1:
        return histories
    kept = histories.history % step == 0
    return Histories(
        histories.first[::step],
        histories.last[::step],
        histories.history[kept] // step,
        histories.day[kept],
        histories.count[kept],
    )


def _learn_shares(histories: Histories, workdays: Workdays, found: Habits, weight: float, habits: Habits) -> Habits:
    evidence: Evidence = find_turns(histories, workdays, found.make_prior()).evidence
    logs = np.stack([evidence.steady, evidence.lull, evidence.turn])
    logs = logs[:, np.isfinite(logs).all(axis=0)]
    likely = np.exp(logs - logs.max(axis=0, initial=-np.inf)) if logs.shape[1] else logs
    start = np.array([habits.steady, habits.lull, habits.turn])
    share = start
    for _ in range(50):
        each = share[:, None] * likely
        share = (each / each.sum(axis=0)).sum(axis=1) + weight * start
        share = share / share.sum()
    return replace(found, steady=float(share[0]), lull=float(share[1]), turn=float(share[2]))
