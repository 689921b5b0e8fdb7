"""The run that stands, opened once more for what follows from it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from assay.domain.errors import InputError, RetryLater
from assay.runs.clock import Clock, read_clock
from assay.runs.gathering import Gathering
from assay.store import open_engine, open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES
from assay.tables.results import RESULT_TABLES


@dataclass(frozen=True)
class Standing:
    """The run that stands. coded_of, coder_id: the run that words were coded of last, and by whom; empty for none.

    concluded: part -> what it rested on when it was worked out of this very run.
    """

    run_id: str
    as_of: int
    record_version: int
    coded_of: str
    coder_id: str
    concluded: dict[str, str]


def find_standing(home: Home) -> Standing | None:
    """The run that stands; None before the first."""
    place = open_place(home.results, RESULT_TABLES)
    if place.version() == 0:
        return None
    with closing(open_connection()) as connection:
        place.attach(connection)
        return read_standing(connection)


def read_standing(connection: duckdb.DuckDBPyConnection) -> Standing | None:
    """The run whose results are attached to the connection; None where there is none."""
    found = connection.execute(
        """SELECT r.run_id, r.as_of, r.record_version, coalesce(c.run_id, ''), coalesce(c.coder_id, '')
        FROM run r LEFT JOIN coding c ON true"""
    ).fetchall()
    if not found:
        return None
    told = connection.execute("SELECT part, rests_on FROM conclusion JOIN run USING (run_id)").fetchall()
    run_id, as_of, version, coded_of, coder_id = found[0]
    return Standing(run_id, as_of, version, coded_of, coder_id, dict(told))


@contextmanager
def open_standing(home: Home, standing: Standing) -> Iterator[tuple[Gathering, Clock]]:
    """The record as the run read it, with its deals in run_moment, its results beside it, and its clock.

    Raises RetryLater when that version of the record is gone.
    """
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
        yield gathering, read_clock(gathering.engine, datetime.fromtimestamp(standing.as_of, UTC))
