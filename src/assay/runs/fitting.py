"""Fits the models by quarter: from deals known to have ended before it, made once and kept, as what is typical is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import ibis
import numpy as np

from assay.domain.book import Book
from assay.domain.outcome import ENDED
from assay.runs.clock import Clock
from assay.runs.cutting import Cutter
from assay.runs.epochs import find_new_edges
from assay.runs.estimating import WON, Epoch, fetch_columns
from assay.runs.gathering import Gathering
from assay.runs.lives import life_table
from assay.runs.models import Model
from assay.runs.models.model import Columns
from assay.runs.parts import part_lives, split_deals
from assay.runs.record_tables import EVER
from assay.store.engine import compile_query
from assay.tables.results import MODEL

#: keys are evenly spread over this many numbers, so that a range of them is a fair draw
_KEYS = 2**63

_CLOSE = "close_known_at"


@dataclass(frozen=True)
class ModelPlan:
    """What the parameters of a model will hold: kept epochs, and epochs that are to be made."""

    model: Model
    kept: tuple[Epoch, ...]
    new_edges: tuple[int, ...]


def read_kept_epochs(connection: duckdb.DuckDBPyConnection, model: Model) -> tuple[Epoch, ...]:
    """The epochs that the last run left; none where another source made them. connection: with the last results."""
    rows = connection.execute(
        "SELECT valid_from, valid_to, n, parameters FROM model WHERE model = ? AND fingerprint = ? ORDER BY valid_from",
        [model.name, model.fingerprint],
    ).fetchall()
    return tuple(Epoch(*row) for row in rows)


def plan_model(model: Model, kept: Sequence[Epoch], clock: Clock, first: int | None, *, renew: bool) -> ModelPlan:
    """Which epochs are to be fitted: as with what is typical, see find_new_edges."""
    usable = () if renew else tuple(kept)
    return ModelPlan(model, usable, find_new_edges([epoch.valid_from for epoch in usable], clock, first))


def fit_models(
    gathering: Gathering, plans: Sequence[ModelPlan], clock: Clock, home_currency: str
) -> dict[str, tuple[Epoch, ...]]:
    """The epochs of each model, by its name; table fin_model holds them too (results.MODEL)."""
    epochs = {plan.model.name: _join(plan, _fit_new(gathering, plan, clock, home_currency)) for plan in plans}
    rows = [
        (model.name, model.fingerprint, epoch.valid_from, epoch.valid_to, epoch.n, epoch.parameters)
        for model in (plan.model for plan in plans)
        for epoch in epochs[model.name]
    ]
    types = {"text": "string", "json": "string"}
    gathering.local.put("fin_model", {c.name: types.get(c.type, "int64") for c in MODEL.columns}, rows)
    return epochs


def _fit_new(gathering: Gathering, plan: ModelPlan, clock: Clock, home_currency: str) -> list[Epoch]:
    if not plan.new_edges:
        return []
    rows = _gather_rows(gathering, plan, clock, home_currency)
    made = []
    for edge in plan.new_edges:
        known = rows[_CLOSE] < edge
        n, parameters = plan.model.fit({name: column[known] for name, column in rows.items() if name != _CLOSE})
        made.append(Epoch(edge, EVER, n, json.dumps(parameters, sort_keys=True)))
    return made


def _gather_rows(gathering: Gathering, plan: ModelPlan, clock: Clock, home_currency: str) -> Columns:
    """The model's rows of ended deals, each cut at its own close by both clocks, with the time when it was known."""
    engine, life = gathering.engine, life_table()
    ended = life.filter(life.outcome.isin(ENDED) & life.closed_at.notnull() & ~life.closed_in_batch)
    engine.make("run_asked", ended.select("deal_id"))
    ((count,),) = engine.rows("SELECT count(*) FROM run_asked")
    if count > plan.model.most:
        engine.make("run_asked", f"SELECT deal_id FROM run_asked WHERE deal_id < {_KEYS // count * plan.model.most}")
    cutter = Cutter(engine, plan.model.reads, home_currency)
    schema = {**plan.model.schema, _CLOSE: "int64", WON: "int64"}
    rows = f"({compile_query(plan.model.group(Book()), engine.dialect)}) AS told"
    won = f"CASE WHEN l.outcome = 'won' THEN 1 ELSE 0 END AS {WON}"
    query = f"SELECT told.*, l.{_CLOSE}, {won} FROM {rows} JOIN {life.get_name()} AS l ON l.deal_id = told.deal_id"
    found: list[Columns] = []
    for _ in split_deals(gathering):
        part = part_lives()
        cutter.cut(
            part.select(
                "deal_id",
                record_id=part.deal_id,
                as_of=part.closed_at,
                known_by=part.close_known_at,
                may_snapshot=ibis.literal(clock.is_now),
                is_open=ibis.literal(False),
            )
        )
        found.append(fetch_columns(engine, query, schema, ("deal_id", *plan.model.order)))
    return {
        name: np.concatenate([part[name] for part in found])
        if found
        else np.zeros(0, np.float64 if type_ == "float64" else np.int64)
        for name, type_ in schema.items()
    }


def _join(plan: ModelPlan, made: Sequence[Epoch]) -> tuple[Epoch, ...]:
    """Kept and new epochs, each valid until the next begins."""
    found = [*plan.kept, *made]
    until = [*(epoch.valid_from for epoch in found[1:]), EVER]
    return tuple(
        Epoch(epoch.valid_from, end, epoch.n, epoch.parameters) for epoch, end in zip(found, until, strict=True)
    )
