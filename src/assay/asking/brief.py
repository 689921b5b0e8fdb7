"""Before a call on an open deal: what they asked, what was left unanswered, and which cues they gave (T12)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assay.asking.ask import Ask, list_ids
from assay.domain.spans import DAY
from assay.words.cues.finding import find_cues

#: within so many days an answer may still come, and how many of each kind are shown
ANSWER_DAYS, SHOWN = 7, 6
#: letters of a quote
_QUOTED = 240

_SENTENCE = re.compile(r"[^.!?\n]*\?")


@dataclass(frozen=True)
class Asked:
    """A question of the buyer. table, row_id: where it stands.  is_open: nobody of ours took it up, as far as told."""

    table: str
    row_id: int
    at: int
    quote: str
    is_open: bool


@dataclass(frozen=True)
class Cue:
    """A buying cue. is_taken_up: None where it cannot be told."""

    table: str
    row_id: int
    at: int
    kind: str
    quote: str
    is_taken_up: bool | None


@dataclass(frozen=True)
class Wanted:
    """A requirement. theirs: the buyer said so; otherwise we think so. met: by what we offer."""

    what: str
    theirs: bool
    met: bool | None


@dataclass(frozen=True)
class Process:
    """How the account decides, as the buyer told it once."""

    how: str
    who: str
    at: int | None


def list_questions(ask: Ask, deal_id: int) -> list[Asked]:
    """What the buyer asked, that which is open first, then the latest.

    A question is open where our side said nothing more in the call or put it off, and no message or talk of ours came
    within ANSWER_DAYS; one in a message where none came since.
    """
    rows = ask(
        f"""
        WITH ours AS (
          SELECT occurred_at FROM deal_event WHERE deal_id = {deal_id:d} AND NOT coalesce(is_automated, false)
            AND (direction = 'outbound' OR (kind IN ('meeting', 'demo', 'call') AND status = 'held')))
        SELECT q.asked_in, q.row_id, q.activity_id, q.occurred_at, q.answer_words, q.answer_defers,
          (SELECT min(o.occurred_at) FROM ours o WHERE o.occurred_at > q.occurred_at)
        FROM deal_question q WHERE q.deal_id = {deal_id:d} AND q.content_words > 0
        ORDER BY q.occurred_at DESC, q.row_id LIMIT 60"""
    )
    texts = _read_texts(ask, ((row[0] == "call", row[1]) for row in rows))
    found = []
    for asked_in, row_id, activity, at, words, defers, next_at in rows:
        table = "utterance" if asked_in == "call" else "activity"
        quote = quote_questions(texts.get((table, row_id), ""))
        if asked_in == "call":
            left = not words or bool(defers)
            is_open = left and (next_at is None or next_at - at > ANSWER_DAYS * DAY)
        else:
            is_open = next_at is None
        if quote:
            found.append(Asked("activity", activity, at, quote, is_open))
    return sorted(found, key=lambda one: (not one.is_open, -one.at))[:SHOWN]


def quote_questions(text: str) -> str:
    """The questions in a text, earlier mail that is quoted below left out."""
    own = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))
    found = [" ".join(one.split()) for one in _SENTENCE.findall(own)]
    return _cut(" … ".join(one for one in found if len(one) > 3))


def list_cues(ask: Ask, deal_id: int) -> list[Cue]:
    """The buying cues of the deal, those not taken up first, then the latest."""
    rows = ask(
        f"""
        SELECT c.said_in, c.row_id, c.activity_id, c.occurred_at, c.cue,
          CASE WHEN c.said_in = 'call' THEN c.is_taken_up
            ELSE (SELECT bool_or(r.takes_up) FROM deal_cue_reply r
                  WHERE r.deal_id = c.deal_id AND r.row_id = c.row_id AND r.cue = c.cue) END
        FROM deal_cue c WHERE c.deal_id = {deal_id:d} ORDER BY c.occurred_at DESC, c.row_id, c.cue LIMIT 40"""
    )
    texts = _read_texts(ask, ((row[0] == "call", row[1]) for row in rows))
    found = [
        Cue("activity", activity, at, kind,
            _quote_cue(texts.get(("utterance" if said_in == "call" else "activity", row_id), ""), kind), taken)
        for said_in, row_id, activity, at, kind, taken in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.is_taken_up is not False, -one.at))[:SHOWN]


def _quote_cue(text: str, kind: str) -> str:
    """The sentence with the cue; the beginning of the text where it is found no more."""
    return _cut(next((one.sentence for one in find_cues(text) if kind in one.cues), text))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1].rstrip() + "…"


def _read_texts(ask: Ask, places: Iterable[tuple[bool, int]]) -> dict[tuple[str, int], str]:
    """Texts of turns of speech (true) and of messages, by table and row."""
    known = list(places)
    found: dict[tuple[str, int], str] = {}
    for table, column, is_call in (("utterance", "text", True), ("activity", "body", False)):
        ids = [number for call, number in known if call is is_call]
        if ids:
            rows = ask(f"SELECT id, coalesce({column}, '') FROM {table} WHERE id IN ({list_ids(ids)})")
            found |= {(table, number): text for number, text in rows}
    return found


def list_wanted(ask: Ask, deal_id: int) -> list[Wanted]:
    """What the buyer requires, and what we think they do: theirs first, those not met before others."""
    rows = ask(
        f"SELECT what, coalesce(theirs, false), met FROM requirement WHERE deal_id = {deal_id:d} AND NOT is_deleted"
    )
    return sorted((Wanted(*row) for row in rows), key=lambda one: (not one.theirs, one.met is True, one.what))


def read_process(ask: Ask, account_id: int | None) -> Process | None:
    """How the account decides, by the latest that was told of it."""
    if account_id is None:
        return None
    rows = ask(
        "SELECT how, coalesce(who_decides, ''), occurred_at FROM buying_process"
        f" WHERE account_id = {account_id:d} AND NOT is_deleted ORDER BY occurred_at DESC NULLS LAST, id LIMIT 1"
    )
    return Process(*rows[0]) if rows else None
