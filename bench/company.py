"""A made-up record of any size, written straight into a place. It exists to be counted and timed, not believed."""

import sys
from pathlib import Path

import duckdb

from assay.sources.clustering import build_clustered
from assay.store import open_place
from assay.tables import CANONICAL, CLUSTERED, TABLES
from assay.tables.column import Column, Table

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


def _declare(table: Table, column: Column) -> str:
    default = f" DEFAULT {SHARED[column.name]}" if table.common and column.name in SHARED else ""
    return f"{column.name} {column.sql_type}{default}"


def write_record(folder: Path, deals: int, activities: int = 50) -> None:
    """Writes a record of `deals` deals with `activities` activities each into a new place at `folder`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = folder.parent / f"{folder.name}.duckdb"
    scratch.unlink(missing_ok=True)
    with duckdb.connect(str(scratch)) as connection:
        connection.execute("SET memory_limit = '1500MB'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET VARIABLE deals = {deals}")
        connection.execute(f"SET VARIABLE activities = {activities}")
        for table in CANONICAL:
            connection.execute(f"CREATE TABLE {table.name} ({', '.join(_declare(table, c) for c in table.columns)})")
        connection.execute(PLANS.read_text(encoding="utf-8"))
        _fill_keys(connection)
        build_clustered(connection)
        with open_place(str(folder), TABLES).writing() as commit:
            for table in (*CANONICAL, *CLUSTERED):
                commit.replace(connection, table.name, f"SELECT * FROM {table.name}")
            commit.publish(note="bench")
    scratch.unlink()


def _fill_keys(connection: duckdb.DuckDBPyConnection) -> None:
    for table in CANONICAL:
        connection.execute(f"UPDATE {table.name} SET id = key('{table.name}', source_id)")


if __name__ == "__main__":
    write_record(Path(sys.argv[1]), int(sys.argv[2]))
