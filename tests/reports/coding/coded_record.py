"""A small record of two deals with coded passages, for tests of what people code."""

import json
from dataclasses import dataclass

import duckdb

from reports.collected_record import START, Record, Row

NOTE = "Called them. They said the price was far too high for what it does. Lunch was good."
QUOTE = "They said the price was far too high for what it does."
MAIL = "<p>Dear Mara,</p><p>we went with <b>Fastline</b> &amp; are happy.</p><p>Kind regards</p>"


@dataclass
class CodedRecord:
    """The record, its connection, and the ids of its rows."""

    connection: duckdb.DuckDBPyConnection
    ids: dict[str, int]
    mentions: int = 0

    def mention(self, deal: str, row: str, table: str = "activity", **values: object) -> str:
        """Add a passage; returns its key."""
        given: Row = {
            "deal_id": self.ids[deal],
            "table": table,
            "row_id": self.ids[row],
            "side": "rep",
            "origin": "crm_note",
            "occurred_at": START,
            "known_at": START,
            "start": NOTE.index(QUOTE),
            "end": NOTE.index(QUOTE) + len(QUOTE),
            "quote": QUOTE,
            "driver": "",
            "coder": "model",
            "margin": 0.01,
            "choices": json.dumps([["price_too_high", 0.4], ["no_budget", 0.39], ["value_unproven", 0.2]]),
            "coder_id": "model-1",
        } | values
        names = ", ".join(f'"{name}"' for name in given)
        holes = ", ".join("?" * len(given))
        self.connection.execute(f"INSERT INTO mention ({names}) VALUES ({holes})", list(given.values()))
        return f"{given['table']}-{given['row_id']}-{given['start']}-{given['end']}"


def add_rows(record: Record) -> dict[str, int]:
    """Two deals of two sellers, with a note, an e-mail, three turns of a call and a stated reason."""
    ids = {name: record.add("seller", name, name=name) for name in ("mara", "tom")}
    ids["fastline"] = record.add("competitor", "Fastline", name="Fastline")
    for deal, owner, outcome in (("lost", "mara", "lost"), ("open", "tom", "open")):
        ids[deal] = record.add(
            "deal",
            deal,
            name=f"The {deal} deal",
            owner_id=ids[owner],
            outcome=outcome,
            loss_reason_stated="Price" if outcome == "lost" else None,
            closed_in_batch=False,
            history_complete=True,
        )
    for name, kind, body in (("note", "note", NOTE), ("mail", "email", MAIL), ("call", "call", None)):
        ids[name] = record.add(
            "activity",
            name,
            kind=kind,
            direction="inbound",
            status="held",
            occurred_at=START,
            subject=f"About the {name}",
            body=body,
        )
    turns = (("ann", "Ann", "Who decides?"), ("bob", "Bob", "Not me, our COO."), ("cut", "Ann", "I see."))
    for position, (name, speaker, text) in enumerate(turns):
        ids[name] = record.add(
            "utterance", name, activity_id=ids["call"], position=position, speaker=speaker, side="buyer", text=text
        )
    ids["said"] = record.add("statement", "said", deal_id=ids["lost"], side="rep", origin="crm_reason", text="Price!")
    return ids


def open_coded() -> CodedRecord:
    """The record without any coded passage."""
    record = Record()
    ids = add_rows(record)
    record.put(
        "run",
        run_id="r1",
        as_of=START,
        made_at=START,
        record_version=1,
        baseline_version="b1",
        home_currency="EUR",
        deals=2,
        recomputed_deals=2,
    )
    connection = record.open()
    return CodedRecord(connection, ids)
