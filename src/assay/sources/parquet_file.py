"""Parquet files, read by DuckDB, each value written as text."""

import duckdb

from assay.domain.errors import InputError
from assay.sources.encoding import hash_file
from assay.sources.intake import FoundFile, Intake
from assay.sources.raw import RawTable

_NESTED = ("STRUCT", "MAP", "UNION", "VARIANT")


def read_parquet_file(found: FoundFile, intake: Intake) -> RawTable:
    """Read one Parquet file. Times become ISO text (with Z where the file says UTC), nested values JSON.

    Raises InputError when the file is empty, cut off or no Parquet.
    """
    try:
        return _read(found, intake)
    except duckdb.Error as error:
        raise InputError(
            f"{found.name} cannot be read as Parquet: {str(error).splitlines()[0]}",
            fix="It was cut off, damaged or is no Parquet file: export or copy it again.",
        ) from error


def _read(found: FoundFile, intake: Intake) -> RawTable:
    connection = intake.connection
    path = str(found.path).replace("'", "''")
    source = f"read_parquet('{path}', binary_as_string = true, hive_partitioning = false)"
    columns = [(row[0], row[1]) for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    cells = ", ".join(f"{_cell_sql(name, kind)} AS c{index}" for index, (name, kind) in enumerate(columns))
    table = intake.next_table()
    connection.execute(f"CREATE OR REPLACE TABLE {table}_cells AS SELECT {cells} FROM {source}")
    [(rows,)] = connection.execute(f"SELECT count(*) FROM {table}_cells").fetchall()
    first_row = intake.take_rows(rows)
    connection.execute(
        f"CREATE OR REPLACE VIEW {table} AS SELECT rowid + {first_row} AS row, rowid + 1 AS line, * FROM {table}_cells"
    )
    intake.advance(found.path.stat().st_size, found.name)
    return RawTable(
        name=found.name,
        kind="parquet",
        table=table,
        headings=tuple(name for name, _ in columns),
        rows=rows,
        first_row=first_row,
        sha256=hash_file(found.path),
        seen_at=found.seen_at,
    )


def _cell_sql(name: str, kind: str) -> str:
    """The text of one column's values."""
    column = '"' + name.replace('"', '""') + '"'
    if kind.endswith("]") or kind.startswith(_NESTED):
        return f"to_json({column})::VARCHAR"
    if kind in ("DOUBLE", "FLOAT"):
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e15"
        return f"CASE WHEN isfinite({column}) THEN if({whole}, {column}::BIGINT::VARCHAR, {column}::VARCHAR) END"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return _iso_sql(f"timezone('UTC', {column})") + " || 'Z'"
    if kind.startswith("TIMESTAMP"):
        return _iso_sql(column)
    return f"{column}::VARCHAR"


def _iso_sql(moment: str) -> str:
    return f"replace(strftime({moment}, '%Y-%m-%dT%H:%M:%S.%f'), '.000000', '')"
