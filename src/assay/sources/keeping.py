"""Source rows as they came, kept beside the record, so that a row of the record can show the row it was made from."""

import json
from pathlib import Path

import duckdb

from assay.domain.errors import InputError
from assay.sources.raw import RawTable
from assay.store.durable import ASIDE, sync_path
from assay.store.quoting import quote_name, quote_text


def keep_raw(connection: duckdb.DuckDBPyConnection, raw: RawTable, path: Path) -> None:
    """Write the rows of a raw table to a Parquet file: row, line, and the cells under their headings."""
    taken = {"row", "line"}
    names = []
    for heading in raw.headings:  # column names are compared without regard to case
        name = heading
        while name.lower() in taken:
            name += " "
        taken.add(name.lower())
        names.append(name)
    cells = ", ".join(f"c{index} AS {quote_name(name)}" for index, name in enumerate(names))
    headings = json.dumps(raw.headings).replace("'", "''")
    connection.execute(
        f"COPY (SELECT row, line, {cells} FROM {raw.table}) TO {quote_text(str(path))} "
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{headings: '{headings}'}})"
    )


def read_kept(path: Path, line: int) -> dict[str, str | None]:
    """The cells by heading of the source row that begins on `line`. Raises InputError when it is not kept there."""
    with duckdb.connect() as connection:
        try:
            [(headings,)] = connection.execute(
                "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'headings'", [str(path)]
            ).fetchall()
            rows = connection.execute("SELECT * FROM read_parquet(?) WHERE line = ?", [str(path), line]).fetchall()
        except duckdb.Error as error:
            raise InputError(f"The kept file {path} cannot be read.", fix="Import its source file again.") from error
    if not rows:
        raise InputError(f"Line {line} is not in the kept file {path}.", fix="Look among the rejected rows.")
    return dict(zip(json.loads(headings), rows[0][2:], strict=True))


def rewrite_kept(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Put the rows of a query (row, line, the cells in their order) in the place of a kept file, under its headings."""
    [(headings,)] = connection.execute(
        "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'headings'", [str(path)]
    ).fetchall()
    told = str(headings).replace("'", "''")
    aside = path.with_name(path.name + ASIDE)
    connection.execute(
        f"COPY ({query}) TO {quote_text(str(aside))}"
        f" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{headings: '{told}'}})"
    )
    sync_path(aside)
    aside.replace(path)
    sync_path(path.parent)
