"""Rows of the win probability as read."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """What one column adds to the score of a deal: above 0 it raises it."""

    column: str
    value: float | str | None
    part: float


@dataclass(frozen=True)
class Chance:
    """What is said of one open deal. abstains: why no probability is given; empty where one is."""

    deal_id: int
    p: float | None
    band_low: float | None
    band_high: float | None
    band_rate: float | None
    band_rate_low: float | None
    band_rate_high: float | None
    band_deals: int | None
    base_rate: float | None
    stated: float | None
    abstains: str
    raised: tuple[Part, ...] = ()
    lowered: tuple[Part, ...] = ()
    quarters: int = 1


@dataclass(frozen=True)
class Band:
    """Of deals with a probability from `low` up to `high`, so many were won; said: the mean of what was said."""

    low: float
    high: float
    deals: int
    said: float
    rate: float
    rate_low: float
    rate_high: float


@dataclass(frozen=True)
class Way:
    """One way of telling, as it proved on later deals; figure -> (mid, low, high). See the table win_model."""

    model: str
    verdict: str
    learnt_deals: int
    tested_deals: int
    tested_rows: int
    open_rows: int
    maturity_days: int
    tested_from: int | None
    tested_to: int | None
    said: float | None
    happened: float | None
    more_needed: int | None
    figures: dict[str, tuple[float, float, float]]
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Leak:
    """One field that was kept out, or could have been. See the table leak."""

    field: str
    kind: str
    verdict: str
    auc: float | None
    auc_low: float | None
    auc_high: float | None
    deals: int
    filled_ended: float | None
    filled_open: float | None
    after_end: float | None


def make_parts(told: list[dict[str, Any]]) -> tuple[Part, ...]:
    """From what stands in reasons_for or reasons_against."""
    return tuple(Part(one["column"], one["value"], one["part"]) for one in told)
