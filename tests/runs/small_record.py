"""A record written by hand, a few rows at a time, straight into a place."""

from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from assay.domain.key import make_key
from assay.runs.record_tables import record_table
from assay.store import open_place
from assay.store.duckdb_engine import DuckDbEngine, open_connection
from assay.store.home import Home
from assay.tables import TABLES

DAY = 86_400
FIRST = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())

_COMMON = {
    "source": "hand",
    "instance": "main",
    "known_at_basis": "created",
    "is_deleted": False,
    "import_run": 1,
    "file_no": 1,
    "line": 1,
}


def on_day(number: float) -> int:
    """Noon of the day `number` days after 1 January 2024, epoch seconds."""
    return FIRST + int((number + 0.5) * DAY)


class SmallRecord:
    """Rows by table; every verb adds some and gives the id. Days count from 1 January 2024."""

    def __init__(self, *, imported: float = 2_000) -> None:
        """imported: the day of the import, and of its file."""
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        counts = dict.fromkeys(("rows_read", "landed", "unchanged", "merged", "rejected"), 0)
        self.rows["import_run"].append({"import_run": 1, "made_at": on_day(imported), **counts})
        told = {"name": "deals.csv", "kind": "csv", "profile": "hand", "sha256": "0", "rows_read": 0}
        self.rows["import_file"].append({"import_run": 1, "file_no": 1, "seen_at": on_day(imported), **told})

    def add(self, table: str, source_id: str, *, known: int, **values: Any) -> int:
        key = make_key("hand", "main", table, source_id)
        self.rows[table].append({**_COMMON, "id": key, "source_id": source_id, "known_at": known, **values})
        return key

    def deal(
        self,
        name: str,
        *,
        opened: float,
        outcome: str = "open",
        closed: float | None = None,
        known: float | None = None,
        **values: Any,
    ) -> int:
        closed_at = None if closed is None else on_day(closed)
        basis = None if closed is None else "field"
        usual = {"amount": 10_000, "closed_in_batch": False, "history_complete": True, "closed_at_basis": basis}
        return self.add(
            "deal",
            name,
            known=on_day(opened if known is None else known),
            name=name,
            opened_at=on_day(opened),
            outcome=outcome,
            closed_at=closed_at,
            **{**usual, **values},
        )

    def word(
        self,
        deal: int,
        day: float,
        *,
        kind: str = "email",
        direction: str = "inbound",
        known: float | None = None,
        buyer: int | None = 1,
        **values: Any,
    ) -> int:
        """One activity, with one buyer unless `buyer` is None."""
        number = len(self.rows["deal_event"])
        known_at = on_day(day if known is None else known)
        told = {"kind": kind, "direction": direction, "status": "held", "occurred_at": on_day(day)}
        activity = self.add("activity", str(number), known=known_at, **told)
        shared = {
            "deal_id": deal,
            "activity_id": activity,
            "occurred_at": on_day(day),
            "known_at": known_at,
            "kind": kind,
            "direction": direction,
            "status": "held",
        }
        shared.update({name: value for name, value in values.items() if name in shared})
        event = {"is_automated": False, "buyers": int(buyer is not None), "unnamed": 0, "top_rank": 0, **values}
        self.rows["deal_event"].append({**shared, **event})
        if buyer is not None:
            person = make_key("hand", "main", "person", str(buyer))
            part = "from" if direction == "inbound" else "to"
            presence = {"person_id": person, "part": part, "rank": values.get("top_rank", 0)}
            self.rows["deal_presence"].append({**shared, **presence})
        return activity

    def change(self, deal: int, field: str, value: str, day: float, *, old: str | None = None, known: float = 0) -> int:
        number = len(self.rows["stage_history"])
        return self.add(
            "stage_history",
            str(number),
            known=on_day(known or day),
            deal_id=deal,
            field=field,
            old_value=old,
            new_value=value,
            changed_at=on_day(day),
            basis="source_history",
            sequence=number,
        )

    def stage(self, code: str, stage_class: str) -> int:
        return self.add("stage", code, known=on_day(0), code=code, label=code, stage_class=stage_class)

    def rate(self, currency: str, day: float, rate: float) -> int:
        known = on_day(day)
        return self.add(
            "exchange_rate",
            f"{currency}{day}",
            known=known,
            currency=currency,
            day=datetime.fromtimestamp(known, UTC).date(),
            rate=rate,
        )

    def write(self, home: Home) -> None:
        """Commit all rows as the whole new content of the record."""
        place = open_place(home.record, TABLES)
        with closing(DuckDbEngine(open_connection())) as local, place.writing() as commit:
            for name, rows in self.rows.items():
                if rows or place.version():
                    schema = {column: str(type_) for column, type_ in record_table(name).schema().items()}
                    local.put(f"row_{name}", schema, [[row.get(column) for column in schema] for row in rows])
                    commit.replace(local.connection, name, f"SELECT * FROM row_{name}")
            commit.publish(note="by hand")
