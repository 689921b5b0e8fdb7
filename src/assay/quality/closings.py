"""How deals were closed: in batches, at a date that the history contradicts, with a history cut off."""

import duckdb

from assay.quality.remark import Remark, count_rows

DAY = 86_400
APART_DAYS = 30


def check_batches(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals closed together by one person: the day of closing says nothing about when they were lost."""
    batched, closed = count_rows(
        connection,
        """SELECT count(*) FILTER (closed_in_batch), count(*) FROM deal
           WHERE outcome IN ('won', 'lost', 'no_decision', 'disqualified') AND NOT is_deleted""",
    )
    if not batched:
        return []
    groups = connection.execute(
        """SELECT coalesce(s.name, 'no owner'), strftime(to_timestamp(min(closed_at)), '%Y-%m-%d'), count(*)
           FROM deal d LEFT JOIN seller s ON s.id = d.owner_id WHERE closed_in_batch AND NOT d.is_deleted
           GROUP BY 1, closed_at // 86400 ORDER BY 3 DESC, 2 LIMIT 5"""
    ).fetchall()
    return [
        Remark(
            "Closed in a batch",
            batched,
            closed,
            "closed deals",
            batched,
            "They were tidied up, not lost on that day; comparisons between lost and won deals leave them out.",
            "Close a deal when it ends. Nothing can be mended for the past.",
            tuple(f"{name}: {n} deals on {day}" for name, day, n in groups),
        )
    ]


def check_close_dates(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Closed deals whose stated close date lies far from the day on which the history shows them closed."""
    apart, of = count_rows(
        connection,
        f"""SELECT count(*) FILTER (abs(closed_at - epoch(close_date_stated)) > {APART_DAYS * DAY}), count(*) FROM deal
            WHERE closed_at_basis = 'history' AND close_date_stated IS NOT NULL AND outcome <> 'open'
            AND NOT is_deleted""",
    )
    if not apart:
        return []
    return [
        Remark(
            f"Close date more than {APART_DAYS} days from the history",
            apart,
            of,
            "closed deals with a history",
            apart,
            "The close date is a forecast that anybody may edit; the history is used instead.",
            "Nothing to mend here; reports of the CRM that group by close date count these in the wrong period.",
        )
    ]


def check_histories(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals whose history of stages is missing or cut off."""
    partial, without, of = count_rows(
        connection,
        """SELECT count(*) FILTER (NOT coalesce(history_complete, false) AND h.deal_id IS NOT NULL),
             count(*) FILTER (h.deal_id IS NULL), count(*)
           FROM deal d LEFT JOIN (SELECT DISTINCT deal_id FROM stage_history WHERE field = 'stage') h
           ON h.deal_id = d.id            WHERE NOT d.is_deleted""",
    )
    remarks = []
    if without:
        remarks.append(
            Remark(
                "No history of stages",
                without,
                of,
                "deals",
                without,
                "Stalls, pushes and the stage at an earlier day cannot be told; the close date has to be believed.",
                "Export the history of stages and close dates (see below), or import an export of every month:"
                " what changes between two imports becomes history.",
            )
        )
    if partial:
        remarks.append(
            Remark(
                "History of stages cut off",
                partial,
                of,
                "deals",
                partial,
                "Some sources keep only the last changes, so earlier ones are unknown.",
                "Import regularly: what was read once is kept.",
            )
        )
    return remarks
