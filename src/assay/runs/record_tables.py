"""The record's tables as unbound Ibis tables, so that one expression runs on every engine."""

import ibis
import ibis.expr.types as ir
from ibis.expr.builders import WindowBuilder

from assay.tables import TABLES

#: a moment after all others; with a minus, before all others
EVER = 2**62

_IBIS_TYPES = {
    "id": "int64",
    "text": "string",
    "whole": "int64",
    "number": "float64",
    "yes_no": "boolean",
    "time": "int64",
    "day": "date",
    "money": "decimal(18, 4)",
    "json": "string",
}


def record_table(name: str) -> ir.Table:
    """Table `name` of the record as an engine holds it."""
    return ibis.table({column.name: _IBIS_TYPES[column.type] for column in TABLES[name].columns}, name=name)


def standing_rows(name: str) -> ir.Table:
    """The rows of table `name` that are not deleted at the source."""
    table = record_table(name)
    return table.filter(~table.is_deleted)


def pick_latest(rows: ir.Table, by: list[str], order: list[str]) -> ir.Table:
    """The last row of each group by `order`, which must settle every tie."""
    return _pick(rows, ibis.window(group_by=by, order_by=[ibis.desc(column) for column in order]))


def pick_first(rows: ir.Table, by: list[str], order: list[str]) -> ir.Table:
    """The first row of each group by `order`, which must settle every tie."""
    return _pick(rows, ibis.window(group_by=by, order_by=order))


def _pick(rows: ir.Table, window: WindowBuilder) -> ir.Table:
    numbered = rows.mutate(place=ibis.row_number().over(window))
    return numbered.filter(numbered.place == 0).select(*rows.columns)
