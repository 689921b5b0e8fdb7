"""Transcripts come as many small files of one shape: they are mapped together, under the system of their calls."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from assay.sources.assignment import Assignment
from assay.sources.cells import salesforce_id_sql
from assay.store.quoting import quote_name

#: a mapping whose `source` is this takes that of the row it belongs to
SAME = "$same"
#: the system of transcripts that belong to no activity we know of
NOBODY = "transcript"


def join_transcripts(
    connection: duckdb.DuckDBPyConnection, assignments: Sequence[Assignment], instance: str
) -> list[Assignment]:
    """One assignment for each run of transcripts that follow each other and belong to the same system.

    To be called when all other files have been mapped. Makes a view over the raw tables of each run.
    """
    systems = {(one.mapping.source, one.mapping.ids) for one in assignments if one.mapping.source != SAME}
    only = systems.pop() if len(systems) == 1 else (NOBODY, "plain")
    loose = [one for one in assignments if one.mapping.source == SAME]
    found = _find_systems(connection, [one.raw.stem for one in loose], instance)
    placed = []
    for one in loose:
        source, ids = found.get(one.raw.stem, only)
        placed.append(replace(one, mapping=replace(one.mapping, source=source, ids=ids)))
    runs: list[list[Assignment]] = []
    for one in sorted(placed, key=lambda one: one.raw.first_row):
        if runs and _continues(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_join(connection, run) for run in runs]


def _continues(one: Assignment, other: Assignment) -> bool:
    before, after = one.raw, other.raw
    return (
        before.first_row + before.rows == after.first_row
        and (before.seen_at, before.headings) == (after.seen_at, after.headings)
        and (one.mapping.source, one.feed) == (other.mapping.source, other.feed)
    )


def _find_systems(connection: duckdb.DuckDBPyConnection, stems: list[str], instance: str) -> dict[str, tuple[str, str]]:
    """For each file name that is an activity's id: the system, and how it spells ids; this import before the record."""
    found: dict[str, tuple[str, str]] = {}
    for table in ("activity", "land_activity"):
        if not stems or not _exists(connection, table):
            continue
        rows = connection.execute(
            f"SELECT stem, min(a.source), bool_or(a.source_id = stem) FROM (SELECT unnest(?::VARCHAR[]) AS stem) t "
            f"JOIN {table} a ON a.source_id IN (stem, {salesforce_id_sql('stem')}) WHERE a.instance = ? "
            f"GROUP BY stem HAVING count(DISTINCT a.source) = 1",
            [stems, instance],
        ).fetchall()
        found.update({stem: (source, "plain" if same else "salesforce") for stem, source, same in rows})
    return found


def _exists(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    query = "SELECT count(*) FROM information_schema.tables WHERE table_name = ?"
    return bool(connection.execute(query, [table]).fetchall()[0][0])


def _join(connection: duckdb.DuckDBPyConnection, run: list[Assignment]) -> Assignment:
    if len(run) == 1:
        return run[0]
    first, last = run[0].raw, run[-1].raw
    name = f"joined_{first.table}"
    parts = " UNION ALL ".join(f"SELECT * FROM {quote_name(one.raw.table)}" for one in run)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {quote_name(name)} AS {parts}")
    rows = last.first_row + last.rows - first.first_row
    return replace(run[0], raw=replace(first, table=name, rows=rows))
