"""Pages and signals mean the same by met, spoken and written."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import duckdb
import ibis
import ibis.expr.types as ir
import pytest

from assay.domain.book import SCHEMAS, Book
from assay.reports.deal_file import Event
from assay.reports.meaning import find_met, is_interaction, is_unsaid, is_word
from assay.signals import meaning as signals_meaning
from assay.tables import TABLES
from reports.made_file import make_event

SQL_TYPES = {"int64": "BIGINT", "string": "VARCHAR", "boolean": "BOOLEAN"}
BUYER = 5


def list_words(table: str, column: str) -> tuple[str, ...]:
    return TABLES[table].column(column).values


#: every activity that the record can hold: with a buyer in one part, or with nobody named, or somebody of no known side
CASES = list(
    product(
        list_words("activity", "kind"),
        list_words("activity", "direction"),
        list_words("activity", "status"),
        (False, True),
        (*list_words("activity_person", "part"), "nobody", "unplaced"),
    )
)


def make_case(number: int) -> Event:
    kind, direction, status, is_automated, part = CASES[number]
    is_there = part not in ("cc", "nobody", "unplaced")
    return replace(
        make_event(number, 1, kind, status=status, people=(BUYER,) if is_there else ()),
        direction=direction,
        is_automated=is_automated,
        addressed=(BUYER,) if part == "to" else (),
        copied=(BUYER,) if part == "cc" else (),
        unplaced=1 if part == "unplaced" else 0,
    )


@pytest.fixture(scope="module")
def book() -> duckdb.DuckDBPyConnection:
    """All cases as a book holds them."""
    connection = duckdb.connect()
    for name in ("event", "presence"):
        columns = ", ".join(f'"{column}" {SQL_TYPES[kind]}' for column, kind in SCHEMAS[name].items())
        connection.execute(f"CREATE TABLE book_{name} ({columns})")
    events, presences = [], []
    for number, (*_, part) in enumerate(CASES):
        one = make_case(number)
        said = (one.kind, one.direction, one.status)
        events.append((1, number, one.at, *said, one.is_automated, one.buyers, one.unplaced, 0, 7, False))
        if part not in ("nobody", "unplaced"):
            presences.append((1, number, BUYER, one.at, *said, part, 0))
    columns = ", ".join(list(SCHEMAS["event"])[: len(events[0])])
    connection.execute(f"INSERT INTO book_event ({columns}) VALUES {', '.join(map(str, events))}")
    connection.execute(f"INSERT INTO book_presence VALUES {', '.join(map(str, presences))}")
    return connection


@pytest.mark.parametrize(
    ("of_signals", "of_pages"),
    [
        (signals_meaning.find_met, lambda event: bool(find_met(event))),
        (signals_meaning.find_interactions, is_interaction),
        (signals_meaning.find_words, is_word),
        (signals_meaning.find_unsaid, is_unsaid),
    ],
)
def test_pages_and_signals_agree_on_every_activity(
    book: duckdb.DuckDBPyConnection, of_signals: Callable[[Book], ir.Table], of_pages: Callable[[Event], bool]
) -> None:
    query = ibis.to_sql(of_signals(Book()).select("activity_id").distinct(), dialect="duckdb")
    found = {row[0] for row in book.execute(str(query)).fetchall()}
    assert 0 < len(found) < len(CASES)
    assert found == {number for number in range(len(CASES)) if of_pages(make_case(number))}
