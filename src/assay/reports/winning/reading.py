"""Reads what was worked out of winning; nothing where it was not worked out yet."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import duckdb

from assay.reports.winning.rows import Band, Chance, Leak, Way, make_parts

#: days of a quarter, as the back-test counts them
_QUARTER = 90

_CHANCE = """
SELECT w.deal_id, w.p, w.band_low, w.band_high, w.band_rate, w.band_rate_low, w.band_rate_high, w.band_deals,
       w.base_rate, w.stated, coalesce(w.abstains, ''), w.reasons_for, w.reasons_against
FROM win_probability w WHERE w.view = 'open' AND {which}
ORDER BY w.p DESC NULLS LAST, w.deal_id"""

_SPAN = "SELECT tested_from, tested_to FROM win_model WHERE tested_from IS NOT NULL LIMIT 1"

_FIGURES = ("auc", "brier", "ece", "slope", "gain")

_WAY = f"""
SELECT model, verdict, learnt_deals, tested_deals, tested_rows, open_rows, maturity_days, tested_from, tested_to, said,
       happened, more_needed, {", ".join(f"{one}, {one}_low, {one}_high" for one in _FIGURES)}, curve
FROM win_model ORDER BY model"""

_LEAK = """
SELECT field, kind, verdict, auc, auc_low, auc_high, deals, filled_ended, filled_open, after_end FROM leak
ORDER BY kind, field"""


def read_chances(connection: duckdb.DuckDBPyConnection, which: str = "true") -> list[Chance]:
    """Of open deals, the likeliest first. which: a condition in SQL on w.deal_id."""
    quarters = _count_quarters(connection)
    return [_make_chance(row, quarters) for row in connection.execute(_CHANCE.format(which=which)).fetchall()]


def read_deal_chances(connection: duckdb.DuckDBPyConnection, deals: Iterable[int]) -> dict[int, Chance]:
    """deal_id -> what is said of it; deals that are not open, or of which nothing was worked out, are left out."""
    ids = ", ".join(str(int(deal)) for deal in deals)
    return {one.deal_id: one for one in read_chances(connection, f"w.deal_id IN ({ids})")} if ids else {}


def read_ways(connection: duckdb.DuckDBPyConnection) -> list[Way]:
    """Each way of telling."""
    return [_make_way(row) for row in connection.execute(_WAY).fetchall()]


def read_leaks(connection: duckdb.DuckDBPyConnection) -> list[Leak]:
    """Each field that was looked at."""
    return [Leak(*row) for row in connection.execute(_LEAK).fetchall()]


def _count_quarters(connection: duckdb.DuckDBPyConnection) -> int:
    found = connection.execute(_SPAN).fetchall()
    if not found:
        return 1
    first, last = (int(day) for day in found[0])
    return max(1, round((last - first) / 86_400 / _QUARTER))


def _make_chance(row: tuple[Any, ...], quarters: int) -> Chance:
    *told, raised, lowered = row
    for_it, against = (make_parts(json.loads(side)) if side else () for side in (raised, lowered))
    return replace(Chance(*told), raised=for_it, lowered=against, quarters=quarters)


def _make_way(row: tuple[Any, ...]) -> Way:
    head, figures, curve = row[:12], row[12:-1], row[-1]
    told = {
        name: (figures[place * 3], figures[place * 3 + 1], figures[place * 3 + 2])
        for place, name in enumerate(_FIGURES)
        if figures[place * 3] is not None
    }
    bands = tuple(Band(**band) for band in json.loads(curve)) if curve else ()
    values: list[Any] = [*head, told, bands]
    return Way(*values)
