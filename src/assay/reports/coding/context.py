"""A passage where it stands: what was said before and after it."""

from dataclasses import dataclass

import duckdb

from assay.reports.coding.passage import Passage
from assay.words.text.cleaning import GAP, mask_text, read_words

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
WHERE u.position BETWEEN this.position - {before} AND this.position + {after} AND NOT u.is_deleted
ORDER BY u.position, u.id"""
_SUBJECT = "SELECT subject FROM activity WHERE id = ? AND (occurred_at = ? OR occurred_at IS NULL)"


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
    return Context(
        subject=_read_subject(connection, passage),
        before=_read(text[first:start]).lstrip() if text else "",
        after=_read(text[end:last]).rstrip() if text else "",
        is_cut_before=bool(text) and first > 0,
        is_cut_after=bool(text) and len(text or "") > last,
        speaker=next((speaker for place, speaker, _ in turns if place == 0), ""),
        turns_before=tuple(Turn(speaker, words) for place, speaker, words in turns if place < 0),
        turns_after=tuple(Turn(speaker, words) for place, speaker, words in turns if place > 0),
        length=len(text) if text else end,
        is_changed=text is None,
    )


def _find_text(connection: duckdb.DuckDBPyConnection, passage: Passage) -> str | None:
    """The text that holds the quote where the run says, blanks in the place of tags; None where it does no longer."""
    table, row_id, start, end = passage.place.table, passage.place.row_id, passage.place.start, passage.place.end
    query = _TEXTS.get(table)
    if query is None:
        return None
    given = [row_id, passage.occurred_at] if table == "activity" else [row_id]
    quote = "".join(passage.quote.split())
    for (text,) in connection.execute(query, given).fetchall():
        # as a message, what it quotes within the passage was left out of the quote
        for is_message in (False, True):
            told = read_words(mask_text(text or "", is_message=is_message)[start:end])
            if told and "".join(told.split()) == quote:
                return mask_text(text)
    return None


def _read(masked: str) -> str:
    """A piece of masked text as people read it, its lines kept."""
    lines = (" ".join(line.replace(GAP, "").split()) for line in masked.split("\n"))
    told = "\n".join(line for line in lines if line)
    return f"{' ' if masked[:1].isspace() else ''}{told}{' ' if masked[-1:].isspace() else ''}"


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
