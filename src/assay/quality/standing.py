"""What stands in the record: how many of everything, from where, until when; and the rows that were rejected."""

from dataclasses import dataclass

import duckdb

_COUNTED = (
    ("account", "account", "accounts"),
    ("person", "buyer", "buyers"),
    ("activity", "activity", "activities"),
    ("seller", "seller", "sellers"),
)

_OUTCOMES = {
    "won": "won",
    "lost": "lost",
    "no_decision": "no decision",
    "disqualified": "disqualified",
    "open": "open",
    "unknown": "outcome unknown",
}


@dataclass(frozen=True)
class Standing:
    """Deals by outcome, other rows as (one, many, count), the systems that they came from, days as YYYY-MM-DD."""

    deals: int
    outcomes: tuple[tuple[str, int], ...]
    counts: tuple[tuple[str, str, int], ...]
    sources: tuple[str, ...]
    known_until: str | None
    imported_on: str | None


@dataclass(frozen=True)
class Rejected:
    """Rows of one file that were rejected with the same message, and what to do."""

    file: str
    rows: int
    message: str
    fix: str


def read_standing(connection: duckdb.DuckDBPyConnection, *, has_run: bool) -> Standing:
    """has_run: the connection holds a run's results, which say until when the record is known."""
    outcomes = dict(connection.execute("SELECT outcome, count(*) FROM deal WHERE NOT is_deleted GROUP BY 1").fetchall())
    sources = connection.execute(
        """SELECT source FROM (SELECT source FROM deal WHERE NOT is_deleted UNION ALL SELECT source FROM person
        WHERE NOT is_deleted UNION ALL SELECT source FROM activity WHERE NOT is_deleted)
        GROUP BY 1 ORDER BY count(*) DESC, 1"""
    ).fetchall()
    until = connection.execute("SELECT max(as_of) FROM run").fetchall() if has_run else [(None,)]
    imported = connection.execute("SELECT max(made_at) FROM import_run").fetchall()
    return Standing(
        deals=sum(outcomes.values()),
        outcomes=tuple((words, outcomes[name]) for name, words in _OUTCOMES.items() if outcomes.get(name)),
        counts=tuple((one, many, _count_rows(connection, table)) for table, one, many in _COUNTED),
        sources=tuple(str(source) for (source,) in sources),
        known_until=_write_day(connection, until[0][0]),
        imported_on=_write_day(connection, imported[0][0]),
    )


def read_rejected(connection: duckdb.DuckDBPyConnection, shown: int = 10) -> tuple[Rejected, ...]:
    """The most frequent reasons for which rows were rejected, by file."""
    rows = connection.execute(
        """SELECT file, count(*), message, min(fix) FROM rejected_row GROUP BY file, message
        ORDER BY 2 DESC, 1, 3 LIMIT ?""",
        [shown],
    ).fetchall()
    return tuple(Rejected(str(file), int(n), str(message), str(fix)) for file, n, message, fix in rows)


def _count_rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    ((count,),) = connection.execute(f"SELECT count(*) FROM {table} WHERE NOT is_deleted").fetchall()
    return int(count)


def _write_day(connection: duckdb.DuckDBPyConnection, moment: int | None) -> str | None:
    if moment is None:
        return None
    ((day,),) = connection.execute("SELECT strftime(to_timestamp(?), '%Y-%m-%d')", [moment]).fetchall()
    return str(day)
