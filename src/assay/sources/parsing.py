"""DuckDB's part of reading: a clean file of records becomes a raw table."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from assay.domain.errors import InputError

_NO_NULL = "\x02\x03"  # no text holds it, so that an empty cell stays an empty text


def parse_records(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    clean: Path,
    separator: bytes,
    width: int,
    longest: int,
    first_row: int,
    lines: npt.NDArray[np.int64],
) -> None:
    """Make the raw table `table` from a file of len(lines) records of `width` cells, none longer than `longest` bytes.

    Where the lines simply count on, row and line are told from the place in the table, which spares a pass that cannot
    run in parallel; else they are joined by place.
    """
    cells = read_clean_sql(clean, separator.decode(), text_columns(width), longest, null=_NO_NULL)
    count = len(lines)
    if count == 0 or int(lines[-1]) - int(lines[0]) == count - 1:
        offset = int(lines[0]) if count else 0
        connection.execute(f"CREATE OR REPLACE TABLE {table}_cells AS SELECT * FROM {cells}")
        connection.execute(
            f"CREATE OR REPLACE VIEW {table} AS SELECT rowid + {first_row} AS row, rowid + {offset} AS line, * "
            f"FROM {table}_cells"
        )
    else:
        places = {"row": np.arange(first_row, first_row + count), "line": lines}
        connection.register("places", places)
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM places POSITIONAL JOIN {cells}")
        connection.unregister("places")
    check_count(connection, table, count)


def write_record(cells: Sequence[str | None]) -> bytes:
    """A line of a clean file: every cell in quotes but the missing ones, commas between, a line feed at the end."""
    quoted = ('"' + cell.replace('"', '""') + '"' if cell is not None else "" for cell in cells)
    return f"{','.join(quoted)}\n".encode(errors="replace")


def text_columns(width: int) -> dict[str, str]:
    """The columns c0..cN with their type."""
    return {f"c{index}": "VARCHAR" for index in range(width)}


def read_clean_sql(clean: Path, separator: str, types: Mapping[str, str], longest: int, *, null: str) -> str:
    """A DuckDB table function call that reads a clean file into columns of these types.

    longest: bytes of the longest record; null: the unquoted text that stands for a missing cell.
    """
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    longest = max(longest + 2, 2 << 20)
    buffer = f", max_line_size = {longest}, buffer_size = {2 * longest}" if longest > 2 << 20 else ""
    path = str(clean).replace("'", "''")
    return (
        f"read_csv('{path}', columns = {{{columns}}}, delim = '{separator}', quote = '\"', escape = '\"', "
        f"new_line = '\\n', header = false, auto_detect = false, nullstr = '{null}', allow_quoted_nulls = false"
        f"{buffer})"
    )


def check_count(connection: duckdb.DuckDBPyConnection, table: str, count: int) -> None:
    """Raises InputError when the raw table does not hold the records that were counted in the file."""
    [(found,)] = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    if found != count:
        raise InputError(
            f"{count:,} records were counted in a file, and {found:,} could be parsed.",
            fix="Open the file in a spreadsheet and save it again as CSV UTF-8 or XLSX.",
        )
