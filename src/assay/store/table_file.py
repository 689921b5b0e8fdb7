"""One table to one Parquet file and back: cast, sorted where it pays, and checked against its definition."""

from pathlib import Path

import duckdb

from assay.domain.errors import InputError
from assay.store.quoting import quote_name, quote_text
from assay.tables.column import Column, Table

#: Rows of a group. The rows of one deal lie together, so that reading them touches one group, two at most.
ROW_GROUP = 61_440


def select_typed(connection: duckdb.DuckDBPyConnection, table: Table, query: str) -> str:
    """The query with the table's columns alone, cast to their types, in the table's order.

    Raises ValueError when the query lacks a column.
    """
    found = {row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()}
    missing = [name for name in table.names if name not in found]
    if missing:
        raise ValueError(f"{table.name}: the query gives no {', '.join(missing)}")
    columns = ", ".join(f"{quote_name(c.name)}::{c.sql_type} AS {quote_name(c.name)}" for c in table.columns)
    select = f"SELECT {columns} FROM (\n{query}\n)"  # its own lines: it may end in a comment
    if not table.is_laid:
        return select
    # the id settles ties, so that the same rows always give the same file
    keys = (*table.sort, *(("id",) if table.common and "id" not in table.sort else ()))
    order = ", ".join(f"{quote_name(name)} ASC NULLS LAST" for name in keys)
    return f"{select} ORDER BY {order}"


def write_table_file(connection: duckdb.DuckDBPyConnection, table: Table, query: str, path: Path) -> int:
    """Write a query as Parquet and return the number of its rows.

    Raises ValueError when the rows break the table's definition, InputError when the disk refuses.
    """
    select = select_typed(connection, table, query)
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}"
    try:
        connection.execute(f"COPY ({select}) TO {quote_text(str(path))} ({options})")
    except duckdb.IOException as error:
        raise InputError(f"{path} cannot be written: {error}", fix="Make room on the disk.") from error
    rows = int(
        connection.execute(f"SELECT num_rows FROM parquet_file_metadata({quote_text(str(path))})").fetchall()[0][0]
    )
    if rows:
        _check_required(connection, table, path)
        _check_values(connection, table, path)
    return rows


def _check_required(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    counts = connection.execute(
        "SELECT path_in_schema, sum(stats_null_count)::BIGINT, bool_and(stats_null_count IS NOT NULL) "
        f"FROM parquet_metadata({quote_text(str(path))}) GROUP BY ALL"
    ).fetchall()
    for name, nulls, known in counts:
        if table.column(name).required and (nulls or not known):
            raise ValueError(f"{table.name}: {name} is required and empty in {nulls} rows")


def _check_values(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    listed: list[Column] = [column for column in table.columns if column.values]
    if not listed:
        return
    sets = ", ".join(f"list_sort(list(DISTINCT {quote_name(column.name)}))" for column in listed)
    (found,) = connection.execute(f"SELECT {sets} FROM read_parquet({quote_text(str(path))})").fetchall()
    for column, values in zip(listed, found, strict=True):
        strange = [value for value in values or () if value is not None and value not in column.values]
        if strange:
            raise ValueError(f"{table.name}: {column.name} is {strange[:5]}, expected one of {list(column.values)}")


def view_sql(table: Table, files: list[str], columns: tuple[str, ...]) -> str:
    """DuckDB SQL that reads a table: its columns by name, NULL for those that the files are too old to hold."""
    parts = []
    for column in table.columns:
        source = quote_name(column.name) if files and column.name in columns else "NULL"
        parts.append(f"{source}::{column.sql_type} AS {quote_name(column.name)}")
    listed = ", ".join(quote_text(file) for file in files)
    source = f"FROM read_parquet([{listed}])" if files else "WHERE false"
    return f"SELECT {', '.join(parts)} {source}"
