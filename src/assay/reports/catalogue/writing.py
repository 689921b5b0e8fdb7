"""Writes the catalogue of the last run."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from assay.reports.catalogue.gathering import prepare_tables, read_meta, read_parts
from assay.reports.catalogue.layout import INDICES, LAYOUT, TABLES
from assay.reports.catalogue.placing import find_folder, place_sqlite, put_rows
from assay.runs.results import open_results
from assay.store import open_place
from assay.store.home import Home
from assay.store.manifest import read_manifest
from assay.tables.results import RESULT_TABLES

#: names the file that is read
POINTER = "current"

#: how many files stay: the one that is read, and the one before it for pages that are being made
_KEPT = 2

#: told what is being done, and which share of all is done
Report = Callable[[str, float], None]


def write_catalogue(home: Home, report: Report | None = None) -> Path:
    """Write the last run's catalogue and make it the one that is read. Pages in the making keep the one before it.

    report: told what is being done and the share done, 0 to 1; what it raises ends the writing and changes nothing.

    Raises InputError when no run was made yet.
    """
    version = open_place(home.results, RESULT_TABLES).version()  # asked first: a run that ends meanwhile makes it stale
    about = {"results_version": version, "company": home.settings.get("company", "")}
    about |= {"fiscal_start": home.fiscal_start, "reasons_version": find_reasons_version(home)}
    with open_results(home) as results:
        return write_from(results.connection, find_folder(home), about | {"note": results.note}, report)


def find_reasons_version(home: Home) -> int:
    """The version of the reasons of deals now; 0 where none were worked out."""
    table = read_manifest(Path(home.results)).tables.get("reason")
    return table.delta_version if table else 0


def write_from(
    connection: duckdb.DuckDBPyConnection, folder: Path, about: dict[str, Any], report: Report | None = None
) -> Path:
    """Write the catalogue of the results and the record that `connection` holds into `folder`.

    about: what is said of it besides what the run says of itself: results_version, company, note.
    """
    say: Report = report or (lambda doing, share: None)
    prepare_tables(connection)
    meta = {**read_meta(connection), "layout": LAYOUT, **about}

    def write(file: sqlite3.Connection) -> None:
        file.executescript(TABLES)
        _copy_parts(connection, file, say, meta)
        _finish_file(file, meta, say)

    path = place_sqlite(folder, meta["run_id"][:12], ".sqlite", POINTER, write)
    _remove_old(folder, path)
    say("catalogue", 1.0)
    return path


def _copy_parts(
    connection: duckdb.DuckDBPyConnection, file: sqlite3.Connection, say: Report, meta: dict[str, Any]
) -> None:
    for name, rows in read_parts(connection, meta.get("fiscal_start", 1)):
        if name == "deal":
            rows = _count_along(rows, meta["deals"], say)
        put_rows(file, name, rows)
    _index_names(file)


def _index_names(file: sqlite3.Connection) -> None:
    """Make the words of names and accounts searchable by how they begin."""
    file.execute("INSERT INTO deal_name(rowid, words) SELECT place, words FROM deal ORDER BY place")
    file.execute("INSERT INTO deal_name(deal_name) VALUES ('optimize')")
    file.execute("CREATE VIRTUAL TABLE temp.deal_vocabulary USING fts5vocab(main, deal_name, row)")
    file.execute("INSERT INTO deal_word SELECT term, doc FROM temp.deal_vocabulary")


def _count_along(rows: Any, deals: int, say: Report) -> Any:
    for count, row in enumerate(rows):
        if count % 20_000 == 0:
            say("catalogue", 0.6 * count / max(deals, 1))
        yield row


def _finish_file(file: sqlite3.Connection, meta: dict[str, Any], say: Report) -> None:
    for number, index in enumerate(INDICES):
        say("catalogue", 0.6 + 0.39 * number / len(INDICES))
        file.execute(index)
    file.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    file.execute("ANALYZE")


def _remove_old(folder: Path, current: Path) -> None:
    """Removes all files but the last two. Whoever still has one open reads on: its name goes, not its bytes."""
    files = sorted(folder.glob("*.sqlite"), key=lambda path: (path == current, path.stat().st_mtime_ns))
    for path in files[:-_KEPT]:
        path.unlink(missing_ok=True)
