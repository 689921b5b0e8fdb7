"""The two clocks: rows logged late, rows without a second clock, dates that cannot be."""

import duckdb

from assay.quality.remark import Remark, count_rows

DAY = 86_400
LATE_DAYS = 7
LEAST_ACTIVITIES = 5


def check_late_logging(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Activities that came to be known more than a week after they happened, by owner."""
    seen = f"""
      SELECT a.*, (a.known_at - a.occurred_at) / {DAY} AS lag FROM activity a
      WHERE a.known_at_basis <> 'assumed' AND a.occurred_at IS NOT NULL
        AND a.status <> 'planned' AND NOT a.is_deleted"""
    late, of, deals = count_rows(
        connection,
        f"""SELECT count(*) FILTER (lag > {LATE_DAYS}), count(*),
              (SELECT count(DISTINCT l.deal_id) FROM activity_deal l JOIN ({seen}) s ON s.id = l.activity_id
               WHERE s.lag > {LATE_DAYS}) FROM ({seen})""",
    )
    if not late:
        return []
    owners = connection.execute(
        f"""SELECT coalesce(s.name, 'no owner'), count(*), median(greatest(lag, 0)),
              count(*) FILTER (lag > {LATE_DAYS})
            FROM ({seen}) a LEFT JOIN seller s ON s.id = a.owner_id GROUP BY 1
            HAVING count(*) >= {LEAST_ACTIVITIES} AND count(*) FILTER (lag > {LATE_DAYS}) > 0
            ORDER BY 4 DESC, 1 LIMIT 10"""
    ).fetchall()
    lines = tuple(f"{name}: median {lag:.1f} days, {many} of {n} later than a week" for name, n, lag, many in owners)
    return [
        Remark(
            f"Logged more than {LATE_DAYS} days late",
            late,
            of,
            "activities",
            deals,
            "An answer as of a day reads only what was known by then; what is logged late is missing from it.",
            "Log calls and meetings within the week, or connect the mailbox and calendar.",
            lines,
        )
    ]


def check_assumed_clock(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Activities whose source gave no second clock, so that it is assumed that they were known at once."""
    assumed, of, deals = count_rows(
        connection,
        """SELECT count(*) FILTER (known_at_basis = 'assumed'), count(*),
             (SELECT count(DISTINCT l.deal_id) FROM activity_deal l JOIN activity a ON a.id = l.activity_id
              WHERE a.known_at_basis = 'assumed') FROM activity WHERE NOT is_deleted""",
    )
    if not assumed:
        return []
    return [
        Remark(
            "No second clock: assumed known when they happened",
            assumed,
            of,
            "activities",
            deals,
            "Late logging cannot be seen in them, so an answer for an earlier day may know too much.",
            "Include the creation date of activities in the export.",
        )
    ]


def check_impossible_dates(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals that closed before they opened, and activities that happened after the day on which they were exported."""
    backwards, deals = count_rows(
        connection, "SELECT count(*) FILTER (closed_at < opened_at), count(*) FROM deal WHERE NOT is_deleted"
    )
    ahead, activities, touched = count_rows(
        connection,
        f"""WITH a AS (SELECT id, status = 'held' AND occurred_at > known_at + {DAY} AS ahead FROM activity
              WHERE NOT is_deleted)
            SELECT count(*) FILTER (ahead), count(*), (SELECT count(DISTINCT l.deal_id) FROM activity_deal l
              JOIN a ON a.id = l.activity_id WHERE a.ahead) FROM a""",
    )
    before = connection.execute(
        "SELECT coalesce(name, source_id) FROM deal WHERE closed_at < opened_at AND NOT is_deleted ORDER BY 1 LIMIT 5"
    ).fetchall()
    remarks = []
    if backwards:
        remarks.append(
            Remark(
                "Closed before they were opened",
                backwards,
                deals,
                "deals",
                backwards,
                "Ages and comparisons at equal age are wrong for them; they are left out of both.",
                "Mend the opening or the close date in the CRM and import again.",
                tuple(str(name) for (name,) in before),
            )
        )
    if ahead:
        remarks.append(
            Remark(
                "Held, but dated after they were logged",
                ahead,
                activities,
                "activities",
                touched,
                "Nobody can have held a meeting that lies ahead; the date or the status is wrong.",
                "Mend the date, or set the status back to planned.",
            )
        )
    return remarks
