"""The bare scan: every column that the eight signals need, read once and hashed. The yardstick of a run."""

import sys

import duckdb

from assay.store import open_place
from assay.tables import TABLES
from bench.measuring import spent

NEEDED = {
    "deal": "id, opened_at, account_id, owner_id, pipeline, stage, amount, currency, segment, history_complete",
    "deal_event": "deal_id, activity_id, occurred_at, known_at, kind, direction, status, is_automated, buyers, unnamed,"
    " top_rank",
    "deal_presence": "deal_id, activity_id, person_id, occurred_at, known_at, kind, direction, status, part, rank",
    "stage_history": "id, deal_id, field, old_value, new_value, changed_at, known_at, sequence",
    "deal_person": "id, deal_id, person_id, role, is_primary, known_at",
}


def scan(record: str) -> None:
    """Prints the CPU seconds that the scan takes, without those of starting up."""
    with duckdb.connect() as connection:
        open_place(record, TABLES).attach(connection)
        started = spent()
        for table, columns in NEEDED.items():
            connection.execute(f"SELECT bit_xor(hash({columns})) FROM {table}").fetchall()
        print(f"{spent() - started:.3f}")


if __name__ == "__main__":
    scan(sys.argv[1])
