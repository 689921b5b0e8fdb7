"""How much of the record is coded into each driver: what a change of the taxonomy concerns."""

from dataclasses import dataclass

import duckdb

from assay.tables.mention import OWN

_QUERY = f"""
SELECT driver, count(*), count(*) FILTER (coder = 'person'), count(DISTINCT deal_id) FROM mention
WHERE coalesce(driver, '') <> '' AND {OWN} GROUP BY driver"""


@dataclass(frozen=True)
class Used:
    """passages: coded into a driver by the last run.  by_people: those of them that people coded.  deals: of those."""

    passages: int = 0
    by_people: int = 0
    deals: int = 0


def count_used(connection: duckdb.DuckDBPyConnection) -> dict[str, Used]:
    """By code of the driver, as the run had it; drivers without any are left out."""
    return {driver: Used(*counts) for driver, *counts in connection.execute(_QUERY).fetchall()}
