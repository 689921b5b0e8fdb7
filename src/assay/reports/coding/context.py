"""A passage where it stands: what was said before and after it."""

import html
import re
from dataclasses import dataclass

import duckdb

from assay.reports.coding.passage import Passage

#: characters shown on each side of a passage
AROUND = 600

_TURNS_BEFORE, _TURNS_AFTER = 3, 2

_TEXTS = {
    "activity": "SELECT body FROM activity WHERE id = ? AND (occurred_at = ? OR occurred_at IS NULL)",
    "statement": "SELECT text FROM statement WHERE id = ?",
    "utterance": "SELECT text FROM utterance WHERE id = ?",
    "deal": "SELECT unnest([loss_reason_stated, win_reason_stated]) FROM deal WHERE id = ?",
}
_TURNS = """
WITH this AS (SELECT activity_id, position FROM utterance WHERE id = $id)
SELECT u.position - this.position, coalesce(u.speaker, u.side), u.text FROM utterance u JOIN this USING (activity_id)
WHERE u.position BETWEEN this.position - {before} AND this.position + {after} ORDER BY u.position, u.id"""
_SUBJECT = "SELECT subject FROM activity WHERE id = ? AND (occurred_at = ? OR occurred_at IS NULL)"

_TAG = re.compile(r"<(style|script)\b.*?</\1\s*>|<[a-zA-Z/!][^<>]*>", re.DOTALL | re.IGNORECASE)
_CUT_TAG = re.compile(r"^[^<>]*>|<[^<>]*$")
_HTML = re.compile(r"</?(p|div|br|span|html|body|table|td|a)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Turn:
    """Somebody else's words beside a passage of a transcript."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Context:
    """subject: of the message.  before, after: the text around the quote, empty at its ends.

    is_cut_before, is_cut_after: there is more of it than is shown.  speaker: whose turn the quote is of.  is_changed:
    the text is another one than the run read, so that only the quote is shown.
    """

    subject: str
    before: str
    after: str
    is_cut_before: bool
    is_cut_after: bool
    speaker: str
    turns_before: tuple[Turn, ...]
    turns_after: tuple[Turn, ...]
    length: int
    is_changed: bool


def read_context(connection: duckdb.DuckDBPyConnection, passage: Passage) -> Context:
    """What stands around the passage in the record."""
    text = _find_text(connection, passage)
    turns = _read_turns(connection, passage)
    start, end = passage.place.start, passage.place.end
    first, last = max(0, start - AROUND), end + AROUND
    is_html = bool(_HTML.search(text or ""))
    return Context(
        subject=_read_subject(connection, passage),
        before=_clean(text[first:start], is_html).lstrip() if text else "",
        after=_clean(text[end:last], is_html).rstrip() if text else "",
        is_cut_before=bool(text) and first > 0,
        is_cut_after=bool(text) and len(text or "") > last,
        speaker=next((speaker for place, speaker, _ in turns if place == 0), ""),
        turns_before=tuple(Turn(speaker, words) for place, speaker, words in turns if place < 0),
        turns_after=tuple(Turn(speaker, words) for place, speaker, words in turns if place > 0),
        length=len(text) if text else end,
        is_changed=text is None,
    )


def _find_text(connection: duckdb.DuckDBPyConnection, passage: Passage) -> str | None:
    """The text that holds the quote where the run says; None where it is there no longer."""
    table, row_id = passage.place.table, passage.place.row_id
    query = _TEXTS.get(table)
    if query is None:
        return None
    given = [row_id, passage.occurred_at] if table == "activity" else [row_id]
    for (text,) in connection.execute(query, given).fetchall():
        if text and _is_like(text[passage.place.start : passage.place.end], passage.quote):
            return str(text)
    return None


def _is_like(text: str, quote: str) -> bool:
    """Whether a piece of the original is the quote, whatever tags and spaces were taken out of it."""
    return _squeeze(_clean(text, is_html=bool(_TAG.search(text)))) == _squeeze(quote) or _squeeze(text) == _squeeze(
        quote
    )


def _squeeze(text: str) -> str:
    return re.sub(r"[\s>|]+", "", text)


def _clean(text: str, is_html: bool) -> str:
    """Tags and entities of HTML as the words that people see."""
    if not is_html:
        return text
    return re.sub(r"[ \t\r\f\v]+", " ", html.unescape(_CUT_TAG.sub(" ", _TAG.sub(" ", text))))


def _read_subject(connection: duckdb.DuckDBPyConnection, passage: Passage) -> str:
    if passage.place.table != "activity":
        return ""
    rows = connection.execute(_SUBJECT, [passage.place.row_id, passage.occurred_at]).fetchall()
    return str(rows[0][0] or "") if rows else ""


def _read_turns(connection: duckdb.DuckDBPyConnection, passage: Passage) -> list[tuple[int, str, str]]:
    if passage.place.table != "utterance":
        return []
    query = _TURNS.format(before=_TURNS_BEFORE, after=_TURNS_AFTER)
    return connection.execute(query, {"id": passage.place.row_id}).fetchall()
