"""The deal-weeks of the run that stands, and what they are held equal by when one thing is asked of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.runs.concluding.part import Work
from assay.runs.dated_events import make_dated
from assay.runs.deal_weeks import DealWeeks, make_weeks
from assay.runs.moments import MOMENT, MOMENT_COLUMNS
from assay.runs.rates import has_values
from assay.runs.week_covariates import build_covariates, join_rare
from assay.tables.results import RESULT_TABLES

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: followed of deals with a dated event, and of those without one; more are drawn from, each standing for several
FOLLOWED = 15_000


@dataclass(frozen=True)
class Held:
    """What deal-weeks are held equal by. pattern: (rows,) which row of the designs holds.

    plain: (patterns, k) age, stage, half-year, size and segment.  active: the same and the buyer's recent activity.
    stage: (rows,) level.
    """

    pattern: Whole
    plain: Number
    active: Number
    stage: Whole


def lay_weeks(work: Work) -> DealWeeks | None:
    """The ended deals of the run week by week, as they were known by its moment.

    Of deals opened so lately that some of their kind are still open only the quick ones have ended; they are left out.
    None where nobody or everybody is lost.
    """
    engine, gathering = work.gathering.engine, work.gathering
    columns = [name for name in MOMENT_COLUMNS if name in RESULT_TABLES["moment"].names]
    rows = gathering.rows(f"SELECT {', '.join(columns)} FROM moment ORDER BY deal_id")
    engine.put(MOMENT, {name: MOMENT_COLUMNS[name] for name in columns}, rows)
    make_dated(engine, work.clock)
    weeks = make_weeks(gathering, work.clock, most_deals=FOLLOWED)
    ((mature,),) = gathering.rows("SELECT max(mature_before) FROM run")
    is_mature = np.ones(len(weeks.opened), bool) if mature is None else weeks.opened < int(mature)
    ended = _keep_deals(weeks, (weeks.died | weeks.won) & is_mature)
    return ended if 0 < ended.ends.sum() < len(ended.deal) else None


def _keep_deals(weeks: DealWeeks, kept: Flag) -> DealWeeks:
    rows, place = kept[weeks.deal], np.cumsum(kept) - 1
    return DealWeeks(
        deal_id=weeks.deal_id[kept],
        opened=weeks.opened[kept],
        end=weeks.end[kept],
        died=weeks.died[kept],
        won=weeks.won[kept],
        weight=weeks.weight[kept],
        size=weeks.size[kept],
        deal=place[weeks.deal[rows]],
        week=weeks.week[rows],
        stage=weeks.stage[rows],
        words=weeks.words[rows],
    )


def hold_equal(work: Work, weeks: DealWeeks) -> Held:
    """The covariates of the deal-weeks, with the segment where it is known of enough of the won and of the lost."""
    found = build_covariates(weeks)
    segment = join_rare(_code_segments(work, weeks)[weeks.deal], weeks.ends)
    count = int(segment.max(initial=0)) + 1
    kept, pattern = np.unique(found.pattern * count + segment, return_inverse=True)
    own = (kept[:, None] % count == np.arange(1, count)[None, :]).astype(np.float64)
    return Held(
        pattern=pattern.astype(np.int64),
        plain=np.hstack([found.plain[kept // count], own]),
        active=np.hstack([found.active[kept // count], own]),
        stage=found.stage,
    )


def _code_segments(work: Work, weeks: DealWeeks) -> Whole:
    told = dict(work.gathering.rows("SELECT deal_id, segment FROM moment WHERE coalesce(segment, '') <> ''"))
    names = np.array([told.get(int(deal), "") for deal in weeks.deal_id], dtype=object)
    ended = weeks.won | weeks.died
    if not ended.any() or not has_values(weeks.won[ended], (names != "")[ended]):
        return np.zeros(len(names), dtype=np.int64)
    return np.unique(names.astype(str), return_inverse=True)[1].astype(np.int64)
