"""Two small tables and a connection, for every test of the store."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from assay.store.duckdb_engine import open_connection
from assay.store.folder import FolderPlace
from assay.tables.column import Column, Table


@pytest.fixture
def tables() -> dict[str, Table]:
    deal = Table(
        "deal",
        "A deal.",
        (
            Column("id", "id", "key", required=True),
            Column("name", "text", "name"),
            Column("outcome", "text", "outcome", required=True, values=("open", "won", "lost")),
            Column("amount", "money", "amount"),
            Column("opened_on", "day", "day"),
            Column("score", "number", "score"),
            Column("is_deleted", "yes_no", "mark"),
        ),
        common=False,
    )
    event = Table(
        "event",
        "An event of a deal.",
        (Column("deal_id", "id", "the deal", required=True), Column("occurred_at", "time", "when", required=True)),
        sort=("deal_id", "occurred_at"),
        common=False,
    )
    return {"deal": deal, "event": event}


@pytest.fixture
def place(tmp_path: Path, tables: dict[str, Table]) -> FolderPlace:
    return FolderPlace(tmp_path / "record", tables)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    opened = open_connection()
    yield opened
    opened.close()
