"""How long the reasons of many deals take: their lives and coded words are invented in SQL; no signal is asked."""

import argparse
import time
from pathlib import Path

from assay.runs.clock import Clock
from assay.runs.concluding.part import Report, Work
from assay.runs.concluding.reasons.part import REASONS
from assay.runs.gathering import Gathering
from assay.store.duckdb_engine import DuckDbEngine, open_connection
from assay.store.home import Home
from assay.tables import TABLES
from assay.tables.results import RESULT_TABLES

AS_OF = 1_767_225_600
_DRIVERS = ("price_too_high", "missing_feature", "no_budget", "timing", "value_unproven", "integration", "indecision")


def main() -> None:
    """Prints seconds and rows. --deals: how many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=100_000)
    deals = parser.parse_args().deals
    engine = DuckDbEngine(open_connection())
    invent_lives(engine, deals)
    steps: list[str] = []
    work = Work(
        Gathering(engine), Clock(AS_OF, AS_OF, True, AS_OF), Home(Path(".bench"), {}), "bench", note_steps(steps)
    )
    began = time.perf_counter()
    REASONS.make(work)
    took = time.perf_counter() - began
    counts = {table.name: engine.rows(f"SELECT count(*) FROM new_{table.name}")[0][0] for table in REASONS.tables}
    print(f"Reasons of {deals:,} deals: {took:.1f} s; rows " + ", ".join(f"{n} {c:,}" for n, c in counts.items()))


def note_steps(steps: list[str]) -> Report:
    """Takes each step as it begins."""
    return lambda step, share: steps.append(step)


def invent_lives(engine: DuckDbEngine, deals: int) -> None:
    """Seven mentions a deal of seven drivers, lives of 4 to 50 weeks, 7 of 10 lost, a reason of the rep on most."""
    for table in {**TABLES, **RESULT_TABLES}.values():
        columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in table.columns)
        engine.connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
    engine.connection.execute("SELECT setseed(0.5)")
    engine.connection.execute(
        f"""INSERT INTO moment (deal_id, view, outcome, opened_at, ended_at, closed_at, last_word_at, as_of, known_by,
            size_band, segment, closed_in_batch, digest)
        SELECT i, CASE WHEN u < 0.1 THEN 'open' ELSE 'look_back' END, CASE WHEN u < 0.1 THEN 'open' WHEN u < 0.35
            THEN 'won' ELSE 'lost' END, o, CASE WHEN u < 0.1 THEN NULL ELSE o + l END, CASE WHEN u < 0.1 THEN NULL
            ELSE o + l + 600000 END, o + l - 604800, CASE WHEN u < 0.1 THEN {AS_OF} ELSE o + l END, {AS_OF},
            '10-30k', 'mid', false, 0
        FROM (SELECT i, random() AS u, {AS_OF} - (700 * 86400 + random() * 300 * 86400)::BIGINT AS o,
            ((4 + random() * 46) * 604800)::BIGINT AS l FROM range({deals}) r(i))"""
    )
    codes = ", ".join(f"'{driver}'" for driver in _DRIVERS)
    engine.connection.execute(
        f"""INSERT INTO mention (deal_id, "table", row_id, side, origin, occurred_at, known_at, start, "end", quote,
            driver, about, polarity, coder)
        SELECT deal_id, 'activity', deal_id * 10 + j, 'buyer', 'email', t, t, 0, 1, '',
            [{codes}][1 + (random() * 6.99)::INT % 7], 'us', 'against', 'model'
        FROM (SELECT deal_id, j, opened_at + (random() * (as_of - opened_at))::BIGINT AS t
            FROM moment, range(7) r(j))"""
    )
    engine.connection.execute(
        f"""INSERT INTO mention (deal_id, "table", row_id, side, origin, occurred_at, known_at, start, "end", quote,
            driver, about, polarity, coder)
        SELECT deal_id, 'deal', deal_id, 'rep', 'crm_reason', closed_at, closed_at, 0, 1, '',
            [{codes}][1 + (random() * 6.99)::INT % 7], 'us', 'against', 'model' FROM moment WHERE outcome = 'lost'"""
    )


if __name__ == "__main__":
    main()
