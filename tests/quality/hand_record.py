"""A record written by hand into a DuckDB in memory, clean as long as no test says otherwise."""

from datetime import UTC, date, datetime
from itertools import chain, count
from typing import Any

import duckdb

from assay.quality.remark import Remark
from assay.quality.report import read_remarks
from assay.sources.clustering import build_clustered
from assay.tables import TABLES

DAY, HOUR = 86_400, 3_600
FIRST = int(datetime(2025, 1, 6, 9, tzinfo=UTC).timestamp())
EXPORTED = 300  # the day of the file

_COMMON = {
    "source": "hand",
    "instance": "main",
    "known_at": FIRST,
    "known_at_basis": "created",
    "is_deleted": False,
    "import_run": 1,
    "file_no": 1,
    "line": 1,
}

_USUAL: dict[str, dict[str, Any]] = {
    "account": {"name": "Acme"},
    "seller": {"name": "Rita Vale", "is_active": True},
    "stage": {"stage_class": "open", "class_basis": "source"},
    "deal": {"stage": "Qualify", "outcome": "open", "amount": 1000, "currency": "EUR", "deal_type": "New"},
    "stage_history": {"field": "stage", "basis": "source_history"},
    "person": {"kind": "contact", "title": "Director of Works", "seniority": "director"},
    "deal_person": {"role": "champion", "basis": "crm_role"},
    "activity": {"kind": "meeting", "direction": "outbound", "status": "held"},
    "activity_deal": {"basis": "source"},
    "activity_person": {"side": "buyer", "part": "attendee"},
}


def on_day(number: float) -> int:
    """Nine o'clock of the day `number` days after the first, epoch seconds."""
    return FIRST + int(number * DAY)


def date_of(number: float) -> date:
    """The day itself."""
    return datetime.fromtimestamp(on_day(number), UTC).date()


class HandRecord:
    """Rows by table; every verb adds some and gives the id of the one that it is named after."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self._ids, self._days = count(100), count()
        self.rows["import_run"] = [{"import_run": 1, "made_at": on_day(EXPORTED + 10), "rows_read": 100}]
        file = {"import_run": 1, "file_no": 1, "name": "all.csv", "profile": "hand-v1 all"}
        self.rows["import_file"] = [{**file, "seen_at": on_day(EXPORTED)}]
        self.add("seller", id=1)
        for number, (code, stage_class) in enumerate((("Qualify", "open"), ("Propose", "open"), ("Lost", "lost"))):
            self.add("stage", code=code, label=code, stage_class=stage_class, sort_order=number)

    def add(self, table: str, **values: Any) -> int:
        """One row of a canonical table with what is usual in it."""
        key = values.get("id") or next(self._ids)
        usual = {**_COMMON, "id": key, "source_id": f"{table}-{key}", **_USUAL.get(table, {})}
        self.rows[table].append({**usual, **values})
        return int(key)

    def change(self, deal: int, value: str, day: float, **values: Any) -> int:
        """One row of the history; `day` counts from the first."""
        usual = {"deal_id": deal, "new_value": value, "changed_at": on_day(day), "sequence": next(self._ids)}
        return self.add("stage_history", **{**usual, **values})

    def deal(
        self, *, opened: float | None = None, has_history: bool = True, has_buyer: bool = True, **values: Any
    ) -> int:
        """An open deal with account, owner, a buyer with a role and a whole history; each opens on its own day."""
        day = next(self._days) if opened is None else opened
        usual = {"name": f"Deal {next(self._ids)}", "owner_id": 1, "opened_at": on_day(day), "history_complete": True}
        if "account_id" not in values:
            usual["account_id"] = self.add("account")
        deal = self.add("deal", **{**usual, **values})
        if has_history:
            self.change(deal, "Qualify", day)
            self.change(deal, date_of(day + 30).isoformat(), day, field="close_date")
        if has_buyer:
            self.add("deal_person", deal_id=deal, person_id=self.person())
        return deal

    def lost(self, *, after: float = 30, reason_after: float = 0, closed_by: int | None = None, **values: Any) -> int:
        """A deal lost so many days after its opening, with a reason of its own, stated so many days after the loss."""
        opened = values.pop("opened", None)
        day = next(self._days) if opened is None else opened
        closed = day + after
        usual = {
            "stage": "Lost",
            "outcome": "lost",
            "closed_at": on_day(closed),
            "closed_at_basis": "history",
            "close_date_stated": date_of(closed),
            "closed_in_batch": False,
            "loss_reason_stated": f"reason {next(self._ids)}",
        }
        deal = self.deal(opened=day, **{**usual, **values})
        self.change(deal, "Lost", closed, changed_by=closed_by)
        self.change(deal, "a reason", closed + reason_after, field="loss_reason")
        return deal

    def person(self, **values: Any) -> int:
        """A buyer like nobody else."""
        number = next(self._ids)
        usual = {"full_name": f"Person {number}", "email": f"p{number}@buyer.example"}
        return self.add("person", **{**usual, **values})

    def activity(
        self, deal: int | None, day: float, *, logged: float | None = None, person: int | None = None, **values: Any
    ) -> int:
        """A meeting with one buyer, entered an hour after it took place, or on day `logged`."""
        known = on_day(day) + HOUR if logged is None else on_day(logged)
        usual = {"occurred_at": on_day(day), "known_at": known, "owner_id": 1}
        activity = self.add("activity", **{**usual, **values})
        if deal is not None:
            self.add("activity_deal", deal_id=deal, activity_id=activity)
        self.add("activity_person", activity_id=activity, person_id=person or self.person())
        return activity

    def fill(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make every table of the record in the connection, the clustered ones too."""
        connection.execute("SET TimeZone = 'UTC'")
        for name, rows in self.rows.items():
            columns = TABLES[name].columns
            listed = ", ".join(f'"{column.name}" {column.sql_type}' for column in columns)
            connection.execute(f"CREATE TABLE {name} ({listed})")
            if rows:
                marks = ", ".join([f"({', '.join('?' * len(columns))})"] * len(rows))
                values = chain.from_iterable([row.get(column.name) for column in columns] for row in rows)
                connection.execute(f"INSERT INTO {name} VALUES {marks}", list(values))
        build_clustered(connection)

    def remarks(self) -> dict[str, Remark]:
        """What every check says, by title."""
        with duckdb.connect() as connection:
            self.fill(connection)
            return {remark.title: remark for remark in read_remarks(connection)}

    def found(self) -> dict[str, int]:
        """The counts of what is wrong, by title."""
        return {title: remark.count for title, remark in self.remarks().items() if remark.count}


def make_clean() -> HandRecord:
    """Six open and six lost deals with a meeting and an e-mail each, and nothing wrong with any."""
    record = HandRecord()
    for _ in range(6):
        for deal in (record.deal(), record.lost()):
            record.activity(deal, 20)
            record.activity(deal, 31, kind="email", direction="inbound")
    return record
