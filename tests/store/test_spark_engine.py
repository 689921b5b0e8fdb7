"""The Spark engine, in this process and over Connect: queries, private tables, the record's files, plain errors."""

import datetime
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
import ibis
import pyspark
import pytest

from assay.domain.errors import InputError, RetryLater
from assay.store import open_engine, open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.store.spark_engine import SparkEngine
from assay.store.spark_session import open_session
from assay.tables.column import Column, Table
from spark_server import SparkUrls


@pytest.fixture(params=["local", "connect"])
def url(request: pytest.FixtureRequest, spark_urls: SparkUrls) -> str:
    return str(getattr(spark_urls, request.param))


@pytest.fixture
def engine(url: str) -> Iterator[SparkEngine]:
    with closing(SparkEngine(open_session(url))) as opened:
        yield opened


def test_values_and_nulls_of_every_type_come_back_as_they_were_put(engine: SparkEngine) -> None:
    schema = {"a": "int64", "b": "string", "c": "boolean", "d": "date", "e": "float64", "f": "decimal(18, 4)"}
    rows = [(2**62, "x\ty\\'é", True, datetime.date(2025, 1, 2), 0.1, Decimal("1.2500")), (None,) * 6]
    engine.put("x", schema, rows)
    engine.make("x", 'SELECT * FROM "x"')
    assert engine.rows("SELECT * FROM x ORDER BY a NULLS LAST") == rows
    assert engine.arrow("SELECT a FROM x WHERE a IS NOT NULL").to_pylist() == [{"a": 2**62}]


def test_parameters_are_bound_and_expressions_compiled(engine: SparkEngine) -> None:
    engine.put("amounts", {"id": "int64", "amount": "float64"}, [(1, 2.0), (2, 3.0)])
    amounts = ibis.table({"id": "int64", "amount": "float64"}, name="amounts")
    engine.make("total", amounts.aggregate(total=amounts.amount.sum()))
    assert engine.rows("SELECT total, ? FROM total", ["it's"]) == [(5.0, "it's")]


def test_a_table_may_be_made_from_the_one_that_it_replaces_which_is_dropped(engine: SparkEngine) -> None:
    engine.make("deal", "SELECT 1 AS id")
    engine.make("deal", "SELECT id + 1 AS id FROM deal")
    assert engine.rows("SELECT id FROM deal") == [(2,)]
    engine.put("deal", {"id": "int64"}, [(7,)])
    assert engine.rows("SELECT id FROM deal") == [(7,)]
    assert engine.rows(f"SHOW TABLES IN {engine.database}") == [("", "deal", True)]


def test_many_rows_are_stored_once_and_replaced_by_few(engine: SparkEngine) -> None:
    engine.put("x", {"a": "int64"}, [(number,) for number in range(5_000)])
    assert engine.rows("SELECT count(*), max(a) FROM x") == [(5_000, 4_999)]
    engine.put("x", {"b": "string"}, [])
    assert engine.rows("SELECT b FROM x") == []


def test_sessions_share_no_table_and_leave_none_behind(engine: SparkEngine, url: str) -> None:
    other = SparkEngine(open_session(url))
    other.make("x", "SELECT 1 AS a")
    with pytest.raises(pyspark.errors.AnalysisException):
        engine.rows("SELECT a FROM x")
    other.close()
    assert other.database not in {row[0] for row in engine.rows("SHOW DATABASES")}


def test_texts_compare_by_bytes_and_times_are_utc(engine: SparkEngine) -> None:
    engine.put("x", {"a": "string"}, [("b",), ("B",), ("a",), ("é",)])
    assert engine.rows("SELECT a FROM x ORDER BY a") == [("B",), ("a",), ("b",), ("é",)]
    assert engine.rows("SELECT unix_timestamp(timestamp'1970-01-02 00:00:00')") == [(86_400,)]


def test_a_value_that_cannot_be_converted_is_an_error_and_a_place_behind_a_list_is_null(engine: SparkEngine) -> None:
    with pytest.raises(pyspark.errors.PySparkException, match="CAST_INVALID_INPUT"):
        engine.rows("SELECT CAST('x' AS BIGINT)")
    engine.put("x", {"a": "string"}, [("b-c",), ("d",)])
    split = ibis.table({"a": "string"}, name="x").select("a", second=lambda rows: rows.a.split("-")[1])
    assert sorted(engine.rows(split)) == [("b-c", "c"), ("d", None)]


NUMBERS = Table(
    "number",
    "For a test.",
    (Column("id", "id", ""), Column("word", "text", ""), Column("price", "money", ""), Column("day", "day", "")),
    common=False,
)
YOUNGER = Table("number", "For a test.", (*NUMBERS.columns, Column("added", "yes_no", "")), common=False)
EMPTY = Table("nothing", "For a test.", (Column("id", "id", ""), Column("word", "text", "")), common=False)


@pytest.fixture
def home(tmp_path: Path, url: str) -> Home:
    """A record with one table of one row, in a folder whose name needs care."""
    home = Home(tmp_path / "a {b} é", {"engine": url})
    place = open_place(home.record, {"number": NUMBERS})
    with closing(open_connection()) as connection, place.writing() as commit:
        commit.replace(connection, "number", "SELECT 1 AS id, 'x' AS word, 1.25 AS price, DATE '2025-01-02' AS day")
        commit.publish(note="first")
    return home


def test_files_of_the_record_are_read_with_gaps_filled_and_tables_without_rows_empty(home: Home) -> None:
    place = open_place(home.record, {"number": YOUNGER, "nothing": EMPTY})
    with closing(open_engine(home, place)) as engine:
        row = (1, "x", Decimal("1.2500"), datetime.date(2025, 1, 2), None)
        assert engine.rows("SELECT id, word, price, day, added FROM number") == [row]
        assert engine.rows("SELECT id, upper(word) FROM nothing") == []


def test_an_earlier_version_is_read_while_newer_ones_are_written(home: Home) -> None:
    place = open_place(home.record, {"number": NUMBERS})
    with closing(open_engine(home, place, version=1)) as engine:
        with closing(duckdb.connect()) as connection, place.writing() as commit:
            commit.replace(connection, "number", "SELECT 2 AS id, 'y' AS word, 1 AS price, DATE '2025-01-02' AS day")
            commit.publish(note="second")
        assert engine.rows("SELECT id FROM number") == [(1,)]


def test_a_folder_that_the_cluster_cannot_read_is_said_plainly(home: Home, url: str) -> None:
    elsewhere = Home(home.path, {"engine": url, "engine_record": "file:///nowhere/at/all"})
    with pytest.raises(InputError, match="cannot read file:///nowhere/at/all/number/.*\n.*engine_record"):
        open_engine(elsewhere, open_place(home.record, {"number": NUMBERS}))


@pytest.mark.parametrize("wrong", ["spark+local://many", "spark+local://2?memory=1g", "sc://", "sc://host:1/path"])
def test_a_wrong_url_is_refused_with_a_right_one(wrong: str) -> None:
    with pytest.raises(InputError, match="(?s)no URL of .*(sc://host:15002|spark\\+local://4)"):
        open_session(wrong)


def test_a_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(RetryLater, match="^sc://127.0.0.1:9 does not answer"):
        open_session("sc://127.0.0.1:9/;token=secret")
