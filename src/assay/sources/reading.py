"""From paths to raw tables: finds the files, and hands each to the reader of its kind."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from assay.sources.csv_file import read_csv_file
from assay.sources.files import find_files
from assay.sources.intake import Intake, Progress
from assay.sources.raw import RawTable


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
        tables: list[RawTable] = []
        for file in found:
            tables.append(read_csv_file(file, intake))
    return tables
