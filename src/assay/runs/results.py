"""Reads the results of the last run, for pages and for machines. Nothing heavy is imported here."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assay.domain.errors import InputError
from assay.domain.formula import FORMULA
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.store.quoting import quote_name, quote_text
from assay.tables import TABLES
from assay.tables.column import Table
from assay.tables.mention import MENTION, OPEN_MENTION
from assay.tables.results import RESULT_TABLES

#: epoch seconds as each format holds a time, whatever the time zone of the session
_ISO = "strftime(make_timestamp(1000000 * ({seconds})), '%Y-%m-%dT%H:%M:%SZ')"
_TIMES = {"csv": _ISO, "json": _ISO, "parquet": "to_timestamp({seconds})"}

#: the last second that a four-figure year holds; what lies beyond stands for "for ever"
_LAST_SECOND = 253_402_300_799

#: what stands beside deal_id, so that a row can be laid beside the CRM -> the column of the record's deal
DEAL_NAMES = {"deal_source_id": "source_id", "deal_name": "name"}

_FORMATS = {"csv": "FORMAT csv, HEADER true", "parquet": "FORMAT parquet, COMPRESSION zstd", "json": "FORMAT json"}


@dataclass(frozen=True)
class RunResults:
    """A DuckDB connection in which the tables of the results and of the record can be read by name.

    note: what a reader should know before relying on them; empty when they are up to date.
    """

    connection: duckdb.DuckDBPyConnection
    note: str

    def __enter__(self) -> "RunResults":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()


def open_results(home: Home) -> RunResults:
    """The results of the last run. Raises InputError when no run was made yet."""
    results, record = open_place(home.results, RESULT_TABLES), open_place(home.record, TABLES)
    if results.version() == 0:
        raise InputError("There are no results yet.", fix="Make them: assay run")
    connection = open_connection()
    results.attach(connection)
    record.attach(connection)
    ((version,),) = connection.execute("SELECT record_version FROM run").fetchall()
    is_stale = record.version() != version
    note = "The record has changed since this run. Bring the results up to date: assay run" if is_stale else ""
    return RunResults(connection, note)


def list_results(home: Home) -> str:
    """The tables of the last run with their rows and what they hold."""
    with open_results(home) as results:
        counts = {name: _count_rows(results.connection, name) for name in RESULT_TABLES}
        width = max(len(f"{count:,}") for count in counts.values())
        longest = max(map(len, counts))
        lines = [f"{name:<{longest}} {count:>{width},}  {RESULT_TABLES[name].about}" for name, count in counts.items()]
        return "\n".join([*lines, *([results.note] if results.note else [])])


def write_results(home: Home, name: str, kind: str, out: Path | None) -> str:
    """Write table `name` of the last run as csv, parquet or json. Its plural is taken too: reasons, criteria.

    Returns the text to print: the table itself, or with `out` where it was written. Times are UTC: 2026-03-04T05:06:07Z
    in csv and json, timestamps in parquet; one that never comes is empty. Beside `deal_id` stand the deal's id in its
    source and its name. Texts that a spreadsheet would run as a formula begin with an apostrophe in csv.

    Raises InputError for an unknown name, and for parquet without a file.
    """
    table = _find_table(name)
    if table is None:
        raise InputError(f"There is no table {name!r}.", fix=f"The tables are {', '.join(RESULT_TABLES)}.")
    if out is None and kind == "parquet":
        raise InputError("Parquet cannot be printed.", fix="Name a file: --out FILE")
    with open_results(home) as results:
        if out is not None:
            _copy(results.connection, table, kind, out)
            return f"{_count_rows(results.connection, table.name):,} rows of {table.name}: {out.resolve()}\n"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            _copy(results.connection, table, kind, path)
            return path.read_text(encoding="utf-8")


def _find_table(name: str) -> Table | None:
    plural = {"criteria": "criterion"}
    return RESULT_TABLES.get(name) or RESULT_TABLES.get(plural.get(name, name.removesuffix("s")))


def _copy(connection: duckdb.DuckDBPyConnection, table: Table, kind: str, path: Path) -> None:
    columns = ", ".join(_select_columns(table, kind))
    order = ", ".join(f"t.{quote_name(name)}" for name in table.sort)
    deals = " LEFT JOIN deal AS d ON d.id = t.deal_id" if "deal_id" in table.names else ""
    query = f"SELECT {columns} FROM {_read_open(table)} AS t{deals} ORDER BY {order}"
    array = ", ARRAY true" if kind == "json" else ""
    try:
        connection.execute(f"COPY ({query}) TO {quote_text(str(path))} ({_FORMATS[kind]}{array})")
    except duckdb.IOException as error:
        raise InputError(f"{path} cannot be written: {error}", fix="Name a file that you may write.") from error


def _read_open(table: Table) -> str:
    """SQL of the rows that may be handed on: a quote leaves the circle of its statement no more than that does."""
    name = quote_name(table.name)
    return f"(SELECT * FROM {name} WHERE {OPEN_MENTION})" if table is MENTION else name


def _select_columns(table: Table, kind: str) -> Iterator[str]:
    for column in table.columns:
        yield _select_column(f"t.{quote_name(column.name)}", column.name, column.type, kind)
        if column.name == "deal_id":
            yield from (_select_column(f"d.{own}", name, "text", kind) for name, own in DEAL_NAMES.items())


def _select_column(value: str, name: str, type_: str, kind: str) -> str:
    if type_ == "time":
        value = _TIMES[kind].format(seconds=f"CASE WHEN {value} <= {_LAST_SECOND} THEN {value} END")
    elif kind == "csv" and type_ in {"text", "json"}:
        is_formula = f"regexp_matches({value}, {quote_text(FORMULA)})"
        value = f"CASE WHEN {is_formula} THEN '''' || {value} ELSE {value} END"
    return f"{value} AS {quote_name(name)}"


def _count_rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    ((count,),) = connection.execute(f"SELECT count(*) FROM {_read_open(RESULT_TABLES[name])}").fetchall()
    return int(count)
