"""Deals whose history of stages is missing or cut off."""

import duckdb

from assay.domain.spans import DAY
from assay.quality.remark import Remark, count_rows
from assay.quality.wording import write_count

#: HubSpot keeps so many changes of one property of a deal
KEPT_BY_HUBSPOT = 20

_TOLD = """
told AS (
  SELECT d.id, d.stage, d.opened_at, coalesce(d.history_complete, false) AS is_whole, h.first_at, h.is_only_seen
  FROM deal d LEFT JOIN (
    SELECT deal_id, min(changed_at) AS first_at, bool_and(basis = 'snapshot_diff') AS is_only_seen
    FROM stage_history WHERE field = 'stage' AND NOT is_deleted GROUP BY ALL) h ON h.deal_id = d.id
  WHERE NOT d.is_deleted)"""


def check_histories(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals without a history of stages, and those of which the history is not whole."""
    without, of, cut, told = count_rows(
        connection,
        f"""WITH {_TOLD} SELECT count(*) FILTER (first_at IS NULL), count(*),
          count(*) FILTER (first_at IS NOT NULL AND NOT is_whole), count(*) FILTER (first_at IS NOT NULL) FROM told""",
    )
    return [
        Remark(
            "No history of stages",
            without,
            of,
            "deals",
            without,
            "Stalls, pushes and the stage on an earlier day cannot be told; the close date has to be believed.",
            "Export the history of stages and close dates, or import a new export every month: what differs from the"
            " last one becomes history.",
            "part",
        ),
        Remark(
            "History of stages cut off",
            cut,
            told,
            "deals with a history",
            cut,
            "Changes are missing from it, so that a stay in a stage may look shorter or longer than it was.",
            "Nothing to mend for the past. Import regularly: what was read once is kept.",
            "none",
            _read_cuts(connection) if cut else (),
        ),
    ]


def _read_cuts(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Why histories are not taken to be whole."""
    seen, late, full, other = count_rows(
        connection,
        f"""WITH {_TOLD}, kept AS (
          SELECT h.deal_id, bool_or(h.source = 'hubspot') AND max(h.n) >= {KEPT_BY_HUBSPOT} AS is_full FROM (
            SELECT deal_id, source, field, count(*) AS n FROM stage_history WHERE NOT is_deleted GROUP BY ALL) h
          GROUP BY ALL),
        cut AS (
          SELECT CASE WHEN is_only_seen THEN 1 WHEN is_full THEN 3 WHEN first_at > opened_at + {DAY} THEN 2 ELSE 4 END
            AS why FROM told LEFT JOIN kept ON kept.deal_id = told.id WHERE first_at IS NOT NULL AND NOT is_whole)
        SELECT {", ".join(f"count(*) FILTER (why = {n})" for n in (1, 2, 3, 4))} FROM cut""",
    )
    return tuple(
        f"{write_count(n, 'deal')}: {why}"
        for n, why in (
            (seen, "changes were only seen from one import to the next"),
            (late, "it begins more than a day after the deal was opened"),
            (full, f"it holds {KEPT_BY_HUBSPOT} changes of one field, and HubSpot keeps no more"),
            (other, "it does not end in the stage that the deal is in, or the deal has no opening date"),
        )
        if n
    )
