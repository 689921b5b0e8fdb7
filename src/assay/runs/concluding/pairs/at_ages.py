"""Deals at equal ages with what was at work in them then, and how many were lost in the end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from assay.domain.spans import AGES
from assay.runs.concluding.drivers.driver_weeks import list_drivers
from assay.runs.concluding.drivers.weeks import hold_equal, lay_weeks
from assay.runs.concluding.part import Work
from assay.runs.deal_weeks import WEEK
from assay.stats.pooled_ratio import NOTHING, Comparison, compare_shares

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]

_HALF_YEAR = 183 * WEEK // 7

#: the first week that begins at each age or later
_WEEKS = tuple(-(-age // 7) for age in AGES)


@dataclass(frozen=True)
class AtAges:
    """Ended deals at each age that they lived to, (rows,) each.

    stratum: age, stage and half-year of opening.  lost: in the end.  at_work: driver -> whether it was likelier at work
    then than not, by what was known then.
    """

    deal: Whole
    stratum: Whole
    lost: Flag
    at_work: dict[str, Flag]


def lay_ages(work: Work) -> AtAges | None:
    """The deals of the run; None where nobody or everybody is lost."""
    weeks = lay_weeks(work)
    if weeks is None:
        return None
    rows = np.flatnonzero(np.isin(weeks.week, _WEEKS))
    deal, stage = weeks.deal[rows], hold_equal(work, weeks).stage[rows]
    half = (weeks.opened[deal] - weeks.opened.min()) // _HALF_YEAR
    levels = np.stack([weeks.week[rows], stage, half], axis=1)
    stratum = np.unique(levels, axis=0, return_inverse=True)[1].ravel().astype(np.int64)
    at_work = {driver: presence.level[rows] > 0.5 for driver, presence in list_drivers(work, weeks)}
    return AtAges(deal, stratum, weeks.died[deal], at_work)


@dataclass(frozen=True)
class SetFound:
    """with_all, with_some: deals behind either side of the comparison.  fewest: of those with all of the drivers the
    smaller number of either outcome.
    """

    comparison: Comparison
    with_all: int = 0
    with_some: int = 0
    fewest: int = 0


def compare_sets(at_ages: AtAges | None, drivers: Sequence[str]) -> SetFound:
    """The share lost of deals in which all `drivers` were at work over that of those in which some were, not all.

    Held equal: age, stage, and half-year of opening. Few deals have all, so that the error is known badly: interval and
    p are those of Student's distribution with a degree of freedom less than there are such deals.
    """
    if at_ages is None:
        return SetFound(NOTHING)
    at_work = np.sum([at_ages.at_work[driver] for driver in drivers], axis=0)
    every, some = np.asarray(at_work == len(drivers)), np.asarray(at_work > 0)
    found = compare_shares(at_ages.deal[some], at_ages.stratum[some], every[some], at_ages.lost[some])
    with_all, with_some = (len(np.unique(at_ages.deal[side])) for side in (every, some & ~every))
    fewest = min(len(np.unique(at_ages.deal[every & side])) for side in (at_ages.lost, ~at_ages.lost))
    return SetFound(_widen(found, with_all), with_all, with_some, fewest)


def _widen(found: Comparison, deals: int) -> Comparison:
    if found.lift is None or not found.log_se or deals < 2:
        return replace(found, lift=None, p=None)
    mid, student = log(found.lift.mid), t(deals - 1)
    half = float(student.ppf((1 + found.lift.level) / 2)) * found.log_se
    lift = replace(found.lift, low=exp(mid - half), high=exp(mid + half))
    return replace(found, lift=lift, p=float(2 * student.sf(abs(mid) / found.log_se)))
