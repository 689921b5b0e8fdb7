"""Which columns the sources of an import speak of, by ranges of source rows."""

import duckdb

Ranges = tuple[tuple[int, int], ...]


class Spoken:
    """What `land_provides` holds for one table."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        rows = connection.execute(
            "SELECT column_name, row_from, row_to FROM land_provides WHERE table_name = ? ORDER BY 2, 3", [table]
        ).fetchall()
        self._whole = _join([(low, high) for _, low, high in rows])
        self._columns: dict[str, Ranges] = {
            name: _join([(low, high) for column, low, high in rows if column == name])
            for name in {column for column, _, _ in rows}
        }

    def is_one_range(self, column: str) -> bool:
        """Whether one file alone, or several that follow each other, speak of the column."""
        return len(self._columns.get(column, ())) == 1

    def sql(self, column: str) -> str:
        """SQL telling whether the source row `row` speaks of the column: "true", "false" or a test."""
        ranges = self._columns.get(column, ())
        if not ranges:
            return "false"
        if ranges == self._whole:
            return "true"
        return "(" + " OR ".join(f"row BETWEEN {low} AND {high}" for low, high in ranges) + ")"


def _join(ranges: list[tuple[int, int]]) -> Ranges:
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)
