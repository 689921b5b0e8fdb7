"""Stage values of which nobody said what they mean, and those that the source no longer lists."""

import shlex

import duckdb

from assay.quality.remark import Remark, count_rows
from assay.quality.wording import write_count

#: every stage value that a deal is or was in, with its stage row
_CARRIED = """
said AS (
  SELECT id AS deal_id, source, instance, pipeline, lower(trim(stage)) AS word FROM deal
  WHERE stage IS NOT NULL AND NOT is_deleted
  UNION
  SELECT d.id, d.source, d.instance, d.pipeline, lower(trim(h.new_value)) FROM stage_history h
  JOIN deal d ON d.id = h.deal_id WHERE h.field = 'stage' AND h.new_value IS NOT NULL
    AND NOT h.is_deleted AND NOT d.is_deleted),
carried AS (
  SELECT s.id, s.code, s.stage_class, said.deal_id FROM stage s LEFT JOIN said
  ON said.source = s.source AND said.instance = s.instance
    AND said.word IN (lower(trim(s.code)), lower(trim(s.label)))
    AND (said.pipeline IS NULL OR s.pipeline IS NULL OR said.pipeline = s.pipeline)
  WHERE NOT s.is_deleted AND {condition})"""

#: rows that the import made for values that stood in no list of stages, beside such a list
_UNLISTED = """
s.label IS NULL AND s.sort_order IS NULL AND s.known_at_basis = 'first_seen' AND EXISTS (
  SELECT 1 FROM stage o WHERE o.source = s.source AND o.instance = s.instance AND NOT o.is_deleted
    AND (o.label IS NOT NULL OR o.sort_order IS NOT NULL))"""


def check_stages(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Stage values without a class, and deals with neither a stage nor an outcome."""
    return [_check_classes(connection), _check_stageless(connection)]


def _check_classes(connection: duckdb.DuckDBPyConnection) -> Remark:
    (of,) = count_rows(connection, "SELECT count(*) FROM stage WHERE NOT is_deleted")
    count, deals, lines, codes = _read_carried(connection, "s.stage_class = 'unknown'")
    wanted = shlex.quote(f"{codes[0]}=open") if codes else "STAGE=CLASS"
    return Remark(
        "Stage without a class",
        count,
        of,
        "stage values",
        deals,
        "Deals in them are neither open, won nor lost, so they stand in no win rate and in no comparison.",
        f"Say what each means: assay stages {wanted} (or won, lost, no_decision, disqualified).",
        lines=lines,
    )


def _check_stageless(connection: duckdb.DuckDBPyConnection) -> Remark:
    count, of = count_rows(
        connection,
        "SELECT count(*) FILTER (outcome = 'unknown' AND stage IS NULL), count(*) FROM deal WHERE NOT is_deleted",
    )
    return Remark(
        "Neither a stage nor an outcome",
        count,
        of,
        "deals",
        count,
        "Nobody can say whether they are open, won or lost, so they stand in no win rate and in no comparison.",
        "Include the stage, or the status, of deals in the export.",
        "export",
    )


def check_unlisted_stages(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Stage values that deals carry and the source's own list of stages does not: renamed, deleted, of old."""
    (of,) = count_rows(
        connection,
        "SELECT count(*) FROM stage s WHERE NOT s.is_deleted AND EXISTS (SELECT 1 FROM stage o WHERE"
        " o.source = s.source AND o.instance = s.instance AND (o.label IS NOT NULL OR o.sort_order IS NOT NULL))",
    )
    count, deals, lines, _ = _read_carried(connection, _UNLISTED)
    return [
        Remark(
            "Stage that the source no longer lists",
            count,
            of,
            "stage values",
            deals,
            "Its class was read from its name alone, and a stage that was renamed counts as two.",
            "Check the class of each, and set it where it is wrong: assay stages.",
            lines=lines,
        )
    ]


def _read_carried(
    connection: duckdb.DuckDBPyConnection, condition: str
) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
    """Of the stages that meet a condition: how many, on how many deals, in words, and their values."""
    carried = _CARRIED.format(condition=condition)
    count, deals = count_rows(
        connection, f"WITH {carried} SELECT count(DISTINCT id), count(DISTINCT deal_id) FROM carried"
    )
    rows = connection.execute(
        f"""WITH {carried} SELECT code, stage_class, count(DISTINCT deal_id) FROM carried
        GROUP BY id, code, stage_class ORDER BY 3 DESC, 1 LIMIT 8"""
    ).fetchall()
    lines = tuple(
        f'"{code}"{"" if is_class == "unknown" else f", taken as {is_class}"}: {write_count(n, "deal")}'
        for code, is_class, n in rows
    )
    rest = (f"and {count - len(rows):,} more",) if count > len(rows) else ()
    return count, deals, (*lines, *rest), tuple(str(code) for code, _, _ in rows)
