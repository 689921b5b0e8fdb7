"""The rules that the last run learnt, as they stand in the results."""

from dataclasses import dataclass

import duckdb

_COLUMNS = (
    "rule, direction, says, conditions, age_days, basis, trained_n, trained_met, tested_n, tested_met, tested_unknown, "
    "rate_met, rate_met_low, rate_met_high, rate_rest, rate_rest_low, rate_rest_high, lift, lift_low, lift_high, "
    "p, q, tried, looked_at, verdict, more_needed, trained_until, tested_until"
)


@dataclass(frozen=True)
class LearntRule:
    """One row of the table criterion."""

    key: str
    direction: str
    says: str
    conditions: str
    age_days: int
    basis: str
    trained_n: int
    trained_met: int
    tested_n: int
    tested_met: int
    tested_unknown: int
    rate_met: float | None
    rate_met_low: float | None
    rate_met_high: float | None
    rate_rest: float | None
    rate_rest_low: float | None
    rate_rest_high: float | None
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    p: float | None
    q: float | None
    tried: int
    looked_at: int
    verdict: str
    more_needed: int | None
    trained_until: int | None
    tested_until: int | None


@dataclass(frozen=True)
class ShutOut:
    """A field that no rule was learnt from, and why: tells_outcome or filled_late."""

    label: str
    why: str


@dataclass(frozen=True)
class Deck:
    """How many deals rules were learnt on, tried on, and asked of."""

    train: int
    test: int
    open: int
    is_made: bool


def read_learnt(connection: duckdb.DuckDBPyConnection) -> list[LearntRule]:
    """All rules that were tried, the surest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM criterion ORDER BY p NULLS LAST, place").fetchall()
    return [LearntRule(*row) for row in rows]


def read_shut_out(connection: duckdb.DuckDBPyConnection) -> list[ShutOut]:
    """The fields that know how deals ended, by name."""
    rows = connection.execute(
        "SELECT label, shut_out FROM criterion_field WHERE shut_out IS NOT NULL ORDER BY label"
    ).fetchall()
    return [ShutOut(*row) for row in rows]


def read_deck(connection: duckdb.DuckDBPyConnection) -> Deck:
    """The deals of each period."""
    counts = dict(connection.execute("SELECT period, count(*) FROM criterion_case GROUP BY period").fetchall())
    return Deck(counts.get("train", 0), counts.get("test", 0), counts.get("open", 0), bool(counts))
