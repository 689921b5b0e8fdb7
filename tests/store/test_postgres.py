"""A schema of PostgreSQL as a place: the same promises as a folder, but for earlier versions."""

import datetime
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from decimal import Decimal

import duckdb
import psycopg
import pytest

from assay.domain.errors import InputError, RetryLater
from assay.store import open_place
from assay.store.place import Place
from assay.store.postgres import PostgresPlace
from assay.store.postgres_session import Session, open_session, run
from assay.tables.column import Column, Table

ROW = (1, 'a "b",\n\\.\n', "won", Decimal("1.5000"), datetime.date(2025, 3, 1), 0.1, True)
DEAL = (
    "SELECT 1 AS id, 'a \"b\",' || chr(10) || '\\.' || chr(10) AS name, 'won' AS outcome, 1.5 AS amount, "
    "DATE '2025-03-01' AS opened_on, 0.1 AS score, true AS is_deleted"
)
EMPTY = "SELECT 2, '', 'lost', NULL, NULL, NULL, NULL"
EVENTS = "SELECT 1 AS deal_id, i AS occurred_at FROM range({n}) t(i)"


@pytest.fixture
def place(postgres_url: str, tables: dict[str, Table]) -> Place:
    opened = open_place(postgres_url, tables)
    assert isinstance(opened, PostgresPlace)
    return opened


def commit_rows(place: Place, connection: duckdb.DuckDBPyConnection, n: int, note: str = "") -> None:
    with place.writing() as commit:
        commit.replace(connection, "deal", f"{DEAL} UNION ALL {EMPTY}")
        commit.replace(connection, "event", EVENTS.format(n=n))
        commit.publish(note=note)


def count_events(place: Place) -> int:
    engine = place.engine()
    try:
        return int(engine.rows("SELECT count(*) FROM event")[0][0])
    finally:
        engine.close()


def test_rows_come_back_from_the_engine(place: Place, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 3)
    engine = place.engine()
    assert engine.rows("SELECT * FROM deal ORDER BY id") == [ROW, (2, "", "lost", None, None, None, None)]
    engine.close()


def test_rows_come_back_into_duckdb_with_their_types(place: Place, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 3)
    place.attach(connection)
    place.attach(connection)  # once more, over what stands there
    assert connection.execute("FROM deal ORDER BY id").fetchall() == [ROW, (2, "", "lost", None, None, None, None)]
    assert [row[1] for row in connection.execute("DESCRIBE deal").fetchall()] == [
        column.sql_type for column in place.tables["deal"].columns
    ]


def test_a_long_text_comes_back_whole(place: Place, connection: duckdb.DuckDBPyConnection) -> None:
    with place.writing() as commit:
        commit.replace(connection, "deal", f"{DEAL.replace(chr(39) + 'a ', 'repeat(chr(233), 3000000) || ' + chr(39))}")
        commit.publish(note="")
    place.attach(connection)
    assert connection.execute("SELECT length(name) > 3000000 FROM deal").fetchall() == [(True,)]


def test_the_character_nul_is_dropped(place: Place, connection: duckdb.DuckDBPyConnection) -> None:
    with place.writing() as commit:
        commit.replace(connection, "deal", f"SELECT * REPLACE ('x' || chr(0) || 'y' AS name) FROM ({DEAL})")
        commit.publish(note="")
    engine = place.engine()
    assert engine.rows("SELECT name FROM deal") == [("xy",)]
    engine.close()


def test_a_place_never_written_has_version_0_and_empty_tables(
    place: Place, connection: duckdb.DuckDBPyConnection
) -> None:
    place.attach(connection)
    assert place.version() == 0
    assert count_events(place) == 0
    assert connection.execute("FROM event").fetchall() == []


def test_tables_become_visible_together(place: Place, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 3, "first")
    with place.writing() as commit:
        commit.replace(connection, "event", EVENTS.format(n=9))
        assert (count_events(place), place.version()) == (3, 1)
        assert commit.publish(note="second") == 2
    assert (count_events(place), place.version(), place.find("second"), place.find("first")) == (9, 2, 2, None)


def test_a_commit_that_is_not_published_changes_nothing(place: Place, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 3)
    with place.writing() as commit:
        commit.replace(connection, "event", EVENTS.format(n=9))
    assert (count_events(place), place.version()) == (3, 1)


def test_a_reader_keeps_its_snapshot_and_holds_up_no_writer(
    place: Place, connection: duckdb.DuckDBPyConnection
) -> None:
    commit_rows(place, connection, 3)
    engine = place.engine()
    commit_rows(place, connection, 9)
    assert engine.rows("SELECT count(*) FROM event") == [(3,)]
    engine.close()
    assert count_events(place) == 9


def test_an_earlier_version_is_refused(place: Place, connection: duckdb.DuckDBPyConnection) -> None:
    for n in (1, 2):
        commit_rows(place, connection, n)
    with pytest.raises(InputError, match="keeps version 2 alone, not version 1"):
        place.engine(version=1)


def test_a_second_writer_is_told_who_writes(place: Place) -> None:
    with (
        place.writing(),
        pytest.raises(RetryLater, match=f"assay process {os.getpid()} on .+ since 20"),
        place.writing(),
    ):
        pass


def test_the_next_writer_need_not_wait_for_the_server_to_notice_that_a_session_ended(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(place.server) as lingering:
        with monkeypatch.context() as patched:
            patched.setattr("assay.store.postgres.open_session", lambda server: nullcontext(lingering))
            with place.writing():
                pass
        with place.writing() as commit:
            assert commit.publish(note="") == 1


def test_a_commit_counts_even_if_the_server_cannot_tidy_up(
    place: Place, connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_vacuum(session: Session, sql: str, parameters: tuple[object, ...] | None = None) -> object:
        if sql.startswith("VACUUM"):
            raise psycopg.errors.InsufficientResources("no room to tidy up")
        return run(session, sql, parameters)

    monkeypatch.setattr("assay.store.postgres_commit.run", refuse_vacuum)
    commit_rows(place, connection, 3)
    assert (place.version(), count_events(place)) == (1, 3)


def test_rows_that_break_the_definition_are_refused(place: Place, connection: duckdb.DuckDBPyConnection) -> None:
    with place.writing() as commit, pytest.raises(ValueError, match="outcome is"):
        commit.replace(connection, "deal", DEAL.replace("won", "gone"))
    assert place.version() == 0


def test_columns_and_tables_that_came_later_are_added(
    place: Place, postgres_url: str, connection: duckdb.DuckDBPyConnection
) -> None:
    commit_rows(place, connection, 2)
    event = place.tables["event"]
    grown = Table("event", event.about, (*event.own, Column("kind", "text", "kind")), sort=event.sort, common=False)
    later = open_place(postgres_url, {**place.tables, "event": grown})
    engine = later.engine()
    assert engine.rows("SELECT kind, count(deal_id) FROM event GROUP BY 1") == [(None, 2)]
    engine.close()
    with later.writing() as commit:
        commit.replace(connection, "event", "SELECT 1 AS deal_id, 2 AS occurred_at, 'demo' AS kind")
        commit.publish(note="")
    engine = later.engine()
    assert engine.rows("SELECT kind FROM event") == [("demo",)]
    engine.close()


def test_sort_columns_are_indexed(place: Place, postgres_server: str, connection: duckdb.DuckDBPyConnection) -> None:
    commit_rows(place, connection, 2)
    with psycopg.connect(postgres_server) as session:
        found = session.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'event_order'").fetchall()
    assert "(deal_id, occurred_at)" in found[0][0]


def test_a_schema_of_something_else_is_refused(
    postgres_url: str, postgres_server: str, tables: dict[str, Table]
) -> None:
    schema = postgres_url.rpartition("=")[2]
    with psycopg.connect(postgres_server) as session:
        session.execute(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.letter (a int)".encode())
    with pytest.raises(InputError, match=r"holds tables \(letter\), but no place_version"):
        open_place(postgres_url, tables)


def test_a_user_without_rights_is_refused(postgres_url: str, postgres_server: str, tables: dict[str, Table]) -> None:
    with psycopg.connect(postgres_server, autocommit=True) as session:
        session.execute("DROP ROLE IF EXISTS guest")
        session.execute("CREATE ROLE guest LOGIN")
    place = open_place(postgres_url.replace("//assay@", "//guest@"), tables)
    with pytest.raises(InputError, match="forbids it: permission denied"), place.writing():
        pass


def test_a_refused_login_is_said_without_the_password(postgres_url: str, tables: dict[str, Table]) -> None:
    with pytest.raises(InputError, match='refuses the connection: .*"stranger" does not exist') as caught:
        open_place(postgres_url.replace("//assay@", "//stranger:sesame@"), tables)
    assert "sesame" not in str(caught.value)


def test_a_server_that_is_away_is_to_be_tried_later(tables: dict[str, Table]) -> None:
    with pytest.raises(RetryLater, match="postgresql://127.0.0.1:1/none does not answer"):
        open_place("postgresql://me:sesame@127.0.0.1:1/none", tables)


def test_a_url_that_postgresql_does_not_take_is_refused(tables: dict[str, Table]) -> None:
    with pytest.raises(InputError, match="no URL that PostgreSQL takes"):
        open_place("postgresql://localhost/none?colour=red", tables)


WRITER = """
import sys
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.tables.column import Column, Table

connection = open_connection()
tables = {n: Table(n, "Rows.", (Column("n", "whole", "n"),), sort=("n",), common=False) for n in ("first", "second")}
place = open_place(sys.argv[1], tables)
with place.writing() as commit:
    commit.replace(connection, "first", "SELECT 2 AS n FROM range(1000)")
    print("half", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def half_written(postgres_url: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", WRITER, postgres_url]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
    assert writer.stdout is not None
    writer.stdout.readline()
    yield writer
    writer.kill()
    writer.communicate()


def test_a_killed_writer_leaves_the_version_before_it(
    half_written: subprocess.Popen[bytes], postgres_url: str, connection: duckdb.DuckDBPyConnection
) -> None:
    tables = {
        n: Table(n, "Rows.", (Column("n", "whole", "n"),), sort=("n",), common=False) for n in ("first", "second")
    }
    place = open_place(postgres_url, tables)
    half_written.kill()
    half_written.wait()
    for _ in range(100):  # the server notices a little later
        try:
            with place.writing() as commit:
                commit.replace(connection, "second", "SELECT 1 AS n")
                commit.publish(note="")
            break
        except RetryLater:
            time.sleep(0.05)
    engine = place.engine()
    assert engine.rows("SELECT (SELECT count(*) FROM first), (SELECT count(*) FROM second)") == [(0, 1)]
    engine.close()
