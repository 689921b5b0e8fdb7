"""The PostgreSQL engine: queries as text or as expressions, private tables, one snapshot."""

import datetime
from collections.abc import Iterator

import ibis
import psycopg
import pytest

from assay.store.engine import Engine
from assay.store.postgres import PostgresPlace
from assay.tables.column import Table


@pytest.fixture
def engine(postgres_url: str, tables: dict[str, Table]) -> Iterator[Engine]:
    opened = PostgresPlace(postgres_url, tables).engine()
    yield opened
    opened.close()


def test_parameters_are_bound_and_a_percent_sign_without_any_is_itself(engine: Engine) -> None:
    assert engine.rows("SELECT %s || '!'", ["it's"]) == [("it's!",)]
    assert engine.rows("SELECT 'won' LIKE 'w%'") == [(True,)]


def test_an_expression_is_compiled_and_run(engine: Engine) -> None:
    engine.put("amounts", {"id": "int64", "amount": "float64"}, [(1, 2.0), (2, 3.0)])
    amounts = ibis.table({"id": "int64", "amount": "float64"}, name="amounts")
    engine.make("total", amounts.aggregate(total=amounts.amount.sum()))
    assert engine.rows(ibis.table({"total": "float64"}, name="total")) == [(5.0,)]


def test_put_keeps_values_and_nulls_of_every_type(engine: Engine) -> None:
    schema = {"a": "int64", "b": "string", "c": "boolean", "d": "date", "e": "float64"}
    rows = [(1, "x\ty\\", True, datetime.date(2025, 1, 2), 0.5), (None, None, None, None, None)]
    engine.put("x", schema, rows)
    assert engine.rows("SELECT * FROM x ORDER BY a NULLS LAST") == rows


def test_put_replaces_what_was_put_before(engine: Engine) -> None:
    engine.put("x", {"a": "int64"}, [(1,)])
    engine.put("x", {"b": "string"}, [])
    assert engine.rows("SELECT b FROM x") == []


def test_a_made_table_hides_a_table_of_the_record_for_this_session_alone(
    engine: Engine, postgres_url: str, tables: dict[str, Table]
) -> None:
    engine.make("deal", "SELECT 2 AS id")
    engine.make("deal", "SELECT id + 1 AS id FROM deal")
    other = PostgresPlace(postgres_url, tables).engine()
    assert (engine.rows("SELECT id FROM deal"), other.rows("SELECT id FROM deal")) == ([(3,)], [])
    other.close()


def test_texts_are_ordered_byte_by_byte_as_in_duckdb(engine: Engine) -> None:
    engine.put("x", {"a": "string"}, [("b",), ("B",), ("a",), ("é",)])
    assert engine.rows("SELECT a FROM x ORDER BY a") == [("B",), ("a",), ("b",), ("é",)]


def test_a_query_that_fails_leaves_the_session_usable(engine: Engine) -> None:
    engine.put("x", {"a": "int64"}, [(1,)])
    with pytest.raises(psycopg.errors.UndefinedTable):
        engine.rows("SELECT * FROM nowhere")
    assert engine.rows("SELECT a FROM x") == [(1,)]
