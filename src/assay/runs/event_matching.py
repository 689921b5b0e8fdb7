"""A dated event among matched deals: who is lost in the weeks after it, and how many lost and won deals had had it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.domain.spans import DAY
from assay.runs.deal_weeks import WEEK, DealWeeks
from assay.runs.watching import LATELY, NOT_YET, Watched
from assay.runs.week_covariates import Covariates
from assay.stats.balance import standardise_difference
from assay.stats.matching import Pairs, match_nearest
from assay.stats.pooled_ratio import compare_shares

Whole = NDArray[np.int64]

#: controls of a case; how far apart in days both may have been opened
CONTROLS = 3
CALIPER = 365


@dataclass(frozen=True)
class Matched:
    """Deals with the event beside deals without it so far, alike at that moment.

    cases: deals with the event that have a control.  controls: different deals beside them.  lost_with, lost_without:
    shares lost within the weeks after.  lift: the first over the second.  imbalance: the largest standardised
    difference left between both sides, in size and day of opening.
    """

    cases: int
    controls: int
    lost_with: Interval | None
    lost_without: Interval | None
    lift: Interval | None
    imbalance: float | None


@dataclass(frozen=True)
class Shares:
    """The share with the event by then among lost deals at their end, and among won deals at the same age."""

    lost: Interval | None
    won: Interval | None


def match_events(weeks: DealWeeks, covariates: Covariates, watched: Watched, as_of: int) -> Matched:
    """Each deal in the week after its event, beside deals without it that were alive at that age, stage and activity.

    The nearest by day of opening are taken, at most CALIPER days apart. Only weeks of which the run has seen all that
    came in the LATELY weeks after are asked; whether a control has the event later plays no part, as it would not be
    known then.
    """
    seen = weeks.start[watched.row] + LATELY * WEEK <= as_of
    stratum = np.ravel_multi_index(
        (watched.week, covariates.stage[watched.row], covariates.activity[watched.row]),
        (int(watched.week.max()) + 1, int(covariates.stage.max()) + 1, int(covariates.activity.max()) + 1),
    ).astype(np.int64)
    case = np.flatnonzero(watched.begins & seen)
    free = np.flatnonzero((watched.state == NOT_YET) & seen & np.isin(stratum, stratum[case]))
    opened = weeks.opened[watched.deal] // DAY
    pairs = match_nearest(stratum[case], opened[case], stratum[free], opened[free], controls=CONTROLS, caliper=CALIPER)
    if not pairs.cases:
        return Matched(0, 0, None, None, None, None)
    used = np.unique(pairs.case)
    rows = np.r_[case[used], free[pairs.control]]
    deal = watched.deal[rows]
    lost = weeks.died[deal] & (weeks.last_week[deal] < watched.week[rows] + LATELY)
    has = np.arange(len(rows)) < len(used)
    found = compare_shares(deal, np.r_[used, pairs.case], has, lost)
    return Matched(
        cases=len(used),
        controls=len(np.unique(watched.deal[free[pairs.control]])),
        lost_with=found.lost,
        lost_without=found.won,
        lift=found.lift,
        imbalance=_measure_imbalance(weeks, watched.deal[case], watched.deal[free[pairs.control]], pairs),
    )


def compare_with_won(weeks: DealWeeks, watched: Watched) -> Shares:
    """Every lost deal in its last week beside won deals of the same age that were still alive then."""
    case = np.flatnonzero(watched.ends)
    pool = np.flatnonzero(weeks.won[watched.deal])
    opened = weeks.opened[watched.deal] // DAY
    pairs = match_nearest(
        watched.week[case], opened[case], watched.week[pool], opened[pool], controls=CONTROLS, caliper=CALIPER
    )
    if not pairs.cases:
        return Shares(None, None)
    used = np.unique(pairs.case)
    rows = np.r_[case[used], pool[pairs.control]]
    lost = np.arange(len(rows)) < len(used)
    found = compare_shares(watched.deal[rows], np.r_[used, pairs.case], lost, watched.state[rows] != NOT_YET)
    return Shares(found.lost, found.won)


def _measure_imbalance(weeks: DealWeeks, cases: Whole, controls: Whole, pairs: Pairs) -> float:
    """Each case's controls weigh as much as one case."""
    used, place, count = np.unique(pairs.case, return_inverse=True, return_counts=True)
    weight = 1 / count[place]
    _, size = np.unique(weeks.size.astype(str), return_inverse=True)
    measured = [weeks.opened.astype(np.float64), *((size == code).astype(np.float64) for code in range(size.max() + 1))]
    apart = [standardise_difference(values[cases[used]], values[controls], weight) for values in measured]
    return float(np.abs(apart).max())
