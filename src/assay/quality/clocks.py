"""The two clocks of activities: logged late, loaded long after, and those without a second clock."""

import duckdb

from assay.domain.spans import DAY
from assay.quality.remark import Remark, count_linked_deals, count_rows
from assay.quality.wording import write_span

LATE_DAYS = 7
OWNERS_SHOWN = 12
#: So many late activities entered within one hour were loaded by a machine: nobody types that fast.
LOADED_AN_HOUR = 50

#: Activities of which the source says both when they took place and when they were entered. What was entered first was
#: booked ahead, which is no lag; what a system sent is logged by it at once.
_SEEN = f"""
seen AS (
  SELECT id, owner_id, known_at, occurred_at, source, known_at - occurred_at AS lag FROM activity
  WHERE known_at_basis IN ('created', 'history_row') AND known_at >= occurred_at
    AND status NOT IN ('planned', 'moved', 'cancelled') AND NOT coalesce(is_automated, false) AND NOT is_deleted),
load AS (
  SELECT source, known_at // 3600 AS hour FROM seen WHERE lag > {LATE_DAYS * DAY} GROUP BY ALL
  HAVING count(*) >= {LOADED_AN_HOUR}),
told AS (
  SELECT s.*, s.lag > {LATE_DAYS * DAY} AS is_late, l.hour IS NOT NULL AND is_late AS is_loaded FROM seen s
  LEFT JOIN load l ON l.source = s.source AND l.hour = s.known_at // 3600)"""


def check_late_logging(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Activities that were entered more than a week after they took place, by owner."""
    late, of = count_rows(
        connection,
        f"WITH {_SEEN} SELECT count(*) FILTER (is_late), count(*) FROM told WHERE NOT is_loaded",
    )
    return [
        Remark(
            f"Logged more than {LATE_DAYS} days late",
            late,
            of,
            "activities",
            count_linked_deals(connection, f"WITH {_SEEN} SELECT id FROM told WHERE is_late AND NOT is_loaded"),
            "An answer as of a day reads only what was known by then, and misses what was logged later.",
            "Log calls and meetings within the week, or connect mailbox and calendar to the CRM.",
            lines=_read_owners(connection, late),
        )
    ]


def _read_owners(connection: duckdb.DuckDBPyConnection, late: int) -> tuple[str, ...]:
    """The owners with most late activities, by name: this is no ranking of persons."""
    owners = connection.execute(
        f"""WITH {_SEEN} SELECT coalesce(s.name, 'no owner'), count(*), count(*) FILTER (is_late), median(lag),
          median(lag) FILTER (is_late)
        FROM told t LEFT JOIN seller s ON s.id = t.owner_id WHERE NOT is_loaded
        GROUP BY s.id, s.name HAVING count(*) FILTER (is_late) > 0 ORDER BY 3 DESC, 1 LIMIT {OWNERS_SHOWN}"""
    ).fetchall()
    lines = [
        f"{name}: {many:,} of {n:,}; {write_span(lag)}, {write_span(late_lag)}"
        for name, n, many, lag, late_lag in sorted(owners)
    ]
    if not lines:
        return ()
    rest = late - sum(owner[2] for owner in owners)
    heading = "owner: late of all; median delay of all, and of the late ones"
    return (heading, *lines, *([f"other owners: {rest:,} late"] if rest else []))


def check_loaded(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Activities that were loaded into the CRM in one go, more than a week after they took place."""
    loaded, of = count_rows(connection, f"WITH {_SEEN} SELECT count(*) FILTER (is_loaded), count(*) FROM told")
    days = connection.execute(
        f"""WITH {_SEEN} SELECT strftime(to_timestamp(min(known_at)), '%Y-%m-%d'), count(*),
          strftime(to_timestamp(min(occurred_at)), '%Y-%m-%d'), strftime(to_timestamp(max(occurred_at)), '%Y-%m-%d')
        FROM told WHERE is_loaded GROUP BY known_at // {DAY} ORDER BY 2 DESC, 1 LIMIT 5"""
    ).fetchall()
    return [
        Remark(
            "Loaded into the source long after",
            loaded,
            of,
            "activities",
            count_linked_deals(connection, f"WITH {_SEEN} SELECT id FROM told WHERE is_loaded"),
            "They were copied in one go, such as from an earlier CRM; an answer as of a day before that lacks them.",
            "Nothing to mend: rely on answers as of later days.",
            "none",
            tuple(f"{n:,} on {day}, of {first} to {last}" for day, n, first, last in days),
        )
    ]


def check_second_clock(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Activities whose source does not say when they were entered."""
    fix = "Include the creation date of activities in the export."
    return [
        _check_basis(
            connection,
            "Assumed to be known when they took place",
            "known_at_basis = 'assumed'",
            "The files do not say when they were entered; an answer as of an earlier day may know too much.",
            fix,
        ),
        _check_basis(
            connection,
            "Known only since the day of their file",
            "known_at_basis IN ('file_date', 'first_seen')",
            "The files do not say when they were entered; an answer as of an earlier day lacks them all.",
            fix,
        ),
    ]


def _check_basis(connection: duckdb.DuckDBPyConnection, title: str, condition: str, matters: str, fix: str) -> Remark:
    count, of = count_rows(
        connection, f"SELECT count(*) FILTER ({condition}), count(*) FROM activity WHERE NOT is_deleted"
    )
    deals = count_linked_deals(connection, f"SELECT id FROM activity WHERE {condition} AND NOT is_deleted")
    return Remark(title, count, of, "activities", deals, matters, fix, "export")
