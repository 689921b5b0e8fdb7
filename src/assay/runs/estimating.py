"""Has the models estimate the deals of a cut, each deal with the parameters that held at its own moment."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.domain.book import SCHEMAS, Book
from assay.runs.gathering import Gathering
from assay.runs.models import Model
from assay.runs.models.model import Columns, Parameters
from assay.store.duckdb_engine import DuckDbEngine
from assay.store.engine import Engine, compile_query

_TYPES = {"int64": np.int64, "float64": np.float64}

#: whether the deal of a row that is fitted to was won
WON = "is_won"

#: the moment of each row's deal, which picks the parameters
_AS_OF = "moment_as_of"


@dataclass(frozen=True)
class Epoch:
    """The parameters (JSON) of a model for moments from valid_from until before valid_to, and the deals behind them."""

    valid_from: int
    valid_to: int
    n: int
    parameters: str


class Estimator:
    """Fills the tables `book_NAME` of models from the other tables of a cut. epochs: by the name of the model."""

    def __init__(self, engine: Engine, models: Sequence[Model], epochs: Mapping[str, Sequence[Epoch]]) -> None:
        self.engine = engine
        self._models = [(model, tuple(epochs.get(model.name, ()))) for model in models]

    def keep(self, gathering: Gathering) -> None:
        """Add what was estimated to the results."""
        for model, _ in self._models:
            columns = ", ".join(SCHEMAS[model.name])
            gathering.take(f"new_{model.name}", f"SELECT {columns} FROM book_{model.name}")

    def fill(self) -> None:
        """Estimate every deal of book_deal of which the models' rows tell anything."""
        for model, epochs in self._models:  # one that nobody fitted goes by what may be taken for granted
            query, schema = _compile_rows(model, self.engine.dialect)
            rows = fetch_columns(self.engine, query, schema, ("deal_id", *model.order))
            put_columns(self.engine, f"book_{model.name}", SCHEMAS[model.name], _estimate(model, epochs, rows))


def _estimate(model: Model, epochs: Sequence[Epoch], rows: Columns) -> Columns:
    """Moments before the first epoch are estimated with what may be taken for granted."""
    as_of = rows.pop(_AS_OF)
    place = np.searchsorted(np.array([epoch.valid_from for epoch in epochs], np.int64), as_of, side="right")
    found = []
    for number in np.unique(place):
        parameters = _load(epochs[number - 1].parameters) if number else _take_for_granted(model)
        own = place == number
        found.append(model.estimate({name: column[own] for name, column in rows.items()}, parameters))
    if not found:
        return {name: np.zeros(0, _TYPES[type_]) for name, type_ in SCHEMAS[model.name].items()}
    return {name: np.concatenate([part[name] for part in found]) for name in SCHEMAS[model.name]}


@cache
def _load(parameters: str) -> Parameters:
    told: Parameters = json.loads(parameters)
    return told


@cache
def _take_for_granted(model: Model) -> Parameters:
    empty = {name: np.zeros(0, _TYPES[type_]) for name, type_ in model.schema.items()}
    return model.fit({**empty, WON: np.zeros(0, np.int64)})[1]


@cache
def _compile_rows(model: Model, dialect: str) -> tuple[str, dict[str, str]]:
    rows = compile_query(model.group(Book()), dialect)
    query = f"SELECT told.*, d.as_of AS {_AS_OF} FROM ({rows}) AS told JOIN book_deal AS d ON d.deal_id = told.deal_id"
    return query, {**model.schema, _AS_OF: "int64"}


def fetch_columns(engine: Engine, query: str, schema: Mapping[str, str], order: Sequence[str]) -> Columns:
    """The rows of `query` as arrays, sorted. schema: column -> int64 or float64; no value is null."""
    listed, by = (", ".join(f'"{name}"' for name in names) for names in (schema, order))
    sql = f"SELECT {listed} FROM ({query}) AS asked ORDER BY {by}"
    if isinstance(engine, DuckDbEngine):
        found = engine.connection.execute(sql).fetchnumpy()
        return {name: np.asarray(found[name], _TYPES[type_]) for name, type_ in schema.items()}
    rows = engine.rows(sql)
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return {
        name: np.array(column, _TYPES[type_]) for (name, type_), column in zip(schema.items(), columns, strict=True)
    }


def put_columns(engine: Engine, name: str, schema: Mapping[str, str], columns: Columns) -> None:
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
