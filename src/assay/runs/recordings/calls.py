"""Which call of the record a recording belongs to: a call that is there, or a new one of a deal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from assay.domain.errors import InputError
from assay.domain.key import make_key
from assay.sources.deriving.transcripts import read_moment, split_name
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES

#: the system of calls that are known by their recording alone
SOURCE = "assay"
#: how the source id of such a call begins
NEW_CALL = "recording:"
_TELL = "Say which by --activity or --deal."


@dataclass(frozen=True)
class Call:
    """A call as the record holds it or will hold it. occurred_at: epoch seconds.

    deal: (id, source id) of the deal of a new call; None for one that is there.
    """

    id: int
    source: str
    instance: str
    source_id: str
    kind: str
    direction: str
    status: str
    occurred_at: int | None
    recording: str
    deal: tuple[int, str] | None = None


@contextmanager
def open_record(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The record as it stands, to be asked by SQL."""
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        yield connection


def find_activity(connection: duckdb.DuckDBPyConnection, wanted: str) -> Call:
    """The activity of that id, in its source or ours. Raises InputError when there is none, or more than one."""
    rows = _find(connection, "activity", wanted)
    if len(rows) != 1:
        many = f"{len(rows)} activities have" if rows else "no activity has"
        raise InputError(
            f"{many} the id {wanted!r}; one was expected.".capitalize(),
            fix="Take the id as the CRM shows it, or name the deal by --deal.",
        )
    return _read_call(connection, rows[0][0])


def find_deal(connection: duckdb.DuckDBPyConnection, wanted: str) -> tuple[int, str]:
    """(id, source id) of the deal of that id, in its source or ours, or of that name. Raises InputError as above."""
    rows = (
        _find(connection, "deal", wanted)
        or connection.execute(
            "SELECT id, source_id FROM deal WHERE lower(name) = lower(?) AND NOT is_deleted", [wanted.strip()]
        ).fetchall()
    )
    if len(rows) != 1:
        many = f"{len(rows)} deals are" if rows else "no deal is"
        raise InputError(
            f"{many} called {wanted!r}; one was expected.".capitalize(),
            fix="Take the deal's id as the CRM shows it.",
        )
    return int(rows[0][0]), str(rows[0][1])


def find_by_name(connection: duckdb.DuckDBPyConnection, stem: str) -> tuple[str, str]:
    """("activity" or "deal", source id) that a file's name holds. Raises InputError when it holds none."""
    parts = [stem.lower(), *split_name(stem)]
    for table in ("activity", "deal"):
        rows = connection.execute(
            f"SELECT DISTINCT source_id FROM {table} WHERE NOT is_deleted AND lower(source_id) IN "
            "(SELECT unnest(?::VARCHAR[])) ORDER BY length(source_id) DESC LIMIT 2",
            [parts],
        ).fetchall()
        if rows and (len(rows) == 1 or len(rows[0][0]) > len(rows[1][0])):
            return table, str(rows[0][0])
    raise InputError(f"The name {stem!r} holds the id of no call and of no deal.", fix=_TELL)


def make_call(deal: tuple[int, str], sha256: str, name: str, at: datetime | None, made_at: datetime | None) -> Call:
    """A new call of a deal, known by its recording. at: when it was, as somebody said; else told by the file's name,
    else by the file itself. Raises InputError when nothing says when the call was.
    """
    source_id = f"{NEW_CALL}{sha256[:32]}"
    named = read_moment(Path(name).stem)
    told = at or made_at
    moment = named if at is None and named is not None else int(told.timestamp()) if told else None
    if moment is None:
        raise InputError(
            f"Nothing says when the call in {name} was.",
            fix='Say it by --at "2026-03-04 15:00" (UTC), or put the day into the name of the file.',
        )
    key = make_key(SOURCE, "main", "activity", source_id)
    return Call(key, SOURCE, "main", source_id, "call", "unknown", "held", moment, "", deal)


def _find(connection: duckdb.DuckDBPyConnection, table: str, wanted: str) -> list[tuple[Any, ...]]:
    text = wanted.strip()
    query = f"SELECT id, source_id FROM {table} WHERE NOT is_deleted AND "
    found = connection.execute(f"{query} source_id = ?", [text]).fetchall()
    if not found and text.isascii() and text.isdecimal() and len(text) <= 19:
        found = connection.execute(f"{query} id = ?::HUGEINT", [text]).fetchall()
    return found


def _read_call(connection: duckdb.DuckDBPyConnection, key: int) -> Call:
    [row] = connection.execute(
        "SELECT id, source, instance, source_id, kind, direction, status, occurred_at, coalesce(recording, '')"
        " FROM activity WHERE id = ?",
        [key],
    ).fetchall()
    return Call(*row)
