"""Writes what goes with each practice, and each saying beside the record's own figure."""

from collections.abc import Iterator
from typing import Any

from assay.domain.interval import Interval
from assay.patterns.practices.judging import CLAIM_ROWS, CLAIM_SELLERS, Judged, judge_practices
from assay.patterns.practices.sayings import (
    SAID,
    Held,
    count_short,
    hold_saying,
    tell_mean,
    tell_relative,
    tell_share,
)
from assay.runs.concluding.part import Work
from assay.runs.concluding.practices.using import read_asked, read_wins
from assay.stats.within_units import WithinUnits, compare_in_units
from assay.tables.column import Table
from assay.tables.concluded.practice import PRACTICE, PRACTICES, SAYING

_TYPES = {"text": "string", "number": "float64", "whole": "int64"}

#: people on record with a part in the decision, of each deal of which any is
_PEOPLE = """
SELECT count(DISTINCT p.person_id) FROM deal_person p
WHERE p.person_id IS NOT NULL AND NOT p.is_deleted AND p.known_at <= {known_by:d}
    AND p.role IN ('decision_maker', 'economic_buyer', 'champion', 'influencer', 'evaluator', 'blocker',
                   'procurement', 'legal')
GROUP BY p.deal_id ORDER BY p.deal_id"""

#: open deals that were called in a play, by what was said there, and when the call was
_CALLED = """
SELECT deal_id, min(occurred_at) FROM statement
WHERE origin = 'play' AND NOT is_deleted AND known_at <= {known_by:d} AND occurred_at <= {as_of:d} GROUP BY deal_id"""
_ENDED = "SELECT deal_id, closed_at, outcome = 'won' FROM moment WHERE outcome IN ('won', 'lost', 'no_decision')"


def make_practices(work: Work) -> None:
    """Writes both tables; figures are empty where they cannot be told."""
    rows = {"announce": read_asked(work), **read_wins(work)}
    found = {name: compare_in_units(*(vars(rows[name])[key] for key in ("seller", "period", "done", "hit")))
             for name in PRACTICES}  # fmt: skip
    asked = {name: len(rows[name].seller) for name in PRACTICES}
    judged = judge_practices([found[name] for name in PRACTICES], [asked[name] for name in PRACTICES])
    _put(work, PRACTICE, [
        (name, "agreed" if name == "announce" else "won", asked[name], *_lay(found[name], one))
        for name, one in zip(PRACTICES, judged, strict=True)
    ])  # fmt: skip
    guide = judged[PRACTICES.index("guide")]
    held = [_lay_saying(one) for one in _hold_sayings(work, found["guide"], guide)]
    _put(work, SAYING, held)


def _lay(found: WithinUnits, judged: Judged) -> tuple[Any, ...]:
    low, high = judged.always or (None, None)
    n = found.done + found.other
    kinds = (n, found.done, found.other, found.units)
    return *kinds, *_spread(found.difference), low, high, found.p, judged.q, judged.verdict, judged.more


def _spread(own: Interval | None) -> tuple[float | None, float | None, float | None]:
    return (own.mid, own.low, own.high) if own else (None, None, None)


def _lay_saying(one: Held) -> tuple[Any, ...]:
    return one.saying, *SAID[one.saying], *_spread(one.own), one.n, one.verdict, one.more


def _hold_sayings(work: Work, guide: WithinUnits, judged: Judged) -> Iterator[Held]:
    is_enough = guide.units >= CLAIM_SELLERS and min(guide.done, guide.other) >= CLAIM_ROWS
    own = tell_relative(guide, is_enough=is_enough)
    yield hold_saying("guide_wins", own, guide.done + guide.other, judged.more)
    yield _hold_found(work, "reps_know", "truth_gap WHERE what = 'rep'")
    yield _hold_found(work, "indifference", "loss_split WHERE outcome = '' AND kind = 'neglect' AND basis = 'audited'")
    ended = {deal: (at, won) for deal, at, won in work.gathering.rows(_ENDED)}
    people = [int(row[0]) for row in work.gathering.engine.rows(_PEOPLE.format(known_by=work.clock.known_by))]
    yield hold_saying("people_decide", tell_mean(people), len(people), count_short(len(people)))
    clock = work.clock
    calls = work.gathering.engine.rows(_CALLED.format(known_by=clock.known_by, as_of=clock.as_of))
    won = [ended[deal][1] for deal, at in calls if deal in ended and ended[deal][0] > at]
    yield hold_saying("called_close", tell_share(sum(won), len(won)), len(won), count_short(len(won)))


def _hold_found(work: Work, saying: str, where: str) -> Held:
    """From what another part found: shares by audits of losses."""
    rows = work.gathering.rows(f"SELECT low, estimate, high, rests_on FROM new_{where}")
    if not rows:
        return hold_saying(saying, None, 0)
    low, mid, high, n = rows[0]
    return hold_saying(saying, Interval(low, mid, high, n), n)


def _put(work: Work, table: Table, rows: list[tuple[Any, ...]]) -> None:
    schema = {column.name: _TYPES[column.type] for column in table.columns}
    work.gathering.local.put(f"new_{table.name}", schema, rows)
