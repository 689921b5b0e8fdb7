"""The rows behind the pages of drivers, as the last run left them."""

from dataclasses import dataclass, fields
from typing import Any, TypeVar

import duckdb


@dataclass(frozen=True)
class DriverRow:
    """A row of table driver."""

    kind: str
    name: str
    deals: int
    n: int
    lost_with: int
    lost_n: int
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    plain_ratio: float | None
    plain_ratio_low: float | None
    plain_ratio_high: float | None
    ending_ratio: float | None
    ending_ratio_low: float | None
    ending_ratio_high: float | None
    always_low: float | None
    always_high: float | None
    placebo_ratio: float | None
    placebo_ratio_low: float | None
    placebo_ratio_high: float | None
    e_value: float | None
    e_value_low: float | None
    q: float | None
    asked: int
    verdict: str
    hindrance: str | None
    more_needed: int | None
    open_deals: int
    open_priced: int
    open_value: float | None


@dataclass(frozen=True)
class PairRow:
    """A row of table pair."""

    first: str
    second: str
    deals: float
    by_chance: float
    first_deals: float
    second_deals: float
    n: int
    lift: float
    lift_low: float
    lift_high: float
    q: float | None
    asked: int
    verdict: str


@dataclass(frozen=True)
class CombinationRow:
    """A row of table combination."""

    drivers: str
    size: int
    deals: float
    deals_low: float
    deals_high: float
    by_chance: float
    n: int
    all_lost: float | None
    all_lost_low: float | None
    all_lost_high: float | None
    all_n: int
    some_lost: float | None
    some_lost_low: float | None
    some_lost_high: float | None
    some_n: int
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    q: float | None
    asked: int
    verdict: str
    more_needed: int | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The drivers by their codes."""
        return tuple(self.drivers.split(","))


_Row = TypeVar("_Row", DriverRow, PairRow, CombinationRow)


def read_drivers(connection: duckdb.DuckDBPyConnection) -> tuple[DriverRow, ...]:
    """All that were asked about, by kind and name."""
    return _read(connection, "driver", DriverRow, "kind, name")


def read_pairs(connection: duckdb.DuckDBPyConnection) -> tuple[PairRow, ...]:
    """All pairs that were looked at, by their drivers."""
    return _read(connection, "pair", PairRow, "first, second")


def read_combinations(connection: duckdb.DuckDBPyConnection) -> tuple[CombinationRow, ...]:
    """All combinations that were asked about, by their drivers."""
    return _read(connection, "combination", CombinationRow, "drivers")


def _read(connection: duckdb.DuckDBPyConnection, table: str, kind: type[_Row], order: str) -> tuple[_Row, ...]:
    columns = ", ".join(f'"{field.name}"' for field in fields(kind))
    rows: list[tuple[Any, ...]] = connection.execute(f"SELECT {columns} FROM {table} ORDER BY {order}").fetchall()
    return tuple(kind(*row) for row in rows)
