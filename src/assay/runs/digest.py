"""One number for each deal that changes when anything changes that its answers rest on."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from assay.runs.clock import Clock
from assay.runs.deal_rows import READERS
from assay.runs.moments import saved_moments
from assay.store.engine import Engine, compile_query

DIGEST = "run_digest"

_NOTHING = 0


def make_digests(engine: Engine, clock: Clock, tables: Sequence[str]) -> None:
    """Table run_digest (deal_id, digest) over each deal's moment and all rows of `tables` known at the run's moment.

    Rows are taken before any cut, with their clocks: what an earlier landmark reads is among them.
    """
    moment = saved_moments()
    inputs = {"moment": moment.select(*[name for name in moment.columns if name != "known_by"])}
    for name in (*(name for name in READERS if name in {*tables, "change"}),):
        rows = READERS[name]()
        inputs[name] = rows.filter(rows.known_at <= clock.known_by)
    for name, rows in inputs.items():
        engine.make(f"digest_{name}", _digest_rows(engine, rows))
    engine.make(DIGEST, _join_digests(list(inputs)))


def _join_digests(names: list[str]) -> ir.Table:
    parts = [ibis.table({"deal_id": "int64", "digest": "int64"}, name=f"digest_{name}") for name in names]
    joined = parts[0].select("deal_id", digest_0=parts[0].digest)
    for place, part in enumerate(parts[1:], start=1):
        mine = part.select("deal_id", **{f"digest_{place}": part.digest})
        joined = joined.left_join(mine, "deal_id", rname="{name}_" + str(place)).select(
            *joined.columns, f"digest_{place}"
        )
    mixed = joined.digest_0
    for place in range(1, len(parts)):
        mixed = (mixed ^ ibis.coalesce(joined[f"digest_{place}"], _NOTHING)).hash()
    return joined.select("deal_id", digest=mixed)


def _digest_rows(engine: Engine, rows: ir.Table) -> str | ir.Table:
    """(deal_id, digest): the exclusive or of each row's hash, which does not depend on their order.

    DuckDB hashes a whole row at once, eleven times faster than column by column; the digest is only ever compared with
    one made by the same engine.
    """
    columns = [name for name in rows.columns if name != "deal_id"]
    if engine.dialect == "duckdb":
        listed = ", ".join(f'"{name}"' for name in columns)
        query = compile_query(rows, "duckdb")
        return f"SELECT deal_id, (bit_xor(hash({listed})) >> 1)::BIGINT AS digest FROM ({query}) GROUP BY deal_id"
    mixed = rows[columns[0]].hash()
    for name in columns[1:]:
        mixed = (mixed ^ ibis.coalesce(rows[name].cast("string"), "").hash()).hash()
    hashed = rows.select("deal_id", mixed=mixed)
    return hashed.group_by("deal_id").aggregate(digest=hashed.mixed.bit_xor())
