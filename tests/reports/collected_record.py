"""Rows of a record and of results, collected by table and opened in an in-memory DuckDB, for tests."""

import json
import tempfile
from datetime import UTC, datetime

import duckdb

from assay.domain.key import make_key
from assay.tables import TABLES
from assay.tables.column import Table
from assay.tables.results import RESULT_TABLES

START = int(datetime(2024, 1, 8, tzinfo=UTC).timestamp())
AS_OF = int(datetime(2025, 12, 19, 23, 59, 59, tzinfo=UTC).timestamp())

Row = dict[str, object]


class Record:
    """Rows collected by table, then written at once."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {name: [] for name in (*TABLES, *RESULT_TABLES)}

    def add(self, table: str, source_id: str, /, **values: object) -> int:
        """Add a canonical row with its common columns; returns its id."""
        key = make_key("invented", "main", table, source_id)
        common = {
            "id": key,
            "source": "invented",
            "instance": "main",
            "source_id": source_id,
            "known_at": START,
            "known_at_basis": "created",
            "is_deleted": False,
            "import_run": 1,
            "file_no": 1,
            "line": len(self.rows[table]) + 2,
        }
        self.rows[table].append(common | values)
        return key

    def put(self, table: str, **values: object) -> None:
        """Add a row of a table without common columns."""
        self.rows[table].append(values)

    def open(self) -> duckdb.DuckDBPyConnection:
        """A connection that holds every table, the ones without rows included."""
        connection = duckdb.connect(":memory:")
        for name, table in (TABLES | RESULT_TABLES).items():
            columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in table.columns)
            connection.execute(f'CREATE TABLE "{name}" ({columns})')
            if self.rows[name]:
                _fill_table(connection, table, self.rows[name])
        return connection


def _fill_table(connection: duckdb.DuckDBPyConnection, table: Table, rows: list[Row]) -> None:
    # one JSON file a table: row by row would take the better part of a test run
    columns = ", ".join(f"'{column.name}': '{column.sql_type}'" for column in table.columns)
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        file.writelines(json.dumps(row, default=str) + "\n" for row in rows)
        file.flush()
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        source = f"read_json('{file.name}', format='newline_delimited', columns={{{columns}}})"
        connection.execute(f'INSERT INTO "{table.name}" SELECT {names} FROM {source}')
