"""What the last run tells of an open deal and a driver, before a play is made."""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Facts:
    """p: how likely the driver is at work, None where the run tells nothing of it."""

    stage: str
    value: float | None
    outcome: str
    p: float | None


def read_facts(connection: duckdb.DuckDBPyConnection, deal_id: int, driver: str) -> Facts | None:
    """None where the run knows of no such deal."""
    rows = connection.execute(
        "SELECT coalesce(m.stage, ''), m.value, m.outcome,"
        " (SELECT r.p_active FROM reason r WHERE r.deal_id = m.deal_id AND r.view = 'open' AND r.driver = ?)"
        f" FROM moment m WHERE m.deal_id = {deal_id:d}",
        [driver],
    ).fetchall()
    return Facts(*rows[0]) if rows else None
