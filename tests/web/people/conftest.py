"""A record with a few sellers and deals, for pages that name them."""

from pathlib import Path

import duckdb
import pytest

from assay.store import open_place
from assay.tables import TABLES
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER

#: a deal of anna's, and one of sara's
ANNA_DEAL, SARA_DEAL = 7001, 7002
#: a seller who is nobody yet, with an address of the north's manager
NORA_SELLER = 103

_SELLERS = f"""(VALUES ({ANNA_SELLER}, 'Anna', 'anna@example.org', 'North'), ({BEN_SELLER}, 'Ben', NULL, 'North'),
  ({NORA_SELLER}, 'Nora', 'Nora@Example.org', 'North'), ({SARA_SELLER}, 'Sara', NULL, 'West'),
  (301, 'Gone', NULL, 'West'), (302, 'Loner', NULL, NULL)) AS s(id, name, email, team)"""
_DEALS = f"""(VALUES ({ANNA_DEAL}, 'Mill - pumps', {ANNA_SELLER}), ({SARA_DEAL}, 'Yard - pumps', {SARA_SELLER}))
  AS d(id, name, owner_id)"""


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: str) -> str:
    """A query that gives every column of the table: those of `rows`, and what the others need."""
    given = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()}
    made = {"source": "'test'", "instance": "'main'", "source_id": "cast(id AS VARCHAR)", "known_at": "0"}
    made |= {
        "known_at_basis": "'assumed'",
        "is_deleted": "false",
        "import_run": "1",
        "file_no": "1",
        "line": "1",
        "outcome": "'open'",
    }
    columns = [column.name for column in TABLES[table].columns]
    wanted = [name if name in given else f"{made.get(name, 'NULL')} AS {name}" for name in columns]
    return f"SELECT {', '.join(wanted)} FROM {rows}"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six sellers and two deals."""
    place = open_place(str(tmp_path / "record"), TABLES)
    with duckdb.connect() as connection, place.writing() as commit:
        for table, rows in (("seller", _SELLERS), ("deal", _DEALS)):
            commit.replace(connection, table, _fill(connection, table, rows))
        commit.publish(note="test")
    monkeypatch.setenv("ASSAY_RECORD", str(tmp_path / "record"))
