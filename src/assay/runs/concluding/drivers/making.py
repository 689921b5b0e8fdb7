"""The part: table driver, one row for each signal and each driver that could be asked about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assay.domain.interval import Interval
from assay.domain.tongue import mark
from assay.patterns.association import count_missing, reach_verdict
from assay.runs.concluding.drivers.driver_weeks import list_drivers
from assay.runs.concluding.drivers.signal_weeks import list_signals
from assay.runs.concluding.drivers.weeks import hold_equal, lay_weeks
from assay.runs.concluding.drivers.weighing import PLACEBO_DRAWS, Found, weigh_presence
from assay.runs.concluding.part import Part, Work
from assay.runs.tried import Question, Tried, adjust_all
from assay.stats.unseen import e_values_of_hazard
from assay.tables.concluded.driver import DRIVER

_IBIS = {"text": "string", "whole": "int64", "number": "float64"}

_TYPES = {column.name: _IBIS[column.type] for column in DRIVER.columns}

#: an open deal in which it is likelier at work now than not
_OPEN = """SELECT kind, name, count(*), count(m.value), sum(m.value) FROM (
    SELECT 'signal' AS kind, signal AS name, deal_id FROM answer WHERE view = 'open' AND answer = 'hit'
    UNION ALL SELECT 'driver', driver, deal_id FROM new_reason WHERE view = 'open' AND p_active > 0.5) AS t
JOIN moment AS m USING (deal_id) GROUP BY ALL"""

#: what else a reader of the same pages is told by a test
_ELSEWHERE = """SELECT 'comparison', signal, p FROM comparison UNION ALL SELECT 'event', event, p FROM precedence"""


@dataclass(frozen=True)
class Stake:
    """Open deals in which something is at work now; those of them with a value, and their value."""

    deals: int = 0
    priced: int = 0
    value: float | None = None


def make_drivers(work: Work) -> None:
    """Table new_driver."""
    found = dict(_weigh(work))
    stakes = {(str(row[0]), str(row[1])): Stake(*row[2:]) for row in work.gathering.rows(_OPEN)}
    tried = _allow_for_all(work, found)
    rows = [_conclude(asked, one, tried, stakes.get(asked, Stake())) for asked, one in found.items()]
    work.gathering.local.put("new_driver", _TYPES, rows)


def _weigh(work: Work) -> Iterator[tuple[Question, Found]]:
    weeks = lay_weeks(work)
    if weeks is None:
        return
    held = hold_equal(work, weeks)
    for kind, listed in (("signal", list_signals(work, weeks)), ("driver", list_drivers(work, weeks))):
        for name, presence in listed:
            work.report(STEP, 0.0)
            yield (kind, name), weigh_presence(weeks, held, presence)


def _allow_for_all(work: Work, found: Mapping[Question, Found]) -> Tried:
    p: dict[Question, float | None] = {asked: one.association.p for asked, one in found.items()}
    return adjust_all(p | {(str(kind), str(name)): value for kind, name, value in work.gathering.rows(_ELSEWHERE)})


def _conclude(asked: Question, found: Found, tried: Tried, stake: Stake) -> tuple[object, ...]:
    one, q = found.association, tried.q[asked]
    verdict, hindrance = reach_verdict(one, q)
    ratio = one.ratio
    strength, at_limit = e_values_of_hazard(ratio) if ratio else (None, None)
    return (
        *asked,
        found.with_it,
        one.n,
        found.lost_with,
        found.lost_n,
        *_spread(ratio),
        *_spread(found.plain),
        *_spread(found.ending),
        *(one.always or (None, None)),
        *_spread(one.placebo),
        PLACEBO_DRAWS if one.placebo else None,
        strength,
        at_limit,
        one.p,
        q,
        tried.asked,
        verdict,
        hindrance,
        count_missing(one, verdict, tried.asked),
        stake.deals,
        stake.priced,
        stake.value,
    )


def _spread(interval: Interval | None) -> tuple[float | None, float | None, float | None]:
    return (interval.mid, interval.low, interval.high) if interval else (None, None, None)


STEP = mark("asking what goes with losing")

DRIVERS = Part("drivers", STEP, (DRIVER,), make_drivers)
