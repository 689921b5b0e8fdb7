"""What became of every source row: read = landed + unchanged + merged + rejected, or the import stops."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from assay.sources.landing.combining import Combined

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
    parts = [_levels_sql(combined, all_new=all_new) for combined, all_new in landed]
    levels = {_MERGED: 0, _UNCHANGED: 0, _LANDED: 0}
    if parts:
        # what a row brings of its own decides; by-products only where it brings nothing else
        whole = " UNION ALL ".join(parts)
        grouped = f"SELECT row, max(level + 10 * primary_row::INT) % 10 AS level FROM ({whole}) GROUP BY row"
        levels |= dict(connection.execute(f"SELECT level, count(*) FROM ({grouped}) GROUP BY level").fetchall())
    ((rejected,),) = connection.execute("SELECT count(DISTINCT row) FROM reject").fetchall()
    ((skipped,),) = connection.execute("SELECT count(DISTINCT row) FROM land_skip").fetchall()
    counts = Counts(read, levels[_LANDED], levels[_UNCHANGED], levels[_MERGED] + skipped, rejected)
    if read != counts.landed + counts.unchanged + counts.merged + counts.rejected:
        raise ArithmeticError(f"{counts}: the parts do not make up the whole")
    return counts


def _levels_sql(combined: Combined, *, all_new: bool) -> str:
    name = combined.table.name
    stands = f"CASE WHEN f.id IS NULL THEN {_UNCHANGED} ELSE {_LANDED} END"
    level = str(_LANDED) if all_new else stands
    joins = "" if all_new else f" LEFT JOIN fresh_{name} f ON f.id = l.id"
    if combined.has_twice:
        level = f"CASE WHEN m.row <> l.row THEN {_MERGED} ELSE {level} END"
        joins += f" LEFT JOIN merged_{name} m ON m.id = l.id"
    return f"SELECT l.row, l.primary_row, {level} AS level FROM land_{name} l{joins} WHERE l.row IS NOT NULL"
