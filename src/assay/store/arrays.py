"""Whole columns of an engine as arrays, and arrays as tables of an engine: each engine in its quickest way."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.store.duckdb_engine import DuckDbEngine
from assay.store.engine import BulkEngine, Engine

Arrays = Mapping[str, NDArray[Any]]

#: Ibis type -> type of an array; columns of other types are not read so
ARRAY_TYPES = {"int64": np.int64, "float64": np.float64}


def fetch_columns(
    engine: Engine, query: str, schema: Mapping[str, str], order: Sequence[str]
) -> dict[str, NDArray[Any]]:
    """The rows of `query` as arrays, sorted. schema: column -> int64 or float64; no value is null."""
    listed, by = (", ".join(f'"{name}"' for name in names) for names in (schema, order))
    sql = f"SELECT {listed} FROM ({query}) AS asked ORDER BY {by}"
    if isinstance(engine, DuckDbEngine):
        found = engine.connection.execute(sql).fetchnumpy()
        return {name: np.asarray(found[name], ARRAY_TYPES[type_]) for name, type_ in schema.items()}
    if isinstance(engine, BulkEngine):
        told = engine.arrow(sql)
        return {
            name: told[place].to_numpy().astype(ARRAY_TYPES[type_])
            for place, (name, type_) in enumerate(schema.items())
        }
    rows = engine.rows(sql)
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return {
        name: np.array(column, ARRAY_TYPES[type_])
        for (name, type_), column in zip(schema.items(), columns, strict=True)
    }


def put_columns(engine: Engine, name: str, schema: Mapping[str, str], columns: Arrays) -> None:
    """Make (or replace) a private table from arrays; NaN becomes null."""
    arrays = {column: np.asarray(columns[column]) for column in schema}
    if isinstance(engine, DuckDbEngine):
        engine.connection.register("incoming_columns", arrays)
        types = {"int64": "BIGINT", "float64": "DOUBLE"}
        listed = ", ".join(f'CAST("{column}" AS {types[type_]}) AS "{column}"' for column, type_ in schema.items())
        engine.make(name, f"SELECT {listed} FROM incoming_columns")
        engine.connection.unregister("incoming_columns")
        return
    lists = [_list_values(arrays[column], type_) for column, type_ in schema.items()]
    engine.put(name, dict(schema), list(zip(*lists, strict=True)))


def _list_values(column: NDArray[Any], type_: str) -> list[int | float | None]:
    read = int if type_ == "int64" else float
    return [None if value != value else read(value) for value in column.tolist()]
