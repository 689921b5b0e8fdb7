"""Rows of a made-up history, put into a place as an import would have left them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from assay.sources.clustering import build_clustered
from assay.store import open_place
from assay.tables import CANONICAL, CLUSTERED, TABLES
from assay.tables.column import Table
from bench.truth.columns import Columns, Rows

_SHARED = {
    "source": "'made'",
    "instance": "'main'",
    "source_id": "id::VARCHAR",
    "known_at_basis": "'created'",
    "is_deleted": "false",
    "import_run": "1",
    "file_no": "1",
    "line": "1",
}


def write_record(folder: Path, rows: Rows, seen_at: int) -> None:
    """Commits the rows as the whole content of a new record. seen_at: epoch seconds at which it was imported."""
    with duckdb.connect() as connection:
        for table in CANONICAL:
            put_rows(connection, f"plan_{table.name}", rows.get(table.name, {}))
            connection.execute(f"CREATE TEMP VIEW whole_{table.name} AS {_complete(table, rows.get(table.name, {}))}")
        build_clustered(connection, lambda name: f"whole_{name}")
        with open_place(str(folder), TABLES).writing() as commit:
            for table in CANONICAL:
                commit.replace(connection, table.name, f"SELECT * FROM whole_{table.name}")
            for table in CLUSTERED:
                commit.replace(connection, table.name, f"SELECT * FROM {table.name}")
            commit.replace(
                connection,
                "import_run",
                f"SELECT 1 AS import_run, {seen_at} AS made_at, 0 AS rows_read, 0 AS landed, 0 AS unchanged,"
                " 0 AS merged, 0 AS rejected",
            )
            commit.publish(note="made up")


def put_rows(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Any]) -> None:
    """A table of the connection from columns; what is masked becomes null. Nothing for no columns."""
    if not columns:
        return
    arrays = {}
    for column, values in columns.items():
        hidden = np.ma.getmaskarray(values)
        arrays[column] = pa.array(np.ma.getdata(values), mask=hidden if hidden.any() else None)
    connection.register("incoming_rows", pa.table(arrays))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM incoming_rows")
    connection.unregister("incoming_rows")


def _complete(table: Table, columns: Columns) -> str:
    if not columns:
        return "SELECT " + ", ".join(f"NULL::{c.sql_type} AS {c.name}" for c in table.columns) + " WHERE false"
    told = [
        f"{column.name if column.name in columns else _SHARED.get(column.name, 'NULL')}::{column.sql_type}"
        f" AS {column.name}"
        for column in table.columns
    ]
    return f"SELECT {', '.join(told)} FROM plan_{table.name}"
