"""What people say of passages reaches the next run, however old the last export is."""

from pathlib import Path

from assay.runs.clock import Clock
from assay.runs.coding.peoples import read_peoples
from assay.sources.person_codes import PersonCode, keep_codes
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from reports.collected_record import START, Record

TEXT = "They said the price was far too high."
LATER = START + 10**8


def test_a_code_given_long_after_the_last_export_counts_now_and_not_then(tmp_path: Path) -> None:
    record, home = Record(), Home(tmp_path, {})
    deal = record.add("deal", "D1", name="D", outcome="lost", closed_in_batch=False, history_complete=True)
    note = record.add("activity", "N1", kind="note", direction="internal", status="held", body=TEXT)
    with record.open() as connection, open_place(home.record, TABLES).writing() as commit:
        for name in ("deal", "activity"):
            commit.replace(connection, name, f"SELECT * FROM {name}")
        commit.publish(note="import 1")
    told = ("rep", "crm_note", START, START, TEXT, "price_too_high", "price", "us", None, "against")
    keep_codes(home, [PersonCode(deal, "activity", note, 0, 37, 37, *told, "anna@example.org", LATER, "1")])
    engine = open_place(home.record, TABLES).engine()
    try:
        now = read_peoples(engine, Clock(START, START, is_now=True, record_ends=START))
        then = read_peoples(engine, Clock(START, START, is_now=False, record_ends=START))
    finally:
        engine.close()
    assert [code.driver for code in now[deal, "activity", note]] == ["price_too_high"]
    assert then == {}
