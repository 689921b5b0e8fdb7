"""One thing that is wrong with the record, counted, with what it costs and what mends it."""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Remark:
    """`count` of `of` units are affected; `deals` of them are deals, by which remarks are ordered."""

    title: str
    count: int
    of: int
    unit: str
    deals: int
    matters: str
    fix: str
    lines: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0


#: A check reads the record's tables on a DuckDB connection and gives the remarks it has, none when all is well.
Check = Callable[[duckdb.DuckDBPyConnection], list[Remark]]


def count_rows(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    """The one row of a query of counts, NULL read as 0."""
    row = connection.execute(query).fetchall()[0]
    return tuple(int(value or 0) for value in row)
