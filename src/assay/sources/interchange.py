"""The record as files named after the canonical tables, which `assay import` reads as they are.

docs/guide/importing.md describes the format for those who write such files themselves.
"""

from pathlib import Path

import duckdb

from assay.domain.errors import InputError
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.store.quoting import quote_name, quote_text
from assay.tables import CANONICAL, TABLES
from assay.tables.bookkeeping import REJECTED_ROW
from assay.tables.column import Column, Table
from assay.tables.statement import OPEN_STATEMENT

#: columns that say which import a row came by, and mean nothing elsewhere
BOOKKEEPING_COLUMNS = ("import_run", "file_no", "line")
#: tables that are written; rejected rows are for people to look at, and are not read back
EXPORTED = (*CANONICAL, REJECTED_ROW)

#: SQL of the rows that may leave: what was said to a circle of people does not, nor what was drawn from it
_OF_OPEN = f"coalesce(statement_id IN (SELECT id FROM statement WHERE {OPEN_STATEMENT}), true)"
_MAY_LEAVE = {
    "statement": OPEN_STATEMENT,
    **dict.fromkeys(("statement_code", "requirement", "buying_process"), _OF_OPEN),
}

_FORMATS = {"csv": "FORMAT csv, HEADER true", "parquet": "FORMAT parquet, COMPRESSION zstd"}


def export_record(home: Home, folder: Path, kind: str = "csv") -> str:
    """Write every table that has rows into `folder`, as csv or parquet; returns what was written, in words.

    What was said to a circle of people stays here, and so do codes and requirements drawn from it.

    Raises InputError when the folder holds anything that is no such file.
    """
    _prepare_folder(folder)
    written = []
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        for table in EXPORTED:
            rows = _write_table(connection, table, folder / f"{table.name}.{kind}", kind)
            if rows:
                written.append(f"  {table.name}.{kind}: {rows} rows")
    if not written:
        return "The record is empty: import something first."
    return "\n".join([f"Wrote {len(written)} files to {folder}:", *written])


def exported_columns(table: Table) -> list[Column]:
    """The columns that a file of this table has."""
    if not table.common:
        return list(table.columns)
    return [column for column in table.columns if column.name not in BOOKKEEPING_COLUMNS]


def _prepare_folder(folder: Path) -> None:
    """An earlier export is replaced; a folder with anything else in it is left alone."""
    ours = {f"{table.name}.{kind}" for table in EXPORTED for kind in _FORMATS}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strange = sorted(path.name for path in folder.iterdir() if path.name not in ours)
        if strange:
            raise InputError(
                f"{folder} holds other files, such as {strange[0]}.",
                fix="Name a folder that is empty or does not exist.",
            )
        for path in folder.iterdir():
            path.unlink()
    except OSError as error:
        raise InputError(
            f"{folder} cannot be used as a folder: {error.strerror}.", fix="Name a folder that you may write."
        ) from error


def _write_table(connection: duckdb.DuckDBPyConnection, table: Table, path: Path, kind: str) -> int:
    may = _MAY_LEAVE.get(table.name, "true")
    ((rows,),) = connection.execute(f"SELECT count(*) FROM {table.name} WHERE {may}").fetchall()
    if rows:
        columns = ", ".join(_cell_sql(column, kind) for column in exported_columns(table))
        order = ", ".join(quote_name(name) for name in table.sort)
        query = f"SELECT {columns} FROM {table.name} WHERE {may} ORDER BY {order}"
        connection.execute(f"COPY ({query}) TO {quote_text(str(path))} ({_FORMATS[kind]})")
    return int(rows)


def _cell_sql(column: Column, kind: str) -> str:
    """Times are readable in CSV, epoch seconds in Parquet."""
    name = quote_name(column.name)
    if column.type == "time" and kind == "csv":
        return f"strftime(make_timestamp({name} * 1000000), '%Y-%m-%dT%H:%M:%SZ') AS {name}"
    return name
