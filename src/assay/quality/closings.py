"""How deals were closed: in batches, and on a day that the history contradicts."""

import duckdb

from assay.domain.spans import DAY
from assay.quality.remark import Remark, count_rows
from assay.quality.wording import write_count

APART_DAYS = 30

_CLOSED = "outcome IN ('won', 'lost', 'no_decision', 'disqualified') AND NOT is_deleted"


def check_batches(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals closed together by one person: the day of closing says nothing about when they were lost."""
    batched, closed = count_rows(
        connection, f"SELECT count(*) FILTER (closed_in_batch), count(*) FROM deal WHERE {_CLOSED}"
    )
    groups = connection.execute(
        f"""WITH step AS (
          SELECT deal_id, changed_at, max(changed_by) AS closer FROM stage_history
          WHERE field = 'stage' AND NOT is_deleted GROUP BY ALL),
        batched AS (
          SELECT d.closed_at, d.owner_id, coalesce(s.closer, d.owner_id) AS closer FROM deal d
          LEFT JOIN step s ON s.deal_id = d.id AND s.changed_at = d.closed_at
          WHERE d.closed_in_batch AND {_CLOSED.replace("is_deleted", "d.is_deleted")})
        SELECT coalesce(s.name, 'nobody named'), strftime(to_timestamp(min(closed_at)), '%Y-%m-%d'), count(*),
          count(DISTINCT owner_id) FILTER (owner_id <> closer)
        FROM batched b LEFT JOIN seller s ON s.id = b.closer GROUP BY s.id, s.name, closed_at // {DAY}
        ORDER BY 3 DESC, 2, 1 LIMIT 5"""
    ).fetchall()
    return [
        Remark(
            "Closed in a batch",
            batched,
            closed,
            "closed deals",
            batched,
            "They were tidied up, not lost on that day; comparisons between lost and won deals leave them out.",
            "Nothing to mend for the past. Close a deal when it ends.",
            "none",
            tuple(
                f"{write_count(n, 'deal')} on {day} by {name}"
                + (f", of {write_count(others, 'other owner')}" * (others > 0))
                for name, day, n, others in groups
            ),
        )
    ]


def check_close_dates(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Closed deals whose stated close date lies far from the day on which the history shows them closed."""
    distance = f"(closed_at // {DAY} - epoch(close_date_stated) // {DAY})"
    apart, of, later, quarters = count_rows(
        connection,
        f"""WITH d AS (SELECT {distance} AS days, date_trunc('quarter', close_date_stated) <>
            date_trunc('quarter', to_timestamp(closed_at)::DATE) AS is_elsewhere
          FROM deal WHERE closed_at_basis = 'history' AND close_date_stated IS NOT NULL AND {_CLOSED})
        SELECT count(*) FILTER (abs(days) > {APART_DAYS}), count(*), count(*) FILTER (days < -{APART_DAYS}),
          count(*) FILTER (abs(days) > {APART_DAYS} AND is_elsewhere) FROM d""",
    )
    lines = (
        f"{later:,} state a day after the one on which they were closed, {apart - later:,} one before it",
        f"{quarters:,} fall into another quarter by the stated date",
    )
    return [
        Remark(
            f"Close date more than {APART_DAYS} days from the history",
            apart,
            of,
            "closed deals with a history",
            apart,
            "The close date is a forecast that anybody may edit; the history is used instead.",
            "Nothing to mend here. Reports of the CRM that go by close date count these in another period.",
            "none",
            lines if apart else (),
        )
    ]
