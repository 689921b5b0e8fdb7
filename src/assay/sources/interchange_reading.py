"""Files named after the canonical tables, with their columns, land as they are.

A file needs a heading `source_id`; `id`, `source`, `instance` and the clocks may be left out. A reference is given as
the integer id (`account_id`), or as the source id of what it refers to, under the name without _id (`account`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from assay.sources.compile_rule import DEFAULTS
from assay.sources.landing.keys import row_key_sql
from assay.sources.raw import RawTable
from assay.sources.rejecting import put_rejects
from assay.store.quoting import quote_name, quote_text
from assay.tables import CANONICAL, TABLES
from assay.tables.bookkeeping import REJECTED_ROW
from assay.tables.column import Column, Table

#: what stands in `source` of rows that name none
SOURCE = "interchange"

_NAMES = {table.name for table in CANONICAL}
_EVENT_TIMES = ("changed_at", "occurred_at", "opened_at")
_FIXES = {
    "id": "Write a whole number, or the source id under the name without _id.",
    "whole": "Write a whole number.",
    "number": "Write a number with a decimal point.",
    "money": "Write an amount with a decimal point and without a currency.",
    "yes_no": "Write true or false.",
    "time": "Write a time as 2025-03-04T09:30:00Z, or epoch seconds.",
    "day": "Write a day as 2025-03-04.",
    "json": "Write valid JSON.",
}


def is_interchange(raw: RawTable) -> bool:
    """Whether a raw table is a file of the interchange format: its name is a table's, and it has source ids."""
    return "#" not in raw.name and raw.stem in _NAMES and "source_id" in raw.headings


def is_report(raw: RawTable) -> bool:
    """Whether it is a file that `assay export` writes for people, not for reading back."""
    return raw.stem == REJECTED_ROW.name and set(raw.headings) == set(REJECTED_ROW.names)


@dataclass(frozen=True)
class _Cell:
    """One column of the table: SQL of its value, and of the test that refuses a row; heading: None when not given."""

    column: Column
    value: str
    bad: str | None = None
    heading: str | None = None


def stage_interchange(connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable], instance: str) -> None:
    """Fill the staging tables (staging.py) from interchange files; rows with a value that does not fit are rejected."""
    for raw in raws:
        table = TABLES[raw.stem]
        cells = [_compile_cell(raw, table, column, instance) for column in _staged(table)]
        _reject_rows(connection, raw, cells)
        listed = ", ".join(f"{cell.value} AS {quote_name(cell.column.name)}" for cell in cells)
        connection.execute(
            f"INSERT INTO land_{table.name} BY NAME SELECT {listed}, t.line, t.row, t.row AS order_no,"
            f" true AS primary_row FROM {raw.table} t WHERE t.row NOT IN (SELECT row FROM reject)"
        )
        spoken = [cell.column.name for cell in cells if cell.heading]
        connection.execute(
            "INSERT INTO land_provides SELECT ?, unnest(?::VARCHAR[]), ?, ?",
            [table.name, spoken, raw.first_row, raw.first_row + raw.rows - 1],
        )


def _staged(table: Table) -> list[Column]:
    return [column for column in table.columns if column.name not in ("import_run", "file_no", "line")]


def _text(raw: RawTable, heading: str) -> str:
    return f"nullif(t.{raw.column(heading)}, '')" if heading in raw.headings else "NULL::VARCHAR"


def _compile_cell(raw: RawTable, table: Table, column: Column, instance: str) -> _Cell:
    source = f"coalesce({_text(raw, 'source')}, '{SOURCE}')"
    org = f"coalesce({_text(raw, 'instance')}, {quote_text(instance)})"
    own = {
        "id": f"coalesce({_number(raw, 'id')}, {row_key_sql(source, org, table.name, _text(raw, 'source_id'))})",
        "source": source,
        "instance": org,
        "source_id": _text(raw, "source_id"),
        "is_deleted": f"coalesce({_typed('yes_no', _text(raw, 'is_deleted'))}, false)",
        "custom": _custom_sql(raw, table),
        **_clock(raw, table),
    }
    if column.name in own:
        given = column.name in raw.headings or (column.name == "custom" and bool(_strange(raw, table)))
        return _Cell(column, own[column.name], _bad_sql(raw, column), column.name if given else None)
    return _compile_own(raw, table, column, source, org)


def _compile_own(raw: RawTable, table: Table, column: Column, source: str, org: str) -> _Cell:
    short = _short_name(raw, column)
    if short and column.refers:
        key = row_key_sql(source, org, column.refers, _text(raw, short))
        return _Cell(column, key, f"{_text(raw, short)} IS NULL" if column.required else None, short)
    if column.name not in raw.headings:
        default = _default_sql(table, column)
        return _Cell(column, default, f"{default} IS NULL" if column.required else None)
    value = _typed(column.type, _text(raw, column.name))
    default = _default_sql(table, column)
    if default.startswith("NULL"):
        return _Cell(column, value, _bad_sql(raw, column, needed=column.required), column.name)
    return _Cell(column, f"coalesce({value}, {default})", _bad_sql(raw, column), column.name)


def _short_name(raw: RawTable, column: Column) -> str | None:
    """The heading that holds the source id of what a reference refers to, if the file gives it so."""
    short = column.name.removesuffix("_id")
    if not column.refers or column.name == "id":
        return None
    if short != column.name:
        return short if short in raw.headings and column.name not in raw.headings else None
    return short if short in raw.headings and "id" not in raw.headings else None


def _number(raw: RawTable, heading: str) -> str:
    return _typed("id", _text(raw, heading))


def _typed(kind: str, text: str) -> str:
    """SQL of a text as a value of a canonical type, NULL where it is none."""
    whole = f"CASE WHEN regexp_full_match({text}, '[-+]?[0-9]+') THEN try_cast({text} AS BIGINT) END"
    if kind == "time":
        return f"coalesce({whole}, floor(epoch(try_cast({text} AS TIMESTAMPTZ)))::BIGINT)"
    if kind in ("id", "whole"):
        return whole
    if kind == "json":
        return f"CASE WHEN json_valid({text}) THEN {text} END"
    types = {"number": "DOUBLE", "money": "DECIMAL(18,4)", "day": "DATE", "yes_no": "BOOLEAN"}
    return f"try_cast({text} AS {types[kind]})" if kind in types else text


def _bad_sql(raw: RawTable, column: Column, *, needed: bool = False) -> str | None:
    """SQL telling that the cell is given and is none of its type, or missing where it must not be."""
    text = _text(raw, column.name)
    tests = []
    if column.name in raw.headings and column.type != "text":
        tests.append(f"({text} IS NOT NULL AND {_typed(column.type, text)} IS NULL)")
    if column.name in raw.headings and column.values:
        tests.append(f"{text} NOT IN {(*column.values, '')}")
    if needed or column.name == "source_id":
        tests.append(f"{text} IS NULL")
    return " OR ".join(tests) or None


def _default_sql(table: Table, column: Column) -> str:
    default = DEFAULTS.get((table.name, column.name)) or ("unknown" if "unknown" in column.values else None)
    if column.name == "sequence":
        return "0"
    return quote_text(default) if default and column.required else f"NULL::{column.sql_type}"


def _clock(raw: RawTable, table: Table) -> dict[str, str]:
    """Without a second clock, what happened was known at once, we assume; other rows when the file was seen."""
    happened = next((name for name in _EVENT_TIMES if name in table.names and name in raw.headings), None)
    event = _typed("time", _text(raw, happened)) if happened else "NULL::BIGINT"
    known = _typed("time", _text(raw, "known_at"))
    basis = f"CASE WHEN {known} IS NOT NULL THEN 'created' WHEN {event} IS NOT NULL THEN 'assumed' ELSE 'file_date' END"
    return {
        "known_at": f"coalesce({known}, {event}, {raw.seen_at})",
        "known_at_basis": f"coalesce({_text(raw, 'known_at_basis')}, {basis})",
    }


def _strange(raw: RawTable, table: Table) -> list[str]:
    """Headings that the table does not have: fields of the user's own."""
    known = {*table.names, *(column.name.removesuffix("_id") for column in table.columns if column.refers)}
    return [heading for heading in raw.headings if heading not in known]


def _custom_sql(raw: RawTable, table: Table) -> str:
    given = _text(raw, "custom")
    strange = _strange(raw, table)
    if not strange:
        return given
    pairs = ", ".join(f"{quote_text(heading)}, {_text(raw, heading)}" for heading in strange)
    return f"nullif(json_merge_patch(coalesce({given}, '{{}}'), json_object({pairs}))::VARCHAR, '{{}}')"


def _reject_rows(connection: duckdb.DuckDBPyConnection, raw: RawTable, cells: Sequence[_Cell]) -> None:
    """Keep each row that cannot land, with the cells that do not fit."""
    faults = []
    for number, cell in enumerate(one for one in cells if one.bad):
        heading = cell.heading or cell.column.name
        value = _text(raw, heading)
        empty = quote_text(f"it is empty, and every row of {raw.stem} needs it")
        faults.append(
            f"SELECT row, {number} AS number, {quote_text(heading)} AS field, {value} AS value, "
            f"CASE WHEN {value} IS NULL THEN {empty} ELSE {quote_text(_message(cell.column))} END AS message, "
            f"CASE WHEN {value} IS NULL THEN 'Fill it.' ELSE {quote_text(_fix(cell.column))} END AS fix "
            f"FROM {raw.table} t WHERE {cell.bad}"
        )
    if faults:
        put_rejects(connection, raw, " UNION ALL ".join(faults))


def _message(column: Column) -> str:
    if column.values:
        return f"it is none of {', '.join(column.values)}"
    return f"it is no {column.type.replace('_', '/')}"


def _fix(column: Column) -> str:
    return "Write one of them." if column.values else _FIXES.get(column.type, "Fill it.")
