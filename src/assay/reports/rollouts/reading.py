"""What a roll-out counts, from the record and the last run: deals with their outcome, and uses of the practice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

from assay.runs.concluding.practices.using import ASKED, FOLLOWED, HELD, OPENED

#: announcements on deals
_ANNOUNCED = """
SELECT coalesce(b.by_whom, d.owner_id) AS seller, min(b.announced_at)
FROM debrief b JOIN deal d ON d.id = b.deal_id
WHERE b.announced_at IS NOT NULL AND b.announced_at <= {as_of:d} AND NOT b.is_deleted
    AND b.known_at <= {known_by:d} AND coalesce(b.by_whom, d.owner_id) IS NOT NULL
GROUP BY b.deal_id, seller"""

_STARTED = """
SELECT owner_id, opened_at FROM deal
WHERE opened_at IS NOT NULL AND owner_id IS NOT NULL AND NOT is_deleted AND opened_at <= {as_of:d}"""


def read_units(connection: duckdb.DuckDBPyConnection, practice: str) -> list[tuple[int, int, bool]]:
    """Seller, moment, and whether with the outcome: buyers first asked who answered, or deals followed for 180 days."""
    if practice == "announce":
        seen: set[int] = set()
        asked = []
        for seller, at, _done, agreed, deal in _ask(connection, ASKED):
            if deal not in seen:
                seen.add(deal)
                asked.append((seller, at, agreed))
        return asked
    ended = dict(_ask(connection, "SELECT deal_id, closed_at FROM moment WHERE outcome = 'won'"))
    known = {row[0] for row in _ask(connection, "SELECT deal_id FROM moment")}
    deals = [deal for deal in _ask(connection, OPENED) if deal[0] in known]
    return [
        (seller, at, ended.get(deal) is not None and ended[deal] <= at + FOLLOWED) for deal, seller, at in deals
    ]  # fmt: skip


def read_started(connection: duckdb.DuckDBPyConnection, practice: str) -> list[tuple[int, int]]:
    """Seller and moment of all that will count, its outcome known or not."""
    if practice == "announce":
        return [(seller, at) for seller, at, _hit in read_units(connection, practice)]
    return _ask(connection, _STARTED)


def read_uses(connection: duckdb.DuckDBPyConnection, practice: str) -> list[tuple[int, int]]:
    """Seller and moment of each use of the practice that is on record."""
    if practice == "announce":
        return _ask(connection, _ANNOUNCED)
    rows = _ask(connection, HELD)
    if practice == "self_analysis":
        return [(seller, at) for seller, at, kind, _guide in rows if kind == "self"]
    return [(s, at) for s, at, kind, guide in rows if kind == "buyer" and (guide or practice == "debrief")]


def find_day(connection: duckdb.DuckDBPyConnection) -> date:
    """The day until which the last run knows."""
    return datetime.fromtimestamp(_find_clock(connection)[0], UTC).date()


def list_before(units: list[tuple[int, int, bool]], until: date) -> list[tuple[int, int, bool]]:
    """Those of the year that ends with the day."""
    since = until - timedelta(days=365)
    return [unit for unit in units if since < datetime.fromtimestamp(unit[1], UTC).date() <= until]


def _find_clock(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    as_of, known_by = connection.execute("SELECT as_of, coalesce(known_by, as_of) FROM run").fetchall()[0]
    return int(as_of), int(known_by)


def _ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    as_of, known_by = _find_clock(connection)
    return connection.execute(query.format(as_of=as_of, known_by=known_by, followed=FOLLOWED)).fetchall()
