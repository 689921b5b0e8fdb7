"""The bare scan: every column that the signals need, read once and hashed. The yardstick of a run."""

import json
import sys

from assay.runs.compiled import remember_compiled
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.tables import TABLES
from bench.all_signals import choose_signals, compiled_folder
from bench.measuring import spent
from bench.needed_columns import find_needed


def scan(record: str, names: list[str], rounds: int) -> dict[str, float]:
    """The least CPU seconds that a scan took, and how many tables and columns it read."""
    with remember_compiled(compiled_folder(record)):
        needed = find_needed(choose_signals(names))
    took = []
    with open_connection() as connection:
        open_place(record, TABLES).attach(connection)
        for _ in range(rounds):
            started = spent()
            for table, columns in needed.items():
                connection.execute(f"SELECT bit_xor(hash({', '.join(columns)})) FROM {table}").fetchall()
            took.append(spent() - started)
    return {"scan": min(took), "tables": len(needed), "columns": sum(map(len, needed.values()))}


if __name__ == "__main__":
    wanted = [name for given in sys.argv[3:] for name in given.split(",")]
    print(json.dumps(scan(sys.argv[1], wanted, int(sys.argv[2]))))
