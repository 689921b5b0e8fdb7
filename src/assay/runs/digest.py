"""One number for each deal that changes when anything changes that its answers rest on."""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

from assay.runs.clock import Clock
from assay.runs.cutting import compile_source
from assay.runs.deal_rows import READERS
from assay.runs.moments import MOMENT, MOMENT_COLUMNS
from assay.store.engine import Engine

DIGEST = "run_digest"


def make_digests(engine: Engine, clock: Clock, tables: Sequence[str]) -> None:
    """Table run_digest (deal_id, digest) over each deal's moment and all rows of `tables` known at the run's moment.

    Rows are taken before any cut, with their clocks: what an earlier landmark reads is among them. A digest is only
    ever compared with one made by the same engine.
    """
    moment = {name: type_ for name, type_ in MOMENT_COLUMNS.items() if name not in {"deal_id", "known_by"}}
    _digest_rows(engine, "moment", MOMENT, moment)
    read = [name for name in READERS if name in {*tables, "change"}]
    for name in read:
        source = f"({compile_source(name, engine.dialect)})"
        rows = f"(SELECT * FROM {source} AS told WHERE known_at <= {clock.known_by}) AS known"
        columns = {column: str(type_) for column, type_ in READERS[name]().schema().items() if column != "deal_id"}
        _digest_rows(engine, name, rows, columns)
    joined = " ".join(f"LEFT JOIN digest_{name} ON digest_{name}.deal_id = m.deal_id" for name in read)
    listed = ", ".join(f"digest_{name}.digest AS digest_{name}" for name in read)
    engine.make("digest_all", f"SELECT m.deal_id, m.digest AS digest_moment, {listed} FROM digest_moment AS m {joined}")
    _digest_rows(engine, "deal", "digest_all", {f"digest_{name}": "int64" for name in ("moment", *read)})
    engine.make(DIGEST, "SELECT deal_id, digest FROM digest_deal")


def _digest_rows(engine: Engine, name: str, rows: str, columns: Mapping[str, str]) -> None:
    """Table digest_NAME (deal_id, digest): the exclusive or of the hashes of a deal's rows, whatever their order."""
    if engine.dialect == "duckdb":  # hashes a whole row at once, many times faster than column by column
        listed = ", ".join(f'"{column}"' for column in columns)
        digest = f"(bit_xor(hash({listed})) >> 1)::BIGINT"
        engine.make(f"digest_{name}", f"SELECT deal_id, {digest} AS digest FROM {rows} GROUP BY deal_id")
        return
    if engine.dialect == "pyspark":  # Ibis knows its hash of 32 bits alone; which values are null is not part of it
        listed = ", ".join(f'isnull("{column}"), "{column}"' for column in columns)
        digest = f"bit_xor(xxhash64({listed}))"
        engine.make(f"digest_{name}", f"SELECT deal_id, {digest} AS digest FROM {rows} GROUP BY deal_id")
        return
    engine.make("digest_rows", f"SELECT * FROM {rows}")
    table = ibis.table({"deal_id": "int64", **columns}, name="digest_rows")
    hashed = table.select("deal_id", mixed=_mix(table, list(columns)))
    engine.make(f"digest_{name}", hashed.group_by("deal_id").aggregate(digest=hashed.mixed.bit_xor()))


def _mix(table: ir.Table, columns: Sequence[str]) -> ir.IntegerValue:
    mixed = ibis.literal(0, "int64").hash()
    for name in columns:
        mixed = (mixed ^ ibis.coalesce(table[name].cast("string"), "").hash()).hash()
    return mixed
