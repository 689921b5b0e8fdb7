"""The words of the deals of the last run, coded after it and beside it: nobody waits for them."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from assay.domain.errors import InputError, RetryLater
from assay.runs.clock import read_clock
from assay.runs.coding.mentions import Report, make_mentions
from assay.runs.gathering import Gathering
from assay.runs.showing import KEEPING, show_steps
from assay.store import open_engine, open_place
from assay.store.duckdb_engine import open_connection
from assay.store.folder import FolderPlace
from assay.store.home import Home
from assay.store.quoting import quote_text
from assay.tables import TABLES
from assay.tables.mention import OWN
from assay.tables.results import RESULT_TABLES
from assay.words.coding.naming import name_coder


@dataclass(frozen=True)
class _Standing:
    """The run that stands. coded_of, coder_id: the run that words were coded of last, and by whom; empty for none."""

    run_id: str
    as_of: int
    record_version: int
    coded_of: str
    coder_id: str


def find_uncoded(home: Home) -> str:
    """The last run, if its words wait to be coded by the coder of now, named with it; empty otherwise.

    They never do where the setting words says no.
    """
    due = _find_due(home) if home.codes_words else None
    return f"{due.run_id} {name_coder(home)}" if due else ""


def code_words(home: Home, report: Report | None = None) -> int | None:
    """Codes the words of the deals of the last run into its table mention; returns how many texts were read.

    None where that is done already, where there is no run, or where the setting words says no.  Only text that was
    not coded before is.  It reads what the run read; a run made meanwhile has its own words coded next.
    report: is told each step; by default they are shown on the terminal.
    Raises RetryLater when another run is at work as the codes are written.
    """
    if not home.codes_words:
        return None
    with nullcontext(report) if report else _show_steps() as told:
        while (standing := _find_due(home)) is not None:
            count = _code(home, standing, told)
            if count is not None:
                return count
    return None


@contextmanager
def _show_steps() -> Iterator[Report]:
    with show_steps() as tell:
        yield lambda step, share: tell(step)


def _find_due(home: Home) -> _Standing | None:
    place = open_place(home.results, RESULT_TABLES)
    if place.version() == 0:
        return None
    with closing(open_connection()) as connection:
        place.attach(connection)
        standing = _read_standing(connection)
    if standing is None or (standing.run_id, name_coder(home)) == (standing.coded_of, standing.coder_id):
        return None
    return standing


def _read_standing(connection: duckdb.DuckDBPyConnection) -> _Standing | None:
    found = connection.execute(
        """SELECT r.run_id, r.as_of, r.record_version, coalesce(c.run_id, ''), coalesce(c.coder_id, '')
        FROM run r LEFT JOIN coding c ON true"""
    ).fetchall()
    return _Standing(*found[0]) if found else None


def _code(home: Home, standing: _Standing, report: Report) -> int | None:
    """Returns the texts read; None where another run stands by now."""
    coder_id = name_coder(home)
    with _open_run(home, standing) as gathering:
        clock = read_clock(gathering.engine, datetime.fromtimestamp(standing.as_of, UTC))
        count = make_mentions(gathering, home, clock, coder_id, report)
        results = FolderPlace(Path(home.results), RESULT_TABLES)
        with results.writing() as commit:
            connection = gathering.local.connection
            results.attach(connection)
            now = _read_standing(connection)
            if now is None or now.run_id != standing.run_id:
                return None
            report(KEEPING, 1.0)
            commit.replace(
                connection, "mention", f"SELECT * FROM new_mention UNION ALL BY NAME FROM mention WHERE NOT {OWN}"
            )
            told = f"{quote_text(standing.run_id)}, {quote_text(coder_id)}, {count}, {int(time.time())}"
            commit.replace(
                connection, "coding", f"SELECT * FROM (VALUES ({told})) AS t(run_id, coder_id, texts, coded_at)"
            )
            commit.publish(note=standing.run_id)
    return count


@contextmanager
def _open_run(home: Home, standing: _Standing) -> Iterator[Gathering]:
    """The record as the run read it, with its deals in run_moment. Raises RetryLater when that version is gone."""
    record, results = open_place(home.record, TABLES), open_place(home.results, RESULT_TABLES)
    try:
        engine = open_engine(home, record, version=standing.record_version)
    except InputError as error:
        raise RetryLater(
            f"The record of the last run, version {standing.record_version}, is no longer kept.",
            fix="Ask the signals of the record as it is now: assay run",
        ) from error
    with closing(engine), closing(Gathering(engine)) as gathering:
        results.attach(gathering.local.connection)
        gathering.engine.put("run_moment", {"deal_id": "int64"}, gathering.rows("SELECT deal_id FROM moment"))
        yield gathering
