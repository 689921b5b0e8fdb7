"""Arrays go into an engine and come back the same, whichever engine it is."""

from collections.abc import Iterator

import numpy as np
import pytest

from assay.store.arrays import fetch_columns, put_columns
from assay.store.duckdb_engine import DuckDbEngine, open_connection
from assay.store.engine import Engine
from assay.store.postgres import PostgresPlace
from assay.store.spark_engine import SparkEngine
from assay.store.spark_session import open_session
from assay.tables.column import Table

SCHEMA = {"deal_id": "int64", "p_dead": "float64"}


@pytest.fixture(params=["duckdb", "postgres", "spark"])
def engine(request: pytest.FixtureRequest, tables: dict[str, Table]) -> Iterator[Engine]:
    opened: Engine
    if request.param == "duckdb":
        opened = DuckDbEngine(open_connection())
    elif request.param == "postgres":
        opened = PostgresPlace(request.getfixturevalue("postgres_url"), tables).engine()
    else:
        opened = SparkEngine(open_session(request.getfixturevalue("spark_urls").local))
    yield opened
    opened.close()


def test_arrays_come_back_sorted_and_nan_is_null(engine: Engine) -> None:
    put_columns(engine, "x", SCHEMA, {"deal_id": np.array([2**62, 1, 2]), "p_dead": np.array([0.1, 0.5, np.nan])})
    assert engine.rows("SELECT deal_id FROM x WHERE p_dead IS NULL") == [(2,)]
    found = fetch_columns(engine, "SELECT * FROM x WHERE p_dead IS NOT NULL", SCHEMA, ("deal_id",))
    assert found["deal_id"].tolist() == [1, 2**62]
    assert found["p_dead"].tolist() == [0.5, 0.1]
    assert (found["deal_id"].dtype, found["p_dead"].dtype) == (np.int64, np.float64)


def test_no_rows_are_arrays_without_values(engine: Engine) -> None:
    put_columns(engine, "x", SCHEMA, {"deal_id": np.array([], np.int64), "p_dead": np.array([])})
    found = fetch_columns(engine, "SELECT * FROM x", SCHEMA, ("deal_id",))
    assert {name: (len(column), column.dtype) for name, column in found.items()} == {
        "deal_id": (0, np.int64),
        "p_dead": (0, np.float64),
    }
