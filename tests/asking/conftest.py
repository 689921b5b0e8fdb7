"""A small record with results in a database of its own, filled row by row."""

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

from assay.tables import TABLES
from assay.tables.results import RESULT_TABLES

Put = Callable[..., None]

#: what a column holds unless a test says otherwise
_USUAL: dict[str, Any] = {
    "is_deleted": False,
    "line": 0,
    "status": "held",
    "direction": "unknown",
    "is_automated": False,
}


@pytest.fixture
def base() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    for table in {**TABLES, **RESULT_TABLES}.values():
        columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in table.columns)
        connection.execute(f"CREATE TABLE {table.name} ({columns})")
    yield connection
    connection.close()


@pytest.fixture
def put(base: duckdb.DuckDBPyConnection) -> Put:
    def put_row(table: str, /, **told: Any) -> None:
        names = {column.name for column in {**TABLES, **RESULT_TABLES}[table].columns}
        values = {name: value for name, value in (_USUAL | told).items() if name in names or name in told}
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" for _ in values)
        base.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values()))

    return put_row


@pytest.fixture
def ask(base: duckdb.DuckDBPyConnection) -> Callable[[str], list[tuple[Any, ...]]]:
    return lambda query: base.execute(query).fetchall()
