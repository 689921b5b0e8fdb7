"""A table that is amended keeps its files; which of its rows stand, another table of the place tells."""

from pathlib import Path

import duckdb
import pytest
from deltalake import DeltaTable

from assay.store.folder import FolderPlace
from assay.tables.column import Column, Table

MOMENT = Table(
    "moment", "Moments.", (Column("deal_id", "id", "d"), Column("made_in", "whole", "m")), ("deal_id",), common=False
)
ANSWER = Table(
    "answer",
    "Answers.",
    (Column("deal_id", "id", "d"), Column("answer", "text", "a"), Column("made_in", "whole", "m")),
    ("deal_id",),
    common=False,
    standing=("moment", ("deal_id", "made_in")),
)
TABLES = {"moment": MOMENT, "answer": ANSWER}


@pytest.fixture
def amended(tmp_path: Path) -> FolderPlace:
    return FolderPlace(tmp_path / "place", TABLES)


def write(place: FolderPlace, *, moments: str, answers: str, amend: bool) -> None:
    with duckdb.connect() as connection, place.writing() as commit:
        commit.replace(connection, "moment", f"SELECT * FROM (VALUES {moments}) t(deal_id, made_in)")
        put = commit.amend if amend else commit.replace
        put(connection, "answer", f"SELECT * FROM (VALUES {answers}) t(deal_id, answer, made_in)")
        commit.publish(note="")


def read(place: FolderPlace, version: int | None = None) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        place.attach(connection, version=version)
        return connection.execute("SELECT deal_id, answer FROM answer ORDER BY ALL").fetchall()


def test_superseded_rows_are_not_read(amended: FolderPlace) -> None:
    write(amended, moments="(1, 1), (2, 1)", answers="(1, 'hit', 1), (2, 'hit', 1)", amend=False)
    write(amended, moments="(1, 1), (2, 2)", answers="(2, 'clear', 2)", amend=True)
    assert read(amended) == [(1, "hit"), (2, "clear")]
    assert read(amended, version=1) == [(1, "hit"), (2, "hit")]


def test_rows_of_what_is_gone_are_not_read_though_nothing_was_added(amended: FolderPlace) -> None:
    write(amended, moments="(1, 1), (2, 1)", answers="(1, 'hit', 1), (2, 'hit', 1)", amend=False)
    with duckdb.connect() as connection, amended.writing() as commit:
        commit.replace(connection, "moment", "SELECT 1 AS deal_id, 1 AS made_in")
        commit.amend(connection, "answer", "SELECT 1 AS deal_id, 'hit' AS answer, 1 AS made_in WHERE false")
        commit.publish(note="")
    assert read(amended) == [(1, "hit")]


def test_an_empty_table_can_be_amended(amended: FolderPlace) -> None:
    write(amended, moments="(1, 1)", answers="(1, 'hit', 1)", amend=True)
    assert read(amended) == [(1, "hit")]


def test_an_amendment_that_is_not_published_leaves_the_files_that_stood(amended: FolderPlace, tmp_path: Path) -> None:
    write(amended, moments="(1, 1)", answers="(1, 'hit', 1)", amend=False)
    before = sorted((tmp_path / "place").glob("*/*.parquet"))
    with duckdb.connect() as connection, amended.writing() as commit:
        commit.amend(connection, "answer", "SELECT 1 AS deal_id, 'clear' AS answer, 2 AS made_in")
    assert sorted((tmp_path / "place").glob("*/*.parquet")) == before
    assert read(amended) == [(1, "hit")]


def test_an_amendment_made_twice_in_one_commit_counts_once(amended: FolderPlace) -> None:
    write(amended, moments="(1, 1)", answers="(1, 'hit', 1)", amend=False)
    with duckdb.connect() as connection, amended.writing() as commit:
        commit.replace(connection, "moment", "SELECT 1 AS deal_id, 2 AS made_in")
        for answer in ("unknown", "clear"):
            commit.amend(connection, "answer", f"SELECT 1 AS deal_id, '{answer}' AS answer, 2 AS made_in")
        commit.publish(note="")
    assert read(amended) == [(1, "clear")]


def test_delta_lists_every_file_of_an_amended_table(amended: FolderPlace, tmp_path: Path) -> None:
    write(amended, moments="(1, 1), (2, 1)", answers="(1, 'hit', 1), (2, 'hit', 1)", amend=False)
    write(amended, moments="(1, 1), (2, 2)", answers="(2, 'clear', 2)", amend=True)
    assert len(DeltaTable(str(tmp_path / "place" / "answer")).file_uris()) == 2


def test_files_that_are_too_old_are_not_amended(tmp_path: Path) -> None:
    older = Table("answer", "Answers.", ANSWER.columns[:2], ("deal_id",), common=False)
    with duckdb.connect() as connection, FolderPlace(tmp_path / "place", {"answer": older}).writing() as commit:
        commit.replace(connection, "answer", "SELECT 1 AS deal_id, 'hit' AS answer")
        commit.publish(note="")
    place = FolderPlace(tmp_path / "place", TABLES)
    assert read(place) == [(1, "hit")]
    with (
        duckdb.connect() as connection,
        place.writing() as commit,
        pytest.raises(ValueError, match="written whole"),
    ):
        commit.amend(connection, "answer", "SELECT 1 AS deal_id, 'clear' AS answer, 2 AS made_in")
