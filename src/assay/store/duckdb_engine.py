"""DuckDB in this process: the engine of a folder, and the connection that imports work on."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from assay.domain.errors import InputError
from assay.store.engine import Rows, compile_query
from assay.store.quoting import quote_name, quote_text

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: Ibis type -> DuckDB type, for tables put in from rows
_TYPES = {
    "int64": "BIGINT",
    "int32": "INTEGER",
    "float64": "DOUBLE",
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "decimal(18, 4)": "DECIMAL(18,4)",
}


def open_connection(*, work: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory, bounded by ASSAY_MEMORY (default 1500MB), that spills into `work` or the system's own place.

    It fetches no extension, reads times as UTC, and keeps no order that a query does not ask for.
    """
    limit = os.environ.get("ASSAY_MEMORY", "1500MB")
    spill = Path(work or tempfile.gettempdir()) / f"assay-spill-{os.getpid()}"
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"SET memory_limit = {quote_text(limit)}")
    except duckdb.Error as error:
        connection.close()
        raise InputError(
            f"ASSAY_MEMORY is {limit!r}; expected an amount such as 1500MB or 4GB.", fix="Mend or unset it."
        ) from error
    connection.execute(f"SET temp_directory = {quote_text(str(spill))}")
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions", "preserve_insertion_order"):
        connection.execute(f"SET {setting} = false")
    connection.execute("SET TimeZone = 'UTC'")
    return connection


class DuckDbEngine:
    """An engine on one connection, in which the tables of a place are readable."""

    dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, query: "str | ir.Table", parameters: Sequence[Any] = ()) -> Rows:
        return self.connection.execute(compile_query(query, self.dialect), list(parameters)).fetchall()

    def make(self, name: str, query: "str | ir.Table") -> None:
        sql = compile_query(query, self.dialect)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {quote_name(name)} AS {sql}")

    def put(self, name: str, schema: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        types = [_TYPES[type_] for type_ in schema.values()]
        columns = ", ".join(f"{quote_name(c)} {t}" for c, t in zip(schema, types, strict=True))
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {quote_name(name)} ({columns})")
        if rows:
            # whole columns at once: a bound row at a time costs a hundred times as much
            unnested = ", ".join(f"unnest(?::{type_}[])" for type_ in types)
            values = [list(column) for column in zip(*rows, strict=True)]
            self.connection.execute(f"INSERT INTO {quote_name(name)} SELECT {unnested}", values)

    def close(self) -> None:
        self.connection.close()
