"""From paths to raw tables: finds the files, and hands each to the reader of its kind."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from assay.domain.errors import InputError
from assay.sources.csv_file import holds_tabs, read_csv_file
from assay.sources.encoding import inspect_text
from assay.sources.files import READABLE, find_files
from assay.sources.intake import FoundFile, Intake, Progress
from assay.sources.json_file import read_json_file
from assay.sources.parquet_file import read_parquet_file
from assay.sources.raw import RawTable
from assay.sources.transcripts.reading import read_conversation, read_cues
from assay.sources.transcripts.text import begins_with_clock
from assay.sources.xlsx_file import read_xlsx_file


def read_files(
    paths: Sequence[Path],
    connection: duckdb.DuckDBPyConnection,
    *,
    scratch: Path | None = None,
    progress: Progress | None = None,
) -> list[RawTable]:
    """Read files, folders and zips into DuckDB tables, every source row counted.

    Makes the tables `reject` (broken rows, kept whole) and `left_out` (files that hold no rows, with the reason).
    scratch: a folder for temporary files; by default the system's.
    Raises InputError when a path cannot be read or a file is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="reading-", dir=scratch) as folder:
        intake = Intake(connection, Path(folder), progress)
        intake.prepare()
        found = find_files(paths, intake)
        intake.total = sum(file.path.stat().st_size for file in found)
        with _keeping_order(connection):
            tables = [table for file in found for table in _read_file(file, intake)]
    if not tables:
        raise InputError(
            f"{', '.join(str(path) for path in paths)} holds no rows that can be read.",
            fix='Give CSV, TSV, XLSX, Parquet or JSON files, or transcripts with lines "Name: words".',
        )
    return tables


@contextmanager
def _keeping_order(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Rows lie in the order of the file while it is read, whatever the connection was set to, for speed or memory."""
    name = "preserve_insertion_order"
    [(before,)] = connection.execute(f"SELECT current_setting('{name}')").fetchall()
    connection.execute(f"SET {name} = true")
    try:
        yield
    finally:
        connection.execute(f"SET {name} = {before}")


def _read_file(found: FoundFile, intake: Intake) -> list[RawTable]:
    try:
        return _read_kind(found, intake)
    except OSError as error:
        raise InputError(
            f"{found.name} cannot be read: {error.strerror or error}.",
            fix="Check its rights, and the space left on disk.",
        ) from error


def _read_kind(found: FoundFile, intake: Intake) -> list[RawTable]:
    kind = READABLE[found.ending]
    if kind == "csv":
        return [read_csv_file(found, intake)]
    if kind == "xlsx":
        return read_xlsx_file(found, intake)
    if kind == "parquet":
        return [read_parquet_file(found, intake)]
    if kind == "json":
        return read_json_file(found, intake)
    if kind == "text":
        return _read_text_file(found, intake)
    return [read_cues(found, intake, kind)]


def _read_text_file(found: FoundFile, intake: Intake) -> list[RawTable]:
    """A .txt file is a table separated by tabs, as Excel saves it, or a transcript; else it is left out."""
    text = inspect_text(found.path, found.name)
    if holds_tabs(text) and not begins_with_clock(next(text.pieces()).decode(errors="replace")):
        return [read_csv_file(found, intake)]
    table = read_conversation(found, intake)
    if table is None:
        intake.leave_out(found.name, 'no transcript: no one speaks twice in lines "Name: words", and no table')
    return [] if table is None else [table]
