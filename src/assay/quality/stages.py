"""Stage values of which nobody said what they mean for the outcome."""

import duckdb

from assay.quality.remark import Remark, count_rows


def check_stages(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals in a stage without a class: they count as neither open, won nor lost."""
    unclear, of = count_rows(
        connection, "SELECT count(*) FILTER (outcome = 'unknown'), count(*) FROM deal WHERE NOT is_deleted"
    )
    values = connection.execute(
        """SELECT s.code, count(d.id) FROM stage s LEFT JOIN deal d ON d.stage = s.code AND NOT d.is_deleted
           WHERE s.stage_class = 'unknown' AND NOT s.is_deleted GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8"""
    ).fetchall()
    if not unclear and not values:
        return []
    return [
        Remark(
            "Outcome unknown",
            unclear,
            of,
            "deals",
            unclear,
            "They are in no win rate and in no comparison.",
            "Say what each stage means: assay stages 'STAGE=open' (or won, lost, no_decision, disqualified).",
            tuple(f"stage {code!r}: {n} deals" for code, n in values),
        )
    ]
