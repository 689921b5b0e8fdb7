"""A folder as a place: what is written comes back, all tables together, at the version asked for."""

import datetime
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from deltalake import DeltaTable

from assay.domain.errors import InputError, RetryLater
from assay.store.folder import FolderPlace
from assay.store.place import Place
from assay.tables.column import Column, Table

DEALS = (
    "SELECT i AS id, 'Deal ' || i AS name, 'won' AS outcome, 1.5 AS amount, DATE '2025-03-01' AS opened_on, "
    "0.5 AS score, false AS is_deleted FROM range({n}) t(i)"
)
EVENTS = "SELECT i % 7 AS deal_id, 1000 - i AS occurred_at FROM range({n}) t(i)"


def commit_rows(place: Place, connection: duckdb.DuckDBPyConnection, n: int, note: str = "") -> int:
    """Replace both tables, with n rows each."""
    with place.writing() as commit:
        commit.replace(connection, "deal", DEALS.format(n=n))
        commit.replace(connection, "event", EVENTS.format(n=n))
        return commit.publish(note=note)


def count_rows(place: Place, version: int | None = None) -> tuple[int, int]:
    engine = place.engine(version=version)
    try:
        return tuple(engine.rows("SELECT (SELECT count(*) FROM deal), (SELECT count(*) FROM event)")[0])
    finally:
        engine.close()


def test_rows_come_back_with_their_types(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 1)
    engine = place.engine()
    assert engine.rows("SELECT * FROM deal") == [
        (0, "Deal 0", "won", Decimal("1.5000"), datetime.date(2025, 3, 1), 0.5, False)
    ]
    engine.close()


def test_a_place_never_written_has_version_0_and_typed_empty_tables(place: FolderPlace) -> None:
    engine = place.engine()
    assert place.version() == 0
    assert engine.rows("SELECT typeof(amount) FROM deal UNION ALL SELECT 'none' FROM deal") == []
    assert [row[1] for row in engine.rows("DESCRIBE deal")][3:5] == ["DECIMAL(18,4)", "DATE"]
    engine.close()


def test_reading_a_place_never_written_makes_no_folder(place: FolderPlace) -> None:
    place.engine().close()
    assert not place.root.exists()


def test_rows_lie_in_the_order_of_the_table(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 500)
    (file,) = (place.root / "event").glob("*.parquet")
    rows = connection.execute(
        "SELECT deal_id, occurred_at FROM read_parquet(?, file_row_number = true) ORDER BY file_row_number", [str(file)]
    ).fetchall()
    assert rows == sorted(rows)
    assert len(rows) == 500


def test_nothing_is_seen_before_it_is_published(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 3)
    with place.writing() as commit:
        commit.replace(connection, "deal", DEALS.format(n=9))
        assert count_rows(place) == (3, 3)
        commit.publish(note="")
    assert count_rows(place) == (9, 3)


def test_a_commit_that_is_not_published_leaves_no_file(
    place: FolderPlace, connection: duckdb.DuckDBPyConnection
) -> None:
    commit_rows(place, connection, 3)
    before = sorted(place.root.rglob("*.parquet"))
    with place.writing() as commit:
        commit.replace(connection, "deal", DEALS.format(n=9))
        commit.replace(connection, "deal", DEALS.format(n=8))
    assert sorted(place.root.rglob("*.parquet")) == before
    assert place.version() == 1


def test_a_table_not_replaced_keeps_its_rows(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 3)
    with place.writing() as commit:
        commit.replace(connection, "event", EVENTS.format(n=5))
        assert commit.publish(note="") == 2
    assert count_rows(place) == (3, 5)


def test_a_table_can_become_empty_and_full_again(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    counts = []
    for n in (0, 4, 0):
        commit_rows(place, connection, n)
        counts.append(count_rows(place))
    assert counts == [(0, 0), (4, 4), (0, 0)]


def test_an_earlier_version_can_be_opened(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    for n in (1, 2, 3):
        commit_rows(place, connection, n)
    assert [count_rows(place, version) for version in (1, 2, 3)] == [(1, 1), (2, 2), (3, 3)]


def test_a_version_that_never_was_is_refused(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 1)
    with pytest.raises(InputError, match="does not keep version 7; it keeps 1"):
        place.engine(version=7)


def test_a_version_is_found_by_its_note_the_newest_first(
    place: FolderPlace, connection: duckdb.DuckDBPyConnection
) -> None:
    for note in ("run a", "run b", "run a"):
        commit_rows(place, connection, 1, note)
    assert (place.find("run a"), place.find("run b"), place.find("run c")) == (3, 2, None)


def test_delta_readers_see_what_the_manifest_says(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    for n in (3, 4):
        commit_rows(place, connection, n)
    delta = DeltaTable(str(place.root / "deal"))
    rows = connection.execute("SELECT count(*) FROM read_parquet(?)", [delta.file_uris()]).fetchall()
    assert rows == [(4,)]
    assert [field.name for field in delta.schema().fields] == list(place.tables["deal"].names)


def test_a_reader_keeps_its_version_while_another_is_published(
    place: FolderPlace, connection: duckdb.DuckDBPyConnection
) -> None:
    commit_rows(place, connection, 3)
    engine = place.engine()
    commit_rows(place, connection, 30)
    assert engine.rows("SELECT count(*) FROM deal") == [(3,)]
    engine.close()


def test_a_reader_opens_while_somebody_writes(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 3)
    with place.writing():
        assert count_rows(place) == (3, 3)


def test_a_second_writer_is_told_who_writes(place: FolderPlace) -> None:
    with place.writing(), pytest.raises(RetryLater, match=f"process {os.getpid()} since 20"), place.writing():
        pass


def test_a_column_that_came_later_is_null_in_older_files(
    place: FolderPlace, connection: duckdb.DuckDBPyConnection
) -> None:
    commit_rows(place, connection, 2)
    event = place.tables["event"]
    grown = Table("event", event.about, (*event.own, Column("kind", "text", "kind")), sort=event.sort, common=False)
    engine = FolderPlace(place.root, {**place.tables, "event": grown}).engine()
    assert engine.rows("SELECT kind, count(deal_id) FROM event GROUP BY 1") == [(None, 2)]
    engine.close()


def test_a_missing_file_is_named(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 2)
    for file in (place.root / "event").glob("*.parquet"):
        file.unlink()
    with pytest.raises(InputError, match=r"\.parquet is missing, which version 1 needs"):
        place.engine()


def test_a_damaged_manifest_is_refused_with_the_way_out(
    place: FolderPlace, connection: duckdb.DuckDBPyConnection
) -> None:
    commit_rows(place, connection, 2)
    manifest = place.root / "manifest.json"
    manifest.write_text(manifest.read_text()[:50])
    with pytest.raises(InputError, match="manifest.json is damaged") as caught:
        place.version()
    assert "manifests" in caught.value.fix
    (place.root / "manifest.json").write_text((place.root / "manifests" / "1.json").read_text())
    assert count_rows(place) == (2, 2)


def test_a_folder_of_something_else_is_refused(tmp_path: Path, tables: dict[str, Table]) -> None:
    (tmp_path / "letter.txt").write_text("Dear buyer")
    with pytest.raises(InputError, match="nothing that Assay wrote"):
        FolderPlace(tmp_path, tables)


def test_the_results_are_not_taken_for_the_record(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 1)
    run = Table("run", "A run.", (Column("run_id", "text", "id"),), sort=("run_id",), common=False)
    with pytest.raises(InputError, match="holds the tables deal, event; expected such as run"):
        FolderPlace(place.root, {"run": run})


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, tables: dict[str, Table]) -> None:
    (tmp_path / "record").write_text("")
    with pytest.raises(InputError, match="cannot be used as a folder"):
        FolderPlace(tmp_path / "record", tables)


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[None]:
    """Root may do everything; the rights of others show only to others."""
    if os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder.name.startswith("pytest-"):
            folder.chmod(0o755)
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_folder_that_may_not_be_read_is_refused(
    tmp_path: Path, tables: dict[str, Table], request: pytest.FixtureRequest
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    request.getfixturevalue("as_nobody")
    with pytest.raises(InputError, match="Permission denied"):
        FolderPlace(closed, tables)


def test_a_folder_that_may_not_be_written_is_refused(
    tmp_path: Path, tables: dict[str, Table], request: pytest.FixtureRequest
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    request.getfixturevalue("as_nobody")
    with pytest.raises(InputError, match="Permission denied"), FolderPlace(closed, tables).writing():
        pass


def test_a_commit_that_forgets_leaves_no_earlier_version_and_no_file_of_it(
    place: FolderPlace, connection: duckdb.DuckDBPyConnection
) -> None:
    commit_rows(place, connection, 3)
    commit_rows(place, connection, 4)
    with place.writing() as commit:
        commit.replace(connection, "deal", DEALS.format(n=5))
        commit.forget_earlier()
        commit.publish(note="erasure")
    assert count_rows(place) == (5, 4)
    assert len(list(place.root.glob("*/*.parquet"))) == 2
    with pytest.raises(InputError, match="does not keep version 2"):
        place.engine(version=2)
    commit_rows(place, connection, 6)
    assert count_rows(place, version=3) == (5, 4)
