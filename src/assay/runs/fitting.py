"""Fits the models by quarter: from what was known of deals before it, made once and kept, as what is typical is."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import duckdb
import ibis
import ibis.expr.types as ir
import numpy as np

from assay.domain.book import Book
from assay.domain.outcome import ENDED
from assay.runs.clock import Clock
from assay.runs.cutting import Cutter
from assay.runs.epochs import find_new_edges
from assay.runs.estimating import WON, Epoch
from assay.runs.gathering import Gathering
from assay.runs.lives import LIFE, life_table
from assay.runs.models import Model
from assay.runs.models.model import Columns
from assay.runs.moments import cut_at_close
from assay.runs.parts import part_lives, split_deals
from assay.runs.record_tables import EVER
from assay.store.arrays import ARRAY_TYPES, fetch_columns
from assay.store.engine import Engine, compile_query
from assay.tables.estimated import MODEL

#: no key is greater
_LAST_KEY = 2**63 - 1

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
    known = _gather_alive if plan.model.of_open else _gather_ended
    made = []
    for edge, rows in known(gathering, plan, clock, home_currency):
        n, parameters = plan.model.fit(rows)
        made.append(Epoch(edge, EVER, n, json.dumps(parameters, sort_keys=True)))
    return made


def _gather_ended(
    gathering: Gathering, plan: ModelPlan, clock: Clock, home_currency: str
) -> Iterator[tuple[int, Columns]]:
    """Of each epoch the rows of deals known to have ended before it, each cut at its own close by both clocks."""
    life = life_table()
    ended = life.filter(life.outcome.isin(ENDED) & life.closed_at.notnull())
    if not plan.model.of_batches:
        ended = ended.filter(~ended.closed_in_batch)
    gathering.engine.make("run_asked", ended.select("deal_id", _CLOSE))
    among = {edge: f"{_CLOSE} < {edge}" for edge in plan.new_edges}
    last_drawn = {edge: _find_last_drawn(gathering.engine, known, plan.model.most) for edge, known in among.items()}
    drawn = [f"({known} AND deal_id <= {last_drawn[edge]})" for edge, known in among.items()]
    gathering.engine.make("run_asked", f"SELECT deal_id FROM run_asked WHERE {' OR '.join(drawn)}")
    rows = _gather_rows(
        gathering,
        plan.model,
        home_currency,
        partial(cut_at_close, clock=clock),
        {_CLOSE: f"l.{_CLOSE}", WON: "CASE WHEN l.outcome = 'won' THEN 1 ELSE 0 END"},
    )
    for edge in plan.new_edges:
        known = (rows[_CLOSE] < edge) & (rows["deal_id"] <= last_drawn[edge])
        yield edge, {name: column[known] for name, column in rows.items() if name != _CLOSE}


def _gather_alive(
    gathering: Gathering, plan: ModelPlan, clock: Clock, home_currency: str
) -> Iterator[tuple[int, Columns]]:
    """Of each epoch the rows of all deals as they were known just before it; of what ended later they know nothing.

    Deals that ended nobody knows how or when are left out: their silence tells nothing. So are those closed in a batch.
    """
    life = life_table()
    for edge in plan.new_edges:
        last = edge - 1
        known_by = clock.known_by if edge == clock.as_of and clock.is_now else last
        begun = life.filter(life.opened_at.isnull() | (life.opened_at < edge))
        gathering.engine.make("run_asked", begun.select("deal_id"))
        last_drawn = _find_last_drawn(gathering.engine, "true", plan.model.most)
        gathering.engine.make("run_asked", f"SELECT deal_id FROM run_asked WHERE deal_id <= {last_drawn}")
        closed = f"l.closed_at <= {last} AND l.close_known_at <= {known_by}"
        rows = _gather_rows(
            gathering,
            plan.model,
            home_currency,
            partial(_cut_alive, last=last, known_by=known_by),
            {
                "ended_at": f"CASE WHEN {closed} THEN l.closed_at ELSE {last} END",
                "won": f"CASE WHEN {closed} AND l.outcome = 'won' THEN 1 ELSE 0 END",
                "unclear": f"""CASE WHEN ({closed} AND (l.outcome = 'unknown' OR l.closed_in_batch))
                    OR (l.outcome <> 'open' AND l.closed_at IS NULL) THEN 1 ELSE 0 END""",
            },
        )
        told = rows.pop("unclear") == 0
        told_rows = {name: column[told] for name, column in rows.items()}
        yield edge, {**told_rows, "seen_until": np.full(int(told.sum()), last, np.int64)}


def _cut_alive(part: ir.Table, last: int, known_by: int) -> ir.Table:
    is_over = ibis.coalesce((part.closed_at <= last) & (part.close_known_at <= known_by), False)
    return part.select(
        "deal_id",
        record_id=part.deal_id,
        as_of=is_over.ifelse(part.closed_at, last).cast("int64"),
        known_by=ibis.literal(known_by, "int64"),
        may_snapshot=ibis.literal(False),
        is_open=~is_over,
    )


def _find_last_drawn(engine: Engine, among: str, most: int) -> int:
    """The key up to which deals of run_asked are drawn: the `most` lowest of those `among` (a condition in SQL).

    Keys are hashes, so that the lowest are a fair draw; which ones they are depends on nothing but those deals.
    """
    ((count,),) = engine.rows(f"SELECT count(*) FROM run_asked WHERE {among}")
    if count <= most:
        return _LAST_KEY
    lowest = f"SELECT deal_id FROM run_asked WHERE {among} ORDER BY deal_id LIMIT {most}"
    ((last,),) = engine.rows(f"SELECT max(deal_id) FROM ({lowest}) AS drawn")
    return int(last)


def _gather_rows(
    gathering: Gathering,
    model: Model,
    home_currency: str,
    find_moments: Callable[[ir.Table], ir.Table],
    beside: Mapping[str, str],
) -> Columns:
    """The model's rows of the deals of run_asked. find_moments: part of the lives -> moments to cut at.

    beside: further int64 columns, as SQL on the life `l` of the deal.
    """
    engine = gathering.engine
    cutter = Cutter(engine, model.reads, home_currency)
    schema = {**model.schema, **dict.fromkeys(beside, "int64")}
    rows = f"({compile_query(model.group(Book()), engine.dialect)}) AS told"
    columns = "".join(f', {sql} AS "{name}"' for name, sql in beside.items())
    query = f"SELECT told.*{columns} FROM {rows} JOIN {LIFE} AS l ON l.deal_id = told.deal_id"
    found: list[Columns] = []
    for _ in split_deals(gathering):
        cutter.cut(find_moments(part_lives()))
        found.append(fetch_columns(engine, query, schema, ("deal_id", *model.order)))
    return {
        name: np.concatenate([part[name] for part in found]) if found else np.zeros(0, ARRAY_TYPES[type_])
        for name, type_ in schema.items()
    }


def _join(plan: ModelPlan, made: Sequence[Epoch]) -> tuple[Epoch, ...]:
    """Kept and new epochs, each valid until the next begins."""
    found = [*plan.kept, *made]
    until = [*(epoch.valid_from for epoch in found[1:]), EVER] if found else []
    return tuple(
        Epoch(epoch.valid_from, end, epoch.n, epoch.parameters) for epoch, end in zip(found, until, strict=True)
    )
