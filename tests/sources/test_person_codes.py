"""Codes of people in the record: one statement of a passage, one code of each person, nothing twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from assay.sources.person_codes import PersonCode, keep_codes
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from reports.collected_record import Record

NOTE = "They said the price was far too high. Lunch was good."
REASON = "Price. And we were late."


@pytest.fixture
def record() -> Record:
    record = Record()
    record.add("deal", "D1", name="Press line", outcome="lost", closed_in_batch=False, history_complete=True)
    record.add("activity", "N1", kind="note", direction="internal", status="held", body=NOTE, known_at=77)
    record.add("statement", "S1", deal_id=1, side="rep", origin="crm_reason", text=REASON)
    return record


@pytest.fixture
def home(tmp_path: Path, record: Record) -> Home:
    home = Home(tmp_path, {})
    with record.open() as connection, open_place(home.record, TABLES).writing() as commit:
        for name in ("deal", "activity", "statement"):
            commit.replace(connection, name, f"SELECT * FROM {name}")
        commit.publish(note="import 1")
    return home


def _find(record: Record, table: str) -> int:
    return int(str(record.rows[table][0]["id"]))


@pytest.fixture
def code(record: Record) -> PersonCode:
    return PersonCode(
        deal_id=_find(record, "deal"),
        table="activity",
        row_id=_find(record, "activity"),
        start=0,
        end=37,
        whole=len(NOTE),
        side="rep",
        origin="crm_note",
        occurred_at=70,
        known_at=77,
        text=NOTE[:37],
        driver="price_too_high",
        theme="price",
        about_whom="us",
        competitor_id=None,
        polarity="against",
        coded_by="anna@example.org",
        coded_at=1_700_000_000,
        taxonomy="1",
    )


def _read(home: Home, query: str) -> list[tuple[object, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return list(engine.rows(query))
    finally:
        engine.close()


def test_a_coded_passage_becomes_a_statement_that_says_where_it_stands(
    home: Home, record: Record, code: PersonCode
) -> None:
    keep_codes(home, [code])
    query = "SELECT text, quoted_table, quoted_row, quoted_start, quoted_end, known_at, known_at_basis FROM statement"
    assert _read(home, query + " WHERE source = 'assay'") == [
        (NOTE[:37], "activity", _find(record, "activity"), 0, 37, 77, "created")
    ]
    assert _read(home, "SELECT driver, coder, coded_by, coded_at, span FROM statement_code") == [
        ("price_too_high", "person", "anna@example.org", 1_700_000_000, None)
    ]


def test_two_people_code_one_statement(home: Home, code: PersonCode) -> None:
    keep_codes(home, [code, replace(code, coded_by="ben@example.org", driver="value_unproven")])
    assert _read(home, "SELECT count(*), count(DISTINCT statement_id) FROM statement_code") == [(2, 1)]
    assert _read(home, "SELECT count(*) FROM statement WHERE source = 'assay'") == [(1,)]


def test_a_part_of_a_statement_is_coded_by_its_span(home: Home, record: Record, code: PersonCode) -> None:
    row = _find(record, "statement")
    part = replace(code, table="statement", row_id=row, start=0, end=6, whole=len(REASON), text=REASON[:6])
    keep_codes(home, [part])
    assert _read(home, "SELECT statement_id, span FROM statement_code") == [(row, "0-6")]
    assert _read(home, "SELECT count(*) FROM statement") == [(1,)]


def test_the_same_codes_once_more_make_no_version(home: Home, code: PersonCode) -> None:
    first = keep_codes(home, [code])
    assert first.changed == 2
    assert keep_codes(home, [code]) == replace(first, changed=0)


def test_a_changed_mind_replaces_the_code_of_that_person_alone(home: Home, code: PersonCode) -> None:
    other = replace(code, coded_by="ben@example.org")
    keep_codes(home, [code, other])
    keep_codes(home, [replace(code, driver="no_budget", coded_at=1_700_000_060)])
    assert _read(home, "SELECT coded_by, driver FROM statement_code ORDER BY 1") == [
        ("anna@example.org", "no_budget"),
        ("ben@example.org", "price_too_high"),
    ]


def test_a_code_taken_back_is_marked_deleted(home: Home, code: PersonCode) -> None:
    keep_codes(home, [code])
    keep_codes(home, [replace(code, is_withdrawn=True)])
    assert _read(home, "SELECT is_deleted FROM statement_code") == [(True,)]


def test_a_row_that_is_gone_takes_no_code(home: Home, code: PersonCode) -> None:
    assert keep_codes(home, [replace(code, row_id=5)]).changed == 0


def test_what_others_wrote_stays(home: Home, code: PersonCode) -> None:
    keep_codes(home, [code])
    assert _read(home, "SELECT text FROM statement WHERE source = 'invented'") == [(REASON,)]
