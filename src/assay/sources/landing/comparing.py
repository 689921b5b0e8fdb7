"""Staged rows against the record: what is new, what changed, what stands there already.

A row of an export older than the one that the standing row came from changes nothing that stands. It fills what is
empty, and says since when the row was known; for its source it goes on to stand as the newer export gave it.
"""

import duckdb

from assay.domain.errors import InputError
from assay.domain.outcome import CLASS_BASES
from assay.domain.spans import DAY
from assay.sources.landing.combining import Combined, shared_key
from assay.sources.landing.draft import Draft
from assay.sources.landing.files import Files
from assay.sources.landing.rules import DERIVED, KEPT, PROVENANCE, default_sql
from assay.sources.landing.spoken import Spoken
from assay.store.quoting import quote_text
from assay.tables.column import Column, Table


def compare_rows(draft: Draft, combined: Combined, files: Files, import_run: int) -> str:
    """Make the relation `fresh_<table>`: new and changed rows with all columns of the table, `is_new` and `row`.

    Raises InputError when a key belongs to another source id, or when a required column stays empty.
    """
    table, record = combined.table, draft.relation(combined.table.name)
    is_first = not draft.has_rows(record)
    values = {c.name: _value_sql(table, c, combined.spoken.get(c.name, "false"), is_first) for c in table.columns}
    if not is_first:
        values["custom"] = _custom_sql(draft.connection, table)
    values |= {"import_run": str(import_run), "file_no": files.bisect_sql("o.row", "file_no")}
    if is_first:
        values["known_at"] = f"coalesce(o.known_at, {files.bisect_sql('o.row', 'seen_at')})"
        values["known_at_basis"] = "coalesce(o.known_at_basis, 'file_date')"
        source = f"{combined.relation} o"
        where = ""
    else:
        source = f"{combined.relation} o LEFT JOIN {record} r ON r.id = o.id"
        if _may_be_older(draft, files):
            values = {name: _unless_older(table.column(name), value, files) for name, value in values.items()}
            source += " LEFT JOIN import_file w ON w.file_no = r.file_no"
        values |= _clock_sql(files)
        where = f" WHERE r.id IS NULL OR {_differs_sql(table, values)}"
        _refuse_taken_keys(draft.connection, combined, record)
    columns = ", ".join(f"{value} AS {name}" for name, value in values.items())
    is_new = "true" if is_first else "r.id IS NULL"
    query = f"SELECT {columns}, {is_new} AS is_new, o.row FROM {source}{where}"
    kind = "VIEW" if is_first else "TABLE"
    draft.connection.execute(f"CREATE {kind} fresh_{table.name} AS {query}")
    _refuse_gaps(draft.connection, table)
    return f"fresh_{table.name}"


def _value_sql(table: Table, column: Column, spoken: str, is_first: bool) -> str:
    """The column as it will stand: o holds what was staged, r what the record holds."""
    name = column.name
    default = default_sql(table, column)
    default = "o.source_id" if default == "source_id" else default
    if name in ("id", "source", "instance", "source_id", "line"):
        return f"o.{name}"
    if is_first:
        value = f"o.{name}"
    elif table.name == "stage" and name in ("stage_class", "class_basis"):
        value = f"CASE WHEN {_class_rank('o')} >= {_class_rank('r')} THEN o.{name} ELSE r.{name} END"
    elif (table.name, name) in KEPT or spoken == "false":
        first, second = ("o", "r") if (table.name, name) in KEPT else ("r", "o")
        value = f"coalesce({_known(first, column)}, {_known(second, column)})"
    elif spoken == "true":
        value = f"o.{name}"
    else:
        value = f"CASE WHEN o.{spoken} THEN o.{name} ELSE coalesce({_known('r', column)}, o.{name}) END"
    return f"coalesce({value}, {default})" if default else value


def _may_be_older(draft: Draft, files: Files) -> bool:
    """Whether any file of the import was seen before one that the record was made from, which is seldom."""
    ((newest,),) = draft.connection.execute("SELECT max(seen_at) FROM import_file").fetchall()
    first = files.first_seen()
    return newest is not None and first is not None and first < newest


def _unless_older(column: Column, value: str, files: Files) -> str:
    """`value`, unless the staged row is older than the standing one: that stays, and is filled where it is empty."""
    name = column.name
    if name in ("id", "source", "instance", "source_id", "stage_class", "class_basis"):
        return value
    if name in ("import_run", "file_no", "line"):
        kept = f"r.{name}"
    elif name == "custom":
        laid = "json_merge_patch(coalesce(o.custom, '{}'), coalesce(r.custom, '{}'))::VARCHAR"
        kept = f"nullif({laid}, '{{}}')"
    else:
        kept = f"coalesce({_known('r', column)}, o.{name}, r.{name})"
    # by day: files of one dump differ by minutes, in whatever order they are imported
    is_older = f"{files.bisect_sql('o.row', 'seen_at')} // {DAY} < w.seen_at // {DAY}"
    return f"CASE WHEN {is_older} THEN {kept} ELSE {value} END"


def _known(side: str, column: Column) -> str:
    name = f"{side}.{column.name}"
    return f"nullif({name}, 'unknown')" if side == "r" and "unknown" in column.values else name


def _custom_sql(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Fields of the user's own: those that the import has replace those in the record, which keeps the others.

    An empty one is not staged; that a file has it is told by its row of source_field.
    """
    if not Spoken(connection, table.name).is_one_range("custom"):
        cleared = "r.custom"
    else:
        fields = connection.execute(
            "SELECT json_group_object(field, NULL)::VARCHAR FROM land_source_field WHERE table_name = ?", [table.name]
        ).fetchall()[0][0]
        cleared = f"json_merge_patch(r.custom, {quote_text(fields)})" if fields else "r.custom"
    return (
        "CASE WHEN r.custom IS NULL THEN o.custom ELSE "
        f"nullif(json_merge_patch({cleared}, coalesce(o.custom, '{{}}'))::VARCHAR, '{{}}') END"
    )


def _class_rank(side: str) -> str:
    return f"coalesce(list_position({list(CLASS_BASES)}, {side}.class_basis), 0)"


def _clock_sql(files: Files) -> dict[str, str]:
    """The earliest time counts; one that was only assumed gives way to the source's own clock."""
    known = f"coalesce(o.known_at, {files.bisect_sql('o.row', 'seen_at')})"
    basis = "coalesce(o.known_at_basis, 'file_date')"
    strong = "('created', 'history_row')"
    mine = f"""(r.id IS NOT NULL AND (({basis} = 'assumed' AND r.known_at_basis IN {strong})
      OR (r.known_at <= {known} AND NOT (r.known_at_basis = 'assumed' AND {basis} IN {strong}))))"""
    return {
        "known_at": f"CASE WHEN {mine} THEN r.known_at ELSE {known} END",
        "known_at_basis": f"CASE WHEN {mine} THEN r.known_at_basis ELSE {basis} END",
    }


def _differs_sql(table: Table, values: dict[str, str]) -> str:
    compared = [c for c in table.names if c not in PROVENANCE and (table.name, c) not in DERIVED]
    tests = [
        f"json({values[c]})::VARCHAR IS DISTINCT FROM json(r.custom)::VARCHAR"
        if c == "custom"
        else f"({values[c]}) IS DISTINCT FROM r.{c}"
        for c in (*compared, "known_at", "known_at_basis")
    ]
    return "(" + " OR ".join(tests) + ")"


def _refuse_taken_keys(connection: duckdb.DuckDBPyConnection, combined: Combined, record: str) -> None:
    found = connection.execute(
        f"SELECT r.source_id, o.source_id FROM {combined.relation} o JOIN {record} r USING (id)"
        " WHERE r.source_id <> o.source_id OR r.source <> o.source OR r.instance <> o.instance LIMIT 1"
    ).fetchall()
    if found:
        raise shared_key(combined.table.name, *found[0])


def _refuse_gaps(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    required = [column.name for column in table.columns if column.required]
    counts = ", ".join(f"count(*) FILTER ({name} IS NULL)" for name in required)
    (gaps,) = connection.execute(f"SELECT {counts} FROM fresh_{table.name}").fetchall()
    for name, rows in zip(required, gaps, strict=True):
        if rows:
            raise InputError(
                f"{table.name}: {rows} rows have no {name}, which every row needs.",
                fix="Mend the mapping of that column, so that such rows are rejected or filled.",
            )
