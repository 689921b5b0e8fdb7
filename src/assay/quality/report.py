"""`assay check`: what is wrong with the record, what can be asked of it, what to export next and what to fix first."""

from contextlib import closing

import duckdb

from assay.domain.errors import InputError
from assay.quality.asked import read_asked
from assay.quality.clocks import check_late_logging, check_loaded, check_second_clock
from assay.quality.closings import check_batches, check_close_dates
from assay.quality.dates import check_impossible_dates, check_missing_dates, check_placeholder_dates
from assay.quality.duplicates import check_duplicates
from assay.quality.exports import suggest_deals, suggest_exports
from assay.quality.histories import check_histories
from assay.quality.lacking import find_lacking
from assay.quality.layout import QualityReport
from assay.quality.links import check_keys, check_loose_activities, check_unnamed
from assay.quality.money import check_amounts
from assay.quality.people import check_roles, check_titles
from assay.quality.reasons import check_reasons
from assay.quality.remark import Check, Remark
from assay.quality.repeats import check_copies, check_migrations, check_renewals, check_reopened
from assay.quality.stages import check_stages, check_unlisted_stages
from assay.quality.standing import read_rejected, read_standing
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.signals.discovery import find_signals
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES

CHECKS: tuple[Check, ...] = (
    check_stages,
    check_unlisted_stages,
    check_histories,
    check_close_dates,
    check_batches,
    check_impossible_dates,
    check_placeholder_dates,
    check_missing_dates,
    check_migrations,
    check_late_logging,
    check_loaded,
    check_second_clock,
    check_roles,
    check_titles,
    check_duplicates,
    check_loose_activities,
    check_unnamed,
    check_keys,
    check_reasons,
    check_reopened,
    check_copies,
    check_renewals,
    check_amounts,
)


def check_record(home: Home) -> QualityReport:
    """Looks for everything that may be wrong, and asks the signals where no run of the present record exists.

    Raises InputError when nothing was imported yet.
    """
    place = open_place(home.record, TABLES)
    if place.version() == 0:
        raise InputError("The record is empty.", fix="Import an export first: assay import PATH")
    with closing(place.engine()) as engine:
        has_deals = engine.rows("SELECT id FROM deal WHERE NOT is_deleted LIMIT 1")
    if not has_deals:
        with open_connection() as connection:
            place.attach(connection)
            return _report_without_deals(connection)
    run_signals(home, as_of=None, renew_baseline=False)
    with open_results(home) as results:
        connection = results.connection
        find_lacking(connection, find_signals())
        exports, gaps = suggest_exports(connection)
        return QualityReport(
            standing=read_standing(connection, has_run=True),
            remarks=read_remarks(connection),
            asked=tuple(read_asked(connection)),
            exports=tuple(exports),
            gaps=tuple(gaps),
            rejected=read_rejected(connection),
        )


def read_remarks(connection: duckdb.DuckDBPyConnection) -> tuple[Remark, ...]:
    """Every check's remarks, that on most deals first. The connection holds the tables of the record."""
    remarks = [remark for check in CHECKS for remark in check(connection)]
    return tuple(sorted(remarks, key=lambda remark: (-remark.deals, -remark.share, remark.title)))


def _report_without_deals(connection: duckdb.DuckDBPyConnection) -> QualityReport:
    standing = read_standing(connection, has_run=False)
    return QualityReport(
        standing=standing,
        remarks=read_remarks(connection),
        asked=(),
        exports=tuple(suggest_deals(list(standing.sources))),
        gaps=(),
        rejected=read_rejected(connection),
    )
