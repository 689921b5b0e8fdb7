"""A made-up record of any size, written straight into a place. It exists to be counted and timed, not believed."""

import sys
from pathlib import Path

import duckdb

from assay.sources.clustering import build_clustered
from assay.store import open_place
from assay.store.place import Commit
from assay.tables import CANONICAL, CLUSTERED, TABLES
from assay.tables.column import Table

PLANS = Path(__file__).with_name("company.sql")

#: columns that every row shares, so that the plans need not repeat them
SHARED = {
    "source": "'bench'",
    "instance": "'main'",
    "known_at_basis": "'created'",
    "is_deleted": "false",
    "import_run": "1",
    "file_no": "1",
}

#: activities of a part: what the joins of the clustered tables hold in memory at once
PART = 2_000_000

#: ids lie between 0 and this
_KEYS = 2**63


def write_record(folder: Path, deals: int, activities: int = 50) -> None:
    """Writes a record of `deals` deals with `activities` activities each into a new place at `folder`.

    Memory stays bounded at any size: the clustered tables are made of a part of the deals at a time, the others are
    written as they are drawn.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = folder.parent / f"{folder.name}.duckdb"
    scratch.unlink(missing_ok=True)
    with duckdb.connect(str(scratch)) as connection:
        connection.execute("SET memory_limit = '4GB'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET VARIABLE deals = {deals}")
        connection.execute(f"SET VARIABLE activities = {activities}")
        connection.execute(PLANS.read_text(encoding="utf-8"))
        _choose_part(connection, 0, 1)
        for table in CANONICAL:
            connection.execute(f"CREATE VIEW whole_{table.name} AS {_complete_rows(connection, table)}")
        with open_place(str(folder), TABLES).writing() as commit:
            # first, while the disk is empty: they are sorted there
            _write_clustered(connection, commit, scratch, parts=-(-deals * activities // PART))
            for table in CANONICAL:
                commit.replace(connection, table.name, f"SELECT * FROM whole_{table.name}")
            commit.publish(note="bench")
    scratch.unlink()


def _choose_part(connection: duckdb.DuckDBPyConnection, place: int, parts: int) -> None:
    """Has the views tell of one of `parts` ranges of deals alone. Keys are evenly spread, so that these are equal."""
    connection.execute(f"SET VARIABLE low = {_KEYS * place // parts}::BIGINT")
    connection.execute(f"SET VARIABLE high = {_KEYS * (place + 1) // parts - 1}::BIGINT")


def _complete_rows(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """The query for all columns of a table: its plan's, what all rows share, and nothing in the others."""
    plan = f"made_{table.name}"
    found = connection.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [plan]).fetchall()
    if not found:
        return "SELECT " + ", ".join(f"NULL::{c.sql_type} AS {c.name}" for c in table.columns) + " WHERE false"
    told = {name for (name,) in found}
    defaults = {"id": f"key('{table.name}', source_id)", **SHARED}
    columns = [
        column.name
        if column.name in told
        else f"{defaults.get(column.name, 'NULL')}::{column.sql_type} AS {column.name}"
        for column in table.columns
    ]
    return f"SELECT {', '.join(columns)} FROM {plan}"


def _write_clustered(connection: duckdb.DuckDBPyConnection, commit: Commit, scratch: Path, parts: int) -> None:
    connection.execute("CREATE TABLE whole_title AS SELECT id, seniority FROM whole_person")
    connection.execute("CREATE TABLE whole_turn AS SELECT * FROM whole_person_change")
    kept = {"person": "whole_title", "person_change": "whole_turn"}
    for place in range(parts):
        _choose_part(connection, place, parts)
        build_clustered(connection, lambda name: kept.get(name, f"whole_{name}"))
        for table in CLUSTERED:
            file = scratch.with_name(f"{table.name}-{place}.parquet")
            order = ", ".join(table.sort)
            connection.execute(f"COPY (SELECT * FROM {table.name} ORDER BY {order}) TO '{file}' (COMPRESSION zstd)")
    _choose_part(connection, 0, 1)
    for table in CLUSTERED:
        files = [scratch.with_name(f"{table.name}-{place}.parquet") for place in range(parts)]
        commit.replace(connection, table.name, f"SELECT * FROM read_parquet({[str(file) for file in files]})")
        for file in files:
            file.unlink()


if __name__ == "__main__":
    write_record(Path(sys.argv[1]), *map(int, sys.argv[2:]))
