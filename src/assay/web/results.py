"""The results of the last run and the record, held open by this process: a cursor for each request, reopened when a
newer run or import lies there.
"""

import threading
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
from django.conf import settings

from assay.reports.catalogue.laying import find_laid, find_versions, take_laid
from assay.reports.deal_file import Run
from assay.reports.deal_reading import read_names, read_run
from assay.reports.deal_rows import Names
from assay.runs.results import open_results
from assay.store.home import Home

#: a newer run or import is noticed within this many seconds
_NOTICED_WITHIN = 1.0


@dataclass(frozen=True)
class _Opened:
    """What the process holds: the home it belongs to, its versions, and what every page needs of it.

    laid: the file of these versions in which rows lie by deal, if it was there already.
    """

    home: str
    version: str
    connection: duckdb.DuckDBPyConnection
    run: Run
    names: Names
    fiscal_start: int = 1
    laid: Path | None = None


@dataclass(frozen=True)
class Reading:
    """The results as one request reads them. `version` changes with every run and every import.

    fiscal_start: the month with which the first quarter begins.
    """

    connection: duckdb.DuckDBPyConnection
    version: str
    run: Run
    names: Names
    fiscal_start: int

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()


_lock = threading.Lock()
_opened: _Opened | None = None
_looked_at = 0.0


def open_reading() -> Reading:
    """A cursor on the results of the last run and on the record, to be closed by the caller (`with`).

    Raises InputError when no run was made yet.
    """
    with _lock:
        opened = _find_opened(settings.HOME)
        return Reading(opened.connection.cursor(), opened.version, opened.run, opened.names, opened.fiscal_start)


def forget_results() -> None:
    """Lets go of what is held open, so that the next request opens it anew."""
    global _opened
    with _lock:
        _opened = None


def _find_opened(home: Home) -> _Opened:
    # cursors in use keep the connection that is let go alive until they are closed
    global _opened, _looked_at
    now, path = time.monotonic(), str(home.path)
    is_same_home = _opened is not None and _opened.home == path
    if _opened is not None and is_same_home and now - _looked_at < _NOTICED_WITHIN:
        return _opened
    version = find_version(home)
    laid = find_laid(home, version)
    if _opened is not None and is_same_home and (version, laid) == (_opened.version, _opened.laid):
        _looked_at = now
        return _opened
    results = open_results(home)
    # footers of the files are read once and not for every query of every page
    results.connection.execute("SET parquet_metadata_cache = true")
    if laid:
        take_laid(results.connection, laid)
    run = read_run(results.connection, company=home.settings.get("company", ""), note=results.note)
    _opened = _Opened(path, version, results.connection, run, read_names(results.connection), home.fiscal_start, laid)
    _looked_at = now
    return _opened


def find_version(home: Home) -> str:
    """The versions of results and record together, as one word."""
    return find_versions(home)
