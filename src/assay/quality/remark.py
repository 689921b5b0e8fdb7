"""One thing that is wrong with the record, counted, with what it costs and what mends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import duckdb

#: mend: a person can put it right, in the CRM or here.  export: the files lack it.  part: they lack a part of the book,
#: which stands among what to export next (lacking.py).  none: it is past.
Remedy = Literal["mend", "export", "part", "none"]


@dataclass(frozen=True)
class Remark:
    """`count` of `of` units are affected, on `deals` deals; a count of 0 says that all was well.

    matters: what it does to answers.  fix: what to do.  lines: where it is.
    """

    title: str
    count: int
    of: int
    unit: str
    deals: int
    matters: str
    fix: str
    remedy: Remedy = "mend"
    lines: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0


#: A check reads the record's tables on a DuckDB connection and gives one remark for each thing that it looks for.
Check = Callable[[duckdb.DuckDBPyConnection], list[Remark]]


def count_rows(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    """The one row of a query of counts, NULL read as 0."""
    row = connection.execute(query).fetchall()[0]
    return tuple(int(value or 0) for value in row)


def count_linked_deals(connection: duckdb.DuckDBPyConnection, activities: str) -> int:
    """Deals that the activities of a query (column id) belong to."""
    (deals,) = count_rows(
        connection,
        f"SELECT count(DISTINCT deal_id) FROM activity_deal WHERE NOT is_deleted AND activity_id IN ({activities})",
    )
    return deals


def name_deals(connection: duckdb.DuckDBPyConnection, condition: str, shown: int = 5) -> tuple[str, ...]:
    """The first deals by name that meet a condition on `deal`, and how many there are beside them."""
    where = f"FROM deal WHERE NOT is_deleted AND ({condition})"
    (deals,) = count_rows(connection, f"SELECT count(*) {where}")
    rows = connection.execute(
        f"SELECT coalesce(name, source_id) {where} ORDER BY 1, id LIMIT {shown if deals > shown + 1 else shown + 1}"
    ).fetchall()
    rest = (f"and {deals - len(rows):,} more",) if deals > len(rows) else ()
    return (*(str(name) for (name,) in rows), *rest)
