"""A record in memory, and staged rows written as a test needs them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import duckdb
import pytest

from assay.domain.key import make_key
from assay.sources.landing.counting import Counts
from assay.sources.landing.files import Files, LandedFile
from assay.sources.landing.landing import land_rows
from assay.sources.staging import create_staging
from assay.store.duckdb_engine import open_connection
from assay.tables import TABLES

Row = dict[str, Any]
DAY = 86_400
#: 2025-01-01T00:00:00Z
NEW_YEAR = 1_735_689_600


def key(table: str, source_id: str) -> int:
    return make_key("crm", "main", table, source_id)


class Record:
    """Files are staged one after the other, then landed together; what they make is the record for the next ones."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.import_run = 0
        self.files: list[LandedFile] = []
        for table in TABLES.values():
            columns = ", ".join(f"{column.name} {column.sql_type}" for column in table.columns)
            connection.execute(f"CREATE TABLE {table.name} ({columns})")
        create_staging(connection)

    def stage(self, table: str, *rows: Row | None, seen_at: int = NEW_YEAR, primary: bool = True) -> None:
        """A file of rows of one table, which speaks of every column that one of its rows has; None: a rejected row."""
        first = 1 + sum(file.rows for file in self.files)
        self.files.append(LandedFile(len(self.files) + 1, first, len(rows), seen_at))
        for number, row in enumerate(rows, first):
            if row is None:
                self.connection.execute("INSERT INTO reject (row) VALUES (?)", [number])
            else:
                self._stage_row(table, row, number, seen_at, primary)
        spoken = {column for row in rows for column in row or ()}
        for column in spoken & set(TABLES[table].names) if primary else ():
            self.connection.execute(
                "INSERT INTO land_provides VALUES (?, ?, ?, ?)", [table, column, first, first + len(rows) - 1]
            )

    def _stage_row(self, table: str, row: Row, number: int, seen_at: int, primary: bool) -> None:
        full = {
            "id": key(table, row["source_id"]),
            "source": "crm",
            "instance": "main",
            "known_at": seen_at,
            "known_at_basis": "file_date",
            "is_deleted": False,
            "line": number + 1,
            "row": number,
            "order_no": number,
            "primary_row": primary,
            **row,
        }
        names, marks = ", ".join(full), ", ".join("?" for _ in full)
        self.connection.execute(f"INSERT INTO land_{table} ({names}) VALUES ({marks})", list(full.values()))

    def add_by_product(self, table: str, row: Row) -> None:
        """A row of another table that the last staged source row makes beside its own."""
        last = self.files[-1]
        self._stage_row(table, row, last.first_row + last.rows - 1, last.seen_at, False)

    def land(self) -> Counts:
        """Land what was staged and take it into the record."""
        self.import_run += 1
        read = sum(file.rows for file in self.files)
        landing = land_rows(self.connection, TABLES, Files(self.files), import_run=self.import_run, read=read)
        for name, relation in landing.draft.changed.items():
            self.connection.execute(f"CREATE TABLE kept_{name} AS SELECT * FROM {relation}")
        changed = set(landing.draft.changed)
        self._forget(changed)
        return landing.counts

    def _forget(self, changed: set[str]) -> None:
        left = self.connection.execute("SELECT table_name, table_type, table_schema FROM information_schema.tables")
        for name, kind, _ in left.fetchall():
            if name not in TABLES and not name.startswith("kept_"):
                self.connection.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} IF EXISTS {name}")
        for name in changed:
            self.connection.execute(f"DROP TABLE IF EXISTS memory.main.{name}")
            self.connection.execute(f"DROP VIEW IF EXISTS temp.{name}")
            self.connection.execute(f"ALTER TABLE kept_{name} RENAME TO {name}")
        self.files = []
        create_staging(self.connection)

    def key(self, table: str, source_id: str) -> int:
        return key(table, source_id)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def value(self, query: str) -> Any:
        ((value,),) = self.rows(query)
        return value


@pytest.fixture
def new_record() -> Iterator[Callable[[], Record]]:
    """Makes empty records, for tests that need several."""
    with ExitStack() as stack:

        def make() -> Record:
            connection = stack.enter_context(open_connection())
            connection.execute("SET threads = 1")
            return Record(connection)

        yield make


@pytest.fixture
def record(new_record: Callable[[], Record]) -> Record:
    return new_record()
