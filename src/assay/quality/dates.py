"""Dates that cannot be, and dates that are not there."""

import duckdb

from assay.domain.spans import DAY
from assay.quality.remark import Remark, count_linked_deals, count_rows, name_deals

#: 1 January 1990: a date before it is a zero or a placeholder
FIRST_SECOND = 631_152_000

#: The day on which each file was exported, as far as its own date tells. A day more makes up for time zones.
_EXPORTED = f"""(
  SELECT f.file_no, coalesce(f.seen_at, r.made_at) + {DAY} AS latest FROM import_file f JOIN import_run r
  USING (import_run))"""

#: Only what was held, or written, is said to have happened; a meeting without a status may lie ahead.
_HAPPENED = "(a.status = 'held' OR (a.status = 'unknown' AND a.kind IN ('email', 'chat', 'letter', 'note')))"

_CLOSED = "outcome IN ('won', 'lost', 'no_decision', 'disqualified')"


def check_impossible_dates(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals that closed before they opened, and whatever happened after its export or before 1990."""
    return [_check_backwards(connection), _check_deals_ahead(connection), _check_activities_ahead(connection)]


def _check_backwards(connection: duckdb.DuckDBPyConnection) -> Remark:
    backwards, of = count_rows(
        connection,
        "SELECT count(*) FILTER (closed_at < opened_at), count(*) FROM deal"
        " WHERE NOT is_deleted AND opened_at IS NOT NULL AND closed_at IS NOT NULL",
    )
    return Remark(
        "Closed before they were opened",
        backwards,
        of,
        "deals with both dates",
        backwards,
        "They have no age, so that they stand in no comparison at equal age.",
        "Mend the opening or the close date in the CRM, and import again.",
        lines=name_deals(connection, "closed_at < opened_at") if backwards else (),
    )


def _check_deals_ahead(connection: duckdb.DuckDBPyConnection) -> Remark:
    ahead = f"""id IN (SELECT d.id FROM deal d JOIN {_EXPORTED} e ON e.file_no = d.file_no
      WHERE d.opened_at > e.latest OR (d.closed_at > e.latest AND {_CLOSED}))"""
    count, of = count_rows(connection, f"SELECT count(*) FILTER ({ahead}), count(*) FROM deal WHERE NOT is_deleted")
    return Remark(
        "Opened or closed after the export",
        count,
        of,
        "deals",
        count,
        "A deal that is closed already cannot end on a day to come; its age and its quarter are wrong.",
        "Mend the date in the CRM. Where it is the file's own date that is wrong, import again with --seen-on DAY.",
        lines=name_deals(connection, ahead) if count else (),
    )


def _check_activities_ahead(connection: duckdb.DuckDBPyConnection) -> Remark:
    ahead = f"""SELECT a.id FROM activity a JOIN {_EXPORTED} e ON e.file_no = a.file_no
      WHERE a.occurred_at > e.latest AND {_HAPPENED} AND NOT a.is_deleted"""
    count, of = count_rows(
        connection,
        f"SELECT (SELECT count(*) FROM ({ahead})), (SELECT count(*) FROM activity a WHERE {_HAPPENED}"
        " AND NOT a.is_deleted AND a.occurred_at IS NOT NULL)",
    )
    return Remark(
        "Took place after the export",
        count,
        of,
        "activities held or sent",
        count_linked_deals(connection, ahead),
        "Nobody can have held a meeting that lies ahead; as of today it is left out.",
        "Mend the date in the CRM, or set the status back to planned. Where it is the file's own date that is wrong,"
        " import again with --seen-on DAY.",
    )


def check_placeholder_dates(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Dates before 1990: zeros and placeholders of some system."""
    early = f"""opened_at < {FIRST_SECOND} OR closed_at < {FIRST_SECOND} OR epoch(close_date_stated) < {FIRST_SECOND}
      OR id IN (SELECT deal_id FROM stage_history WHERE changed_at < {FIRST_SECOND} AND NOT is_deleted)"""
    count, of = count_rows(connection, f"SELECT count(*) FILTER ({early}), count(*) FROM deal WHERE NOT is_deleted")
    activities = f"SELECT id FROM activity WHERE occurred_at < {FIRST_SECOND} AND NOT is_deleted"
    happened, told = count_rows(
        connection,
        f"SELECT (SELECT count(*) FROM ({activities})),"
        " (SELECT count(*) FROM activity WHERE occurred_at IS NOT NULL AND NOT is_deleted)",
    )
    fix = "Mend the date in the CRM, or empty it: no date is better than a wrong one."
    return [
        Remark(
            "Deal with a date before 1990",
            count,
            of,
            "deals",
            count,
            "A zero or a placeholder stands for a date; ages and orders that rest on it are wrong.",
            fix,
            lines=name_deals(connection, early) if count else (),
        ),
        Remark(
            "Activity dated before 1990",
            happened,
            told,
            "activities",
            count_linked_deals(connection, activities),
            "A zero or a placeholder stands for a date; it comes out as the first thing that ever happened.",
            fix,
        ),
    ]


def check_missing_dates(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals without an opening date, closed deals without a close date, activities without any."""
    unopened, deals, unclosed, closed = count_rows(
        connection,
        f"""SELECT count(*) FILTER (opened_at IS NULL), count(*),
          count(*) FILTER (closed_at IS NULL AND {_CLOSED}), count(*) FILTER ({_CLOSED})
        FROM deal WHERE NOT is_deleted""",
    )
    undated = "SELECT id FROM activity WHERE NOT is_deleted AND coalesce(occurred_at, completed_at, due_at) IS NULL"
    silent, activities = count_rows(
        connection,
        f"SELECT (SELECT count(*) FROM ({undated})), (SELECT count(*) FROM activity WHERE NOT is_deleted)",
    )
    return [
        Remark(
            "No opening date",
            unopened,
            deals,
            "deals",
            unopened,
            "They have no age, so that they stand in no comparison at equal age.",
            "Include the creation date of deals in the export; fill in what the CRM itself lacks.",
            "export" if unopened * 2 >= deals else "mend",
        ),
        Remark(
            "Closed, but nothing says when",
            unclosed,
            closed,
            "closed deals",
            unclosed,
            "They count in the totals, and in no quarter.",
            "Include the close date of deals, or the history of their stages, in the export.",
            "export" if unclosed * 2 >= closed else "mend",
        ),
        Remark(
            "Activity without a date",
            silent,
            activities,
            "activities",
            count_linked_deals(connection, undated),
            "They are in no order with anything else, and no signal reads them.",
            "Include the date of activities in the export; date those that have none in the CRM.",
        ),
    ]
