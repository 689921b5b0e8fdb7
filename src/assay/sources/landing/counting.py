"""What became of every source row: read = landed + unchanged + merged + rejected, or the import stops."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from assay.sources.landing.combining import Combined
from assay.sources.raw import RawTable

_MERGED, _UNCHANGED, _LANDED = 1, 2, 3


@dataclass(frozen=True)
class Counts:
    """Source rows by what became of them.

    landed: new or changed; unchanged: stood in the record already, as it is or as a newer export has it; merged: a
    duplicate inside the import.
    """

    read: int = 0
    landed: int = 0
    unchanged: int = 0
    merged: int = 0
    rejected: int = 0

    def __str__(self) -> str:
        return (
            f"read {self.read}, landed {self.landed}, unchanged {self.unchanged}, merged {self.merged}, "
            f"rejected {self.rejected}"
        )


def count_rows(connection: duckdb.DuckDBPyConnection, landed: Sequence[tuple[Combined, bool]], read: int) -> Counts:
    """Counts of an import.

    landed: the combined tables, each with whether all of its rows are new.  read: source rows, from the files.
    Raises ArithmeticError when a source row is not accounted for, or is so twice.
    """
    levels = {_MERGED: 0, _UNCHANGED: 0, _LANDED: 0}
    if grouped := levels_sql(landed):
        levels |= dict(connection.execute(f"SELECT level, count(*) FROM ({grouped}) GROUP BY level").fetchall())
    ((rejected,),) = connection.execute("SELECT count(DISTINCT row) FROM reject").fetchall()
    ((skipped,),) = connection.execute("SELECT count(DISTINCT row) FROM land_skip").fetchall()
    counts = Counts(read, levels[_LANDED], levels[_UNCHANGED], levels[_MERGED] + skipped, rejected)
    if read != counts.landed + counts.unchanged + counts.merged + counts.rejected:
        raise ArithmeticError(f"{counts}: the parts do not make up the whole")
    return counts


def levels_sql(landed: Sequence[tuple[Combined, bool]]) -> str:
    """A query of (row, level) for the source rows that made rows of the record; empty where none did."""
    parts = [_levels_sql(combined, all_new=all_new) for combined, all_new in landed]
    # what a row brings of its own decides; by-products only where it brings nothing else
    grouped = "SELECT row, max(level + 10 * primary_row::INT) % 10 AS level FROM ({}) GROUP BY row"
    return grouped.format(" UNION ALL ".join(parts)) if parts else ""


def count_by_file(connection: duckdb.DuckDBPyConnection, levels: str, raws: Sequence[RawTable]) -> list[Counts]:
    """The counts of each raw table, in their order. levels: of `levels_sql`."""
    every = f"UNION ALL SELECT row, level FROM ({levels})" if levels else ""
    spans = ", ".join(f"({n}, {raw.first_row}, {raw.first_row + raw.rows - 1})" for n, raw in enumerate(raws))
    if not spans:
        return []
    found = connection.execute(
        f"""WITH fate AS (
          SELECT DISTINCT row, 0 AS level FROM reject UNION ALL SELECT DISTINCT row, {_MERGED} FROM land_skip {every})
        SELECT n, level, count(*) FROM fate JOIN (VALUES {spans}) span (n, first, last) ON row BETWEEN first AND last
        GROUP BY n, level"""
    ).fetchall()
    by = {(n, level): count for n, level, count in found}
    return [
        Counts(raw.rows, *(by.get((n, level), 0) for level in (_LANDED, _UNCHANGED, _MERGED, 0)))
        for n, raw in enumerate(raws)
    ]


def _levels_sql(combined: Combined, *, all_new: bool) -> str:
    name = combined.table.name
    stands = f"CASE WHEN f.id IS NULL THEN {_UNCHANGED} ELSE {_LANDED} END"
    level = str(_LANDED) if all_new else stands
    joins = "" if all_new else f" LEFT JOIN fresh_{name} f ON f.id = l.id"
    if combined.has_twice:
        level = f"CASE WHEN m.row <> l.row THEN {_MERGED} ELSE {level} END"
        joins += f" LEFT JOIN merged_{name} m ON m.id = l.id"
    return f"SELECT l.row, l.primary_row, {level} AS level FROM land_{name} l{joins} WHERE l.row IS NOT NULL"
