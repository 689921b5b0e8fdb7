"""The DuckDB engine: queries as text or as expressions, private tables, bounded memory."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import ibis
import pytest

from assay.domain.errors import InputError
from assay.store.duckdb_engine import DuckDbEngine, open_connection


@pytest.fixture
def engine() -> Iterator[DuckDbEngine]:
    opened = DuckDbEngine(open_connection())
    yield opened
    opened.close()


def test_parameters_are_bound(engine: DuckDbEngine) -> None:
    assert engine.rows("SELECT ? || '!'", ["it's"]) == [("it's!",)]


def test_an_expression_is_compiled_and_run(engine: DuckDbEngine) -> None:
    engine.put("deal", {"id": "int64", "amount": "float64"}, [(1, 2.0), (2, 3.0)])
    deal = ibis.table({"id": "int64", "amount": "float64"}, name="deal")
    engine.make("total", deal.aggregate(total=deal.amount.sum()))
    assert engine.rows(ibis.table({"total": "float64"}, name="total")) == [(5.0,)]


def test_put_keeps_values_and_nulls_of_every_type(engine: DuckDbEngine) -> None:
    schema = {"a": "int64", "b": "string", "c": "boolean", "d": "date", "e": "float64"}
    rows = [(1, "x", True, datetime.date(2025, 1, 2), 0.5), (None, None, None, None, None)]
    engine.put("x", schema, rows)
    assert engine.rows("FROM x ORDER BY a NULLS LAST") == rows


def test_put_without_rows_makes_an_empty_table(engine: DuckDbEngine) -> None:
    engine.put("x", {"a": "int64"}, [(1,)])
    engine.put("x", {"a": "int64"}, [])
    assert engine.rows("FROM x") == []


def test_a_made_table_hides_a_table_of_the_record_for_this_session_alone(engine: DuckDbEngine) -> None:
    engine.connection.execute("CREATE VIEW deal AS SELECT 1 AS id")
    engine.make("deal", "SELECT 2 AS id")
    engine.make("deal", "SELECT id + 1 AS id FROM deal")
    assert engine.rows("FROM deal") == [(3,)]


def test_a_query_that_fails_leaves_the_session_usable(engine: DuckDbEngine) -> None:
    with pytest.raises(Exception, match="nowhere"):
        engine.rows("FROM nowhere")
    assert engine.rows("SELECT 1") == [(1,)]


def test_memory_is_bounded_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSAY_MEMORY", "300MB")
    connection = open_connection(work=tmp_path)
    settings = connection.execute(
        "SELECT current_setting('memory_limit'), current_setting('temp_directory'), current_setting('TimeZone')"
    ).fetchall()
    connection.close()
    assert settings[0][0] == "286.1 MiB"
    assert settings[0][1].startswith(str(tmp_path))
    assert settings[0][2] == "UTC"


def test_a_memory_setting_that_is_no_amount_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_MEMORY", "plenty")
    with pytest.raises(InputError, match="ASSAY_MEMORY is 'plenty'"):
        open_connection()
