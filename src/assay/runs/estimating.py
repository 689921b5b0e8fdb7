"""Has the models estimate the deals of a cut, each deal with the parameters that held at its own moment."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from assay.domain.book import SCHEMAS, Book
from assay.runs.gathering import Gathering
from assay.runs.models import Model
from assay.runs.models.model import Columns, Parameters
from assay.store.arrays import ARRAY_TYPES, fetch_columns, put_columns
from assay.store.engine import Engine, compile_query

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
        return {name: np.zeros(0, ARRAY_TYPES[type_]) for name, type_ in SCHEMAS[model.name].items()}
    return {name: np.concatenate([part[name] for part in found]) for name in SCHEMAS[model.name]}


@cache
def _load(parameters: str) -> Parameters:
    told: Parameters = json.loads(parameters)
    return told


@cache
def _take_for_granted(model: Model) -> Parameters:
    empty = {name: np.zeros(0, ARRAY_TYPES[type_]) for name, type_ in model.schema.items()}
    return model.fit({**empty, WON: np.zeros(0, np.int64)})[1]


@cache
def _compile_rows(model: Model, dialect: str) -> tuple[str, dict[str, str]]:
    rows = compile_query(model.group(Book()), dialect)
    query = f"SELECT told.*, d.as_of AS {_AS_OF} FROM ({rows}) AS told JOIN book_deal AS d ON d.deal_id = told.deal_id"
    return query, {**model.schema, _AS_OF: "int64"}
