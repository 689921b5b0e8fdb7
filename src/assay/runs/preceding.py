"""Did it precede the loss: a dated event set against deals of the same age and state without it, week by week.

Deals with and without the event are never compared at their close: who lives longer has more time to see it. A deal
counts as lost within the weeks after, its hazard is adjusted, and a placebo with other deals' dates is printed beside
it. See docs/decisions/0011.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from assay.domain.interval import Interval
from assay.domain.spans import DAY
from assay.runs.clock import Clock
from assay.runs.dated_events import DATED, EVENTS, make_dated
from assay.runs.deal_weeks import DealWeeks, make_weeks
from assay.runs.event_matching import Matched, Shares, compare_with_won, match_events
from assay.runs.gathering import Gathering
from assay.runs.watching import EARLIER, JUST, Watched, draw_placebo, watch_event
from assay.runs.week_covariates import Covariates, build_covariates
from assay.stats.hazard import HazardFit, fit_hazard
from assay.stats.share import normal_quantile

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: shares of lost deals at which the days from the event to the end are told
GAPS = (10, 25, 50, 75, 90)

#: an error of a log ratio beyond this says that nothing can be told: the interval would span four powers of ten
_MOST_ERROR = 2.5

_DATED_TYPES = {
    "event": "string",
    **dict.fromkeys(("deal_id", "happened_at", "watched_from", "entered_at"), "int64"),
}


@dataclass(frozen=True)
class Preceding:
    """What was found of one event; None where it cannot be told.

    lost, won: deals followed, with the event and in all.  hazard: adjusted, with recent activity; plain: without.
    gaps: days from the event to the end of lost deals, at the shares of GAPS.
    """

    event: str
    lost_with: int
    lost_n: int
    won_with: int
    won_n: int
    lost_after: int
    shares: Shares
    matched: Matched
    hazard: Interval | None
    plain: Interval | None
    placebo: Interval | None
    p: float | None
    gaps: tuple[float, ...]


def weigh_events(gathering: Gathering, clock: Clock) -> list[Preceding]:
    """Every event of EVENTS, asked of the run's deals. Needs run_moment in the engine."""
    make_dated(gathering.engine, clock)
    weeks = make_weeks(gathering, clock)
    if not 0 < weeks.ends.sum() < len(weeks.deal):
        return [_find_nothing(event.name, weeks) for event in EVENTS]
    dated, covariates = read_dated(gathering, weeks), build_covariates(weeks)
    return [weigh_event(event.name, weeks, covariates, *dated[event.name], clock.as_of) for event in EVENTS]


def weigh_event(
    name: str, weeks: DealWeeks, covariates: Covariates, happened: Number, since: Number, as_of: int
) -> Preceding:
    """One event.  happened: (deals,) when it first did, nan for never.  since: (deals,) from when it could be seen.

    Both epoch seconds; `since` is infinite where nobody could have seen it.
    """
    watched = watch_event(weeks, happened, since)
    if not len(watched.row):
        return _find_nothing(name, weeks)
    hazard = plain = placebo = p = None
    if 0 < watched.lost_after < watched.ends.sum():
        fit = _fit_event(covariates.active, covariates, watched)
        hazard, p = _spread([fit], watched), _test(fit)
        plain = _spread([_fit_event(covariates.plain, covariates, watched)], watched)
        placebo = _spread([_fit_lent(covariates, drawn, fit) for drawn in draw_placebo(watched)], watched)
    followed = np.unique(watched.deal)
    had = happened[followed] <= weeks.end[followed]  # false where it never happened
    died, won = weeks.died[followed], weeks.won[followed]
    gaps = (weeks.end[followed] - happened[followed])[had & died] / DAY
    return Preceding(
        event=name,
        lost_with=int((had & died).sum()),
        lost_n=int(died.sum()),
        won_with=int((had & won).sum()),
        won_n=int(won.sum()),
        lost_after=watched.lost_after,
        shares=compare_with_won(weeks, watched),
        matched=match_events(weeks, covariates, watched, as_of),
        hazard=hazard,
        plain=plain,
        placebo=placebo,
        p=p,
        gaps=tuple(float(days) for days in np.quantile(gaps, np.array(GAPS) / 100)) if len(gaps) else (),
    )


def _find_nothing(name: str, weeks: DealWeeks) -> Preceding:
    return Preceding(
        event=name,
        lost_with=0,
        lost_n=0,
        won_with=0,
        won_n=0,
        lost_after=0,
        shares=Shares(None, None),
        matched=Matched(0, 0, None, None, None, None),
        hazard=None,
        plain=None,
        placebo=None,
        p=None,
        gaps=(),
    )


def read_dated(gathering: Gathering, weeks: DealWeeks) -> dict[str, tuple[Number, Number]]:
    """Of each event: when it first happened to each deal after its opening, and from when it could have been seen.

    What a source with a clock of its own was told only after the deal's end is no event before it.
    """
    gathering.fetch(DATED, _DATED_TYPES)
    rows = gathering.rows(
        f"""SELECT event, place, min(d.happened_at) FILTER (d.happened_at >= f.opened_at
                AND coalesce(d.entered_at, f.end_at) <= f.end_at) AS happened,
            min(coalesce(d.watched_from, f.opened_at))
                FILTER (coalesce(d.happened_at, f.end_at) >= f.opened_at) AS since
        FROM {DATED} AS d JOIN run_followed AS f ON f.deal_id = d.deal_id GROUP BY 1, 2"""
    )
    found = {}
    for event in EVENTS:
        happened = np.full(len(weeks.opened), np.nan)
        since = np.full(len(weeks.opened), np.inf) if event.must_be_watched else weeks.opened.astype(np.float64)
        for _, place, at, seen_from in (row for row in rows if row[0] == event.name):
            happened[place] = np.nan if at is None else at
            if event.must_be_watched:
                since[place] = np.inf if seen_from is None else seen_from
        found[event.name] = (happened, since)
    return found


def _fit_event(design: Number, covariates: Covariates, watched: Watched) -> HazardFit:
    """The hazard with the event as the last column."""
    return _fit(design, covariates, watched, ((watched.state, EARLIER), (watched.state, JUST)))


def _fit_lent(covariates: Covariates, watched: Watched, own: HazardFit) -> HazardFit:
    """The hazard with a date that is another deal's as the last column, the deal's own event held equal."""
    flags = ((watched.state, EARLIER), (watched.state, JUST), (watched.lent, EARLIER), (watched.lent, JUST))
    return _fit(covariates.active, covariates, watched, flags, start=np.r_[own.coefficient, 0.0, 0.0])


def _fit(
    design: Number,
    covariates: Covariates,
    watched: Watched,
    flags: Iterable[tuple[NDArray[np.int8], int]],
    start: Number | None = None,
) -> HazardFit:
    states = np.stack([state == level for state, level in flags], axis=1)
    bits = states @ (1 << np.arange(states.shape[1]))
    code = (covariates.pattern[watched.row] << states.shape[1]) + bits
    seen = np.bincount(code, minlength=len(design) << states.shape[1]) > 0
    kept = np.flatnonzero(seen)
    place = np.cumsum(seen) - 1
    own = (kept[:, None] >> np.arange(states.shape[1])[None, :]) & 1
    full = np.hstack([design[kept >> states.shape[1]], own.astype(np.float64)])
    deal = np.cumsum(np.diff(watched.deal, prepend=watched.deal[0]) != 0)
    return fit_hazard(full, place[code], watched.ends, deal, watched.weight, start)


def _spread(fits: list[HazardFit], watched: Watched, *, level: float = 0.95) -> Interval | None:
    """The hazard ratio of the last column with its interval; of several fits the mean, no surer than one of them."""
    logs = np.array([fit.coefficient[-1] for fit in fits])
    error = float(np.mean([fit.error(-1) for fit in fits]))
    if not 0 < error < _MOST_ERROR:
        return None
    mid, z = float(logs.mean()), normal_quantile(level)
    return Interval(exp(mid - z * error), exp(mid), exp(mid + z * error), watched.deals, level)


def _test(fit: HazardFit) -> float | None:
    """Two-sided, against a hazard ratio of 1."""
    error = fit.error(-1)
    return float(2 * ndtr(-abs(fit.coefficient[-1]) / error)) if 0 < error < _MOST_ERROR else None
