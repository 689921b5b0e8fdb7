"""The moment of each deal, with what the record tells of it then, for readers that cut no books themselves."""

import sys
from contextlib import closing
from pathlib import Path

from assay.runs.clock import read_clock
from assay.runs.compiled import remember_compiled
from assay.runs.moments import MOMENT, make_moments
from assay.store import open_place
from assay.store.duckdb_engine import DuckDbEngine
from assay.tables import TABLES
from bench.all_signals import CURRENCY, compiled_folder


def write_moments(record: str, path: Path) -> None:
    """Writes deal_id, as_of, known_by, opened_at, is_look_back and history_complete as Parquet, a row a deal."""
    with remember_compiled(compiled_folder(record)), closing(open_place(record, TABLES).engine()) as engine:
        make_moments(engine, read_clock(engine, None), CURRENCY)
        assert isinstance(engine, DuckDbEngine)
        engine.connection.execute(
            f"""COPY (SELECT deal_id, as_of, known_by, opened_at, history_complete, "view" <> 'open' AS is_look_back
            FROM {MOMENT} ORDER BY deal_id) TO '{path}'"""
        )


if __name__ == "__main__":
    write_moments(sys.argv[1], Path(sys.argv[2]))
