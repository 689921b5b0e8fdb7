"""Who used which practice when, as known by the run's moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.runs.concluding.part import Work

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]

DAY = 86_400
#: a deal counts as won if it is within so many days of its opening; only deals opened as long ago are asked about
FOLLOWED = 180 * DAY

#: announced on the open deal: what is said once the outcome is known is no announcement
ASKED = """
WITH told AS (
    SELECT deal_id, min(announced_at) AS announced_at FROM debrief
    WHERE announced_at IS NOT NULL AND NOT is_deleted AND known_at <= {known_by:d} GROUP BY deal_id)
SELECT coalesce(b.by_whom, d.owner_id) AS seller, b.asked_at,
    coalesce(told.announced_at < b.asked_at AND told.announced_at < coalesce(d.closed_at, b.asked_at), false) AS done,
    b.answer = 'agreed' AS agreed, b.deal_id
FROM debrief b JOIN deal d ON d.id = b.deal_id LEFT JOIN told ON told.deal_id = b.deal_id
WHERE b.kind = 'buyer' AND b.asked_at IS NOT NULL AND b.answer IS NOT NULL AND NOT b.is_deleted
    AND b.known_at <= {known_by:d} AND b.asked_at <= {as_of:d} AND coalesce(b.by_whom, d.owner_id) IS NOT NULL
ORDER BY b.asked_at, b.deal_id, b.id"""

HELD = """
SELECT coalesce(b.by_whom, d.owner_id) AS seller, b.held_at, b.kind, coalesce(b.guide, '') <> '' AS has_guide
FROM debrief b JOIN deal d ON d.id = b.deal_id
WHERE b.kind IN ('buyer', 'self') AND b.held_at IS NOT NULL AND b.held_at <= {as_of:d} AND NOT b.is_deleted
    AND b.known_at <= {known_by:d} AND coalesce(b.by_whom, d.owner_id) IS NOT NULL"""

OPENED = """
SELECT id, owner_id, opened_at FROM deal
WHERE opened_at IS NOT NULL AND owner_id IS NOT NULL AND NOT is_deleted AND opened_at <= {as_of:d} - {followed:d}
ORDER BY id"""


@dataclass(frozen=True)
class Rows:
    """What is compared, (rows,) each: seller, half-year, whether with the practice, whether with the outcome."""

    seller: Whole
    period: Whole
    done: Flag
    hit: Flag


def read_asked(work: Work) -> Rows:
    """Buyers who were asked for a debrief and whose answer is known, each deal once, as it was first asked."""
    seen: set[int] = set()
    rows = []
    for seller, at, done, agreed, deal in _ask(work, ASKED):
        if deal not in seen:
            seen.add(deal)
            rows.append((seller, at, done, agreed))
    return _lay(rows)


def read_wins(work: Work) -> dict[str, Rows]:
    """By practice: deals followed for FOLLOWED, with it where the seller had used it before the deal was opened.

    A debrief of a deal comes after its outcome. So what is asked is how later deals of the same seller end; the deal
    that was debriefed was opened before, and counts among those without.
    """
    first: dict[tuple[str, int], int] = {}
    for seller, at, kind, has_guide in _ask(work, HELD):
        used = ("self_analysis",) if kind == "self" else ("debrief", "guide") if has_guide else ("debrief",)
        for practice in used:
            first[practice, seller] = min(at, first.get((practice, seller), at))
    ended = dict(
        work.gathering.rows("SELECT deal_id, closed_at FROM moment WHERE outcome = 'won' AND closed_at IS NOT NULL")
    )
    known = {row[0] for row in work.gathering.rows("SELECT deal_id FROM moment")}
    deals = [deal for deal in _ask(work, OPENED) if deal[0] in known]
    never = work.clock.as_of + 1
    return {
        practice: _lay(
            [
                (seller, at, at > first.get((practice, seller), never), ended.get(deal, never) <= at + FOLLOWED)
                for deal, seller, at in deals
            ]
        )
        for practice in ("guide", "debrief", "self_analysis")
    }


def _ask(work: Work, query: str) -> list[tuple[Any, ...]]:
    clock = work.clock
    return work.gathering.engine.rows(query.format(known_by=clock.known_by, as_of=clock.as_of, followed=FOLLOWED))


def _lay(rows: Sequence[tuple[int, int, bool, bool]]) -> Rows:
    seller, at, done, hit = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Rows(
        np.asarray(seller, dtype=np.int64),
        np.asarray([_find_half(moment) for moment in at], dtype=np.int64),
        np.asarray(done, dtype=bool),
        np.asarray(hit, dtype=bool),
    )


def _find_half(moment: int) -> int:
    day = datetime.fromtimestamp(moment, UTC)
    return day.year * 2 + (day.month > 6)
