"""One thing that is at work in some deal-weeks, and the hazard of losing: with and without activity, and its placebo.

What is at work is told by a level of 0 to 1 at the start of each week: 0 or 1 of a signal, of a driver the probability
that it is there by what was known then. Its placebo lends the week in which it began to another deal that was as old
then and had it not: what a model finds after that is how the model errs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from assay.domain.interval import Interval
from assay.patterns.association import Association
from assay.runs.concluding.drivers.weeks import Held
from assay.runs.deal_weeks import DealWeeks
from assay.runs.watching import JUST, Watched, draw_placebo
from assay.stats.always_valid import bound_always
from assay.stats.hazard import HazardFit, fit_hazard
from assay.stats.share import normal_quantile

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: levels are told apart by so many steps from 0 to 1
_STEPS = 20

#: how often beginnings are lent; of many deals each time tells as much as several of few
PLACEBO_DRAWS = 3

#: with so few lost deals on one side a hazard is not fitted at all
_FEWEST = 3

#: an error of a log ratio beyond this says that nothing can be told: the interval would span four powers of ten
_MOST_ERROR = 2.5


@dataclass(frozen=True)
class Presence:
    """Where something was at work. row: (rows,) rows of DealWeeks in which that could be told, in their order.

    level: (rows,) 0 to 1.
    """

    row: Whole
    level: Number


@dataclass(frozen=True)
class Found:
    """What was found of one thing. with_it: ended deals in which it was at work in a week at least.

    lost_with: deals lost in a week in which it was.  plain: the ratio without recent activity.  ending: that of
    ending at all, won or lost.
    """

    association: Association
    plain: Interval | None
    ending: Interval | None
    with_it: int
    lost_with: int
    lost_n: int


def weigh_presence(weeks: DealWeeks, held: Held, presence: Presence, *, draws: int = PLACEBO_DRAWS) -> Found:
    """How many times as often deals are lost in weeks in which it is at work, all that is held equal being so.

    The hazard of losing in a week by a cloglog model with errors clustered by deal. `always` widens the interval so
    that it holds however often the page is looked at, counted in lost deals.  draws: of the placebo; 0 for none.
    """
    watched = _watch(weeks, presence)
    lost_n, lost_with = int(watched.ends.sum()), int((watched.ends & (watched.state == JUST)).sum())
    with_it = len(np.unique(watched.deal[watched.state == JUST]))
    counts = {"deals": lost_with, "others": lost_n - lost_with, "n": watched.deals}
    if min(lost_with, lost_n - lost_with) < _FEWEST:
        nothing = Association(ratio=None, always=None, placebo=None, p=None, log_error=None, **counts)
        return Found(nothing, None, None, with_it, lost_with, lost_n)
    steps = np.rint(presence.level * _STEPS).astype(np.int64)
    active = _fit(held.active, held.pattern[presence.row], steps, watched)
    plain = _fit(held.plain, held.pattern[presence.row], steps, watched)
    any_end = replace(watched, ends=weeks.week[presence.row] == weeks.last_week[watched.deal])
    ending = _fit(held.active, held.pattern[presence.row], steps, any_end, start=active.coefficient)
    p_ending = _test_beside(active, ending, lost_n / max(1, int(any_end.ends.sum())))
    ratio, error = _spread([active], watched), active.error(1)
    placebo = None
    if ratio and draws:
        lent = [
            _fit(held.active, held.pattern[presence.row], steps, watched, drawn.lent > 0, active.coefficient)
            for drawn in draw_placebo(watched, draws=draws)
        ]
        placebo = _spread(lent, watched)
    found = Association(
        ratio=ratio,
        always=_bound_always(active, lost_n) if ratio else None,
        placebo=placebo,
        p=max(p_ending, float(2 * ndtr(-abs(active.coefficient[1]) / error))) if ratio else None,
        p_ending=p_ending if ratio else None,
        log_error=error if ratio else None,
        **counts,
    )
    return Found(found, _spread([plain], watched), _spread([ending], watched), with_it, lost_with, lost_n)


def _watch(weeks: DealWeeks, presence: Presence) -> Watched:
    """The rows as those of an event: it is there from a level of a half on."""
    row, is_on = presence.row, presence.level > 0.5
    deal = weeks.deal[row]
    was_on = np.r_[False, is_on[:-1] & (deal[1:] == deal[:-1])]
    return Watched(
        row=row,
        deal=deal,
        week=weeks.week[row],
        ends=weeks.ends[row],
        weight=weeks.weight[deal],
        state=np.where(is_on, JUST, 0).astype(np.int8),
        lent=np.zeros(len(row), dtype=np.int8),
        begins=is_on & ~was_on,
    )


def _fit(
    design: Number,
    pattern: Whole,
    steps: Whole,
    watched: Watched,
    lent: NDArray[np.bool_] | None = None,
    start: Number | None = None,
) -> HazardFit:
    """The hazard; its first columns are all ones, the level, and where beginnings were lent, whether one was.

    start: coefficients of the same model without what was lent.
    """
    columns = [np.arange(_STEPS + 1) / _STEPS]
    code = pattern * (_STEPS + 1) + steps
    if lent is not None:
        code = code * 2 + lent
    ways = (_STEPS + 1) * (1 if lent is None else 2)
    seen = np.bincount(code, minlength=len(design) * ways) > 0
    kept = np.flatnonzero(seen)
    way = kept % ways
    own = [columns[0][way if lent is None else way // 2]] + ([] if lent is None else [(way % 2).astype(np.float64)])
    told = design[kept // ways]
    full = np.hstack([told[:, :1], np.stack(own, axis=1), told[:, 1:]])
    begin = start if start is None or lent is None else np.r_[start[:2], 0.0, start[2:]]
    deal = np.cumsum(np.diff(watched.deal, prepend=watched.deal[0]) != 0)
    return fit_hazard(full, (np.cumsum(seen) - 1)[code], watched.ends, deal, watched.weight, begin)


def _spread(fits: Sequence[HazardFit], watched: Watched) -> Interval | None:
    """The ratio of the level, or of what was lent, with its interval; of several fits the mean, no surer than one."""
    column = 1 if len(fits) == 1 else 2
    error = float(np.mean([fit.error(column) for fit in fits]))
    if not 0 < error < _MOST_ERROR:
        return None
    mid, z = float(np.mean([fit.coefficient[column] for fit in fits])), normal_quantile(0.95)
    return Interval(exp(mid - z * error), exp(mid), exp(mid + z * error), watched.deals)


def _test_beside(lost: HazardFit, ended: HazardFit, share_lost: float) -> float:
    """p of whether it goes with losing more than with ending at all, two-sided; 1 where it does so the other way.

    What people speak of when a deal is about to end, won or lost, goes with losing in a week and tells nothing of the
    outcome. The fit of all ends is the surer one, so the variance of the difference is that of both (Hausman 1978,
    Econometrica 46:1251); never less than the share of ends that were won leaves of that of the losses.
    """
    apart = float(lost.coefficient[1] - ended.coefficient[1])
    own, common = lost.error(1) ** 2, ended.error(1) ** 2
    variance = max(own - common, own * (1 - share_lost), 1e-12)
    return float(2 * ndtr(-abs(apart) / np.sqrt(variance))) if apart * lost.coefficient[1] > 0 else 1.0


def _bound_always(fit: HazardFit, lost: int) -> tuple[float, float]:
    mid, half = float(fit.coefficient[1]), bound_always(lost) * fit.error(1)
    return exp(mid - half), exp(mid + half)
