"""The one way by which what people said here gets into the record: all of it in one commit, or nothing.

What stands in the record already is left alone, so that the same rows handed over twice are written once. A row that
says something else than it did is written anew, with the day on which it was typed. A corrected statement is a row of
its own, and the one it takes the place of is marked as deleted: nothing typed later is ever known earlier.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from assay.asking.finished import INSTANCE, ROWS, SOURCE, Row, list_own
from assay.domain.errors import InputError
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.store.place import Commit
from assay.store.quoting import quote_name
from assay.tables import TABLES
from assay.tables.column import Table

#: rows typed here came from no import and no file
_NO_IMPORT = {"import_run": "0", "file_no": "0", "line": "0", "source_url": "NULL", "custom": "NULL"}


@dataclass(frozen=True)
class Recorded:
    """What became of rows handed over. version: of the record after that, None where nothing was new."""

    version: int | None
    written: int
    unchanged: int


def record_rows(home: Home, rows: Iterable[Row]) -> Recorded:
    """Writes finished rows into the record of `home` in one commit.

    Raises RetryLater while an import or another writer is at work; InputError where a row breaks its table's definition
    or two of one table are called the same.
    """
    handed = _sort_out(rows)
    total = sum(map(len, handed.values()))
    if not total:
        return Recorded(None, 0, 0)
    place = open_place(home.record, TABLES)
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        written = 0
        for kind, some in handed.items():
            written += _put(connection, kind, some)
        superseded = _mark_superseded(connection)
        if not written and not superseded:
            return Recorded(None, 0, total)
        _replace(commit, connection)
        version = commit.publish(note="debriefs")
    return Recorded(version, written, total - written)


def _sort_out(rows: Iterable[Row]) -> dict[type[Row], list[Row]]:
    """The rows by kind, in the order of ROWS. Raises InputError for two of one source id."""
    handed: dict[type[Row], dict[str, Row]] = {kind: {} for kind in ROWS}
    for row in rows:
        some = handed[type(row)]
        if some.setdefault(row.source_id, row) != row:
            raise InputError(
                f"Two rows of {row.table} are called {row.source_id!r}, and differ.", fix="Hand over the newer alone."
            )
    return {kind: list(some.values()) for kind, some in handed.items()}


def _put(connection: duckdb.DuckDBPyConnection, kind: type[Row], rows: Sequence[Row]) -> int:
    """Puts the new and changed rows of a kind into `new_TABLE`; how many there are."""
    table = _table_of(kind)
    own = list_own(kind)
    columns: dict[str, tuple[str, list[Any]]] = {
        "id": ("BIGINT", [row.id for row in rows]),
        "source_id": ("VARCHAR", [row.source_id for row in rows]),
        "known_at": ("BIGINT", [row.known_at for row in rows]),
        "is_deleted": ("BOOLEAN", [row.is_deleted for row in rows]),
        **{name: (table.column(name).sql_type, [getattr(row, name) for row in rows]) for name in own},
    }
    unnested = ", ".join(f"unnest(?::{type_}[]) AS {quote_name(name)}" for name, (type_, _) in columns.items())
    said = " AND ".join(f"h.{quote_name(n)} IS NOT DISTINCT FROM t.{quote_name(n)}" for n in ("is_deleted", *own))
    common = ", ".join(f"{value} AS {name}" for name, value in _NO_IMPORT.items())
    # "first_seen" and not "created": what is typed today does not say that the CRM was read up to today
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE handed_{table.name} AS SELECT unnest(?::BIGINT[]) AS id,"
        " unnest(?::VARCHAR[]) AS source_id, unnest(?::BOOLEAN[]) AS is_deleted",
        [[getattr(row, name) for row in rows] for name in ("id", "source_id", "is_deleted")],
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE new_{table.name} AS SELECT h.*, '{SOURCE}' AS source, '{INSTANCE}' AS instance,"
        f" 'first_seen' AS known_at_basis, {common} FROM (SELECT {unnested}) h"
        f" WHERE NOT EXISTS (SELECT 1 FROM {table.name} t WHERE t.id = h.id AND {said})"
        f" AND NOT (h.is_deleted AND NOT EXISTS (SELECT 1 FROM {table.name} t WHERE t.id = h.id))",
        [values for _, values in columns.values()],
    )
    ((count,),) = connection.execute(f"SELECT count(*) FROM new_{table.name}").fetchall()
    return int(count)


def _mark_superseded(connection: duckdb.DuckDBPyConnection) -> int:
    """Marks earlier versions of statements handed over in `gone_statement`, their codes in `gone_statement_code`."""
    stem = "regexp_replace({0}.source_id, '\\.[0-9]+$', '')"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE gone_statement AS SELECT t.id FROM statement t JOIN handed_statement n"
        f" ON {stem.format('t')} = {stem.format('n')} WHERE t.source = '{SOURCE}' AND t.id <> n.id AND NOT t.is_deleted"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE gone_statement_code AS SELECT c.id FROM statement_code c"
        f" WHERE c.source = '{SOURCE}' AND NOT c.is_deleted AND (c.statement_id IN (SELECT id FROM gone_statement)"
        " OR c.statement_id IN (SELECT id FROM handed_statement WHERE is_deleted))"
        " AND c.id NOT IN (SELECT id FROM handed_statement_code)"
    )
    counts = [connection.execute(f"SELECT count(*) FROM gone_{n}").fetchall()[0][0] for n in _SUPERSEDED]
    return int(sum(counts))


_SUPERSEDED = ("statement", "statement_code")


def _replace(commit: Commit, connection: duckdb.DuckDBPyConnection) -> None:
    """Has the tables that change written whole: what stood, with new rows in place of those of the same id."""
    for kind in ROWS:
        name = _table_of(kind).name
        gone = f"gone_{name}" if name in _SUPERSEDED else ""
        changed = [f"new_{name}", *([gone] if gone else [])]
        if not any(connection.execute(f"SELECT 1 FROM {one} LIMIT 1").fetchall() for one in changed):
            continue
        marked = f"* REPLACE (is_deleted OR id IN (SELECT id FROM {gone}) AS is_deleted)" if gone else "*"
        commit.replace(
            connection,
            name,
            f"SELECT {marked} FROM {name} WHERE id NOT IN (SELECT id FROM new_{name})"
            f" UNION ALL BY NAME SELECT * FROM new_{name}",
        )


def _table_of(kind: type[Row]) -> Table:
    return TABLES[kind.table]
