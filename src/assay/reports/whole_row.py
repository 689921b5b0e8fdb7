"""One row about a deal in full: its words, its transcript, and the row of the export that it came from."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from assay.reports.deal_file import DealFile, SourceRow
from assay.reports.listing import ListedRow, Listing
from assay.reports.source_rows import read_source_rows

#: characters of one text that a page shows; a longer one says that it was cut
LONGEST_TEXT = 100_000

_BODY = "SELECT body FROM activity WHERE id = ? AND occurred_at = ?"
_TURNS = """
SELECT coalesce(speaker, side), text, start_ms FROM utterance WHERE activity_id = ? AND NOT is_deleted
ORDER BY position, id"""


@dataclass(frozen=True)
class Turn:
    """One turn of a transcript. at: minutes and seconds from the beginning, or empty; start: the same in seconds."""

    speaker: str
    text: str
    at: str
    start: str


@dataclass(frozen=True)
class SaidAt:
    """A place in a call. start: in seconds, at: in minutes and seconds; both empty for the call as a whole."""

    call: int
    start: str
    at: str


@dataclass(frozen=True)
class WholeRow:
    """A row with all that the record and its source hold of it.

    words: its text, cut where `is_cut`.  url: where to open it in its source, or empty.  before, after: table and id of
    the rows that come before and after it on the page, or empty.  said_at: the activity that it is or was said in.
    """

    row: ListedRow
    words: str
    is_cut: bool
    turns: tuple[Turn, ...]
    source: SourceRow
    url: str
    before: str
    after: str
    said_at: SaidAt | None = None


def read_whole_row(
    connection: duckdb.DuckDBPyConnection, file: DealFile, listing: Listing, key: tuple[str, int], kept: Path
) -> WholeRow | None:
    """The row `key` (table, id) of the deal in `file`; None when the deal has no such row. kept: the source rows."""
    row = listing.places.get(key)
    if row is None:
        return None
    standing = listing.standings[key]
    words, turns = _read_words(connection, file, key)
    found = read_source_rows(connection, kept, [standing], longest=LONGEST_TEXT)
    number = listing.rows.index(row)
    return WholeRow(
        row=row,
        words=words[:LONGEST_TEXT],
        is_cut=len(words) > LONGEST_TEXT,
        turns=turns,
        source=found.get((standing.kept, standing.line), ()),
        url=standing.url if standing.url.startswith(("https://", "http://")) else "",
        before=listing.rows[number - 1].row if number else "",
        after=listing.rows[number + 1].row if number + 1 < len(listing.rows) else "",
        said_at=_find_call(connection, key),
    )


def _read_words(
    connection: duckdb.DuckDBPyConnection, file: DealFile, key: tuple[str, int]
) -> tuple[str, tuple[Turn, ...]]:
    table, row_id = key
    if table == "activity":
        event = next(event for event in file.events if event.id == row_id)
        # activities lie sorted by time, so that the time spares reading the rest of the table
        bodies = connection.execute(_BODY, [row_id, event.at]).fetchall()
        turns = connection.execute(_TURNS, [row_id]).fetchall()
        body = bodies[0][0] if bodies else None
        return body or "", tuple(
            Turn(who, text, _say_clock(start), _write_seconds(start)) for who, text, start in turns
        )
    said = {("statement", row.id): row.text for row in file.statements}
    said |= {("utterance", row.id): row.text for row in file.utterances}
    return said.get(key, ""), ()


def find_said(connection: duckdb.DuckDBPyConnection, utterance_id: int) -> SaidAt | None:
    """Where an utterance was said; None when the record holds none of that id."""
    query = "SELECT activity_id, start_ms FROM utterance WHERE id = ? AND NOT is_deleted"
    rows = connection.execute(query, [utterance_id]).fetchall()
    return SaidAt(rows[0][0], _write_seconds(rows[0][1]), _say_clock(rows[0][1])) if rows else None


def _find_call(connection: duckdb.DuckDBPyConnection, key: tuple[str, int]) -> SaidAt | None:
    """The activity that the row is, or was said in."""
    table, row_id = key
    if table == "activity":
        return SaidAt(row_id, "", "")
    return find_said(connection, row_id) if table == "utterance" else None


def _write_seconds(milliseconds: int | None) -> str:
    """As players take it: 12.25."""
    return "" if milliseconds is None else f"{milliseconds / 1000:.2f}"


def _say_clock(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}:{seconds:02}"
