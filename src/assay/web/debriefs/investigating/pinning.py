"""Passages of transcripts that somebody holds up, each with a note; their words stay in the record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assay.asking.ask import Ask, list_ids
from assay.web.debriefs.models import Debrief, Pin
from assay.web.debriefs.team.known import say_day
from assay.web.people.models import User


@dataclass(frozen=True)
class Call:
    """One transcribed talk of the deal."""

    id: int
    day: str
    subject: str
    turns: int


@dataclass(frozen=True)
class Turn:
    """One turn of speech. clock: how far into the talk.  pin: the user's own, if any."""

    id: int
    clock: str
    speaker: str
    side: str
    text: str
    pin: Pin | None = None


@dataclass(frozen=True)
class Pinned:
    """A pin with the words that it holds up; no words where the record no longer has them."""

    pin: Pin
    text: str
    speaker: str
    day: str


def list_calls(ask: Ask, deal_id: int) -> list[Call]:
    """The talks of the deal that have a transcript, the earliest first."""
    rows = ask(
        f"""
        SELECT e.activity_id, e.occurred_at, coalesce(a.subject, ''), count(*) FROM deal_event e
        JOIN activity a ON a.id = e.activity_id JOIN utterance u ON u.activity_id = e.activity_id
        WHERE e.deal_id = {deal_id:d} AND NOT u.is_deleted GROUP BY ALL ORDER BY 2, 1"""
    )
    return [Call(number, say_day(at), subject, turns) for number, at, subject, turns in rows]


def list_turns(ask: Ask, call: int, pins: Iterable[Pin]) -> list[Turn]:
    """What was said in one talk."""
    own = {pin.utterance_id: pin for pin in pins}
    rows = ask(
        "SELECT id, start_ms, coalesce(speaker, ''), side, text FROM utterance"
        f" WHERE activity_id = {call:d} AND NOT is_deleted ORDER BY position, id"
    )
    return [
        Turn(number, _say_clock(start), speaker, side, text, own.get(number))
        for number, start, speaker, side, text in rows
    ]


def _say_clock(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def is_of_deal(ask: Ask, deal_id: int, utterance: int) -> bool:
    """Whether a passage was said in a talk of the deal."""
    return bool(
        ask(
            f"SELECT 1 FROM utterance u JOIN deal_event e ON e.activity_id = u.activity_id"
            f" WHERE u.id = {utterance:d} AND e.deal_id = {deal_id:d} AND NOT u.is_deleted LIMIT 1"
        )
    )


def set_pin(debrief: Debrief, user: User, utterance: int, note: str, *, is_kept: bool) -> None:
    """Pins a passage with a note, changes the note, or takes the pin away."""
    with transaction.atomic():
        Pin.objects.update_or_create(
            debrief=debrief,
            author=user,
            utterance_id=utterance,
            defaults={"note": note.strip()[:500], "removed_at": None if is_kept else timezone.now()},
        )


def read_pinned(ask: Ask, pins: Sequence[Pin]) -> list[Pinned]:
    """The pins with their words, in the order in which they were said."""
    if not pins:
        return []
    rows = ask(
        f"""
        SELECT u.id, u.text, coalesce(u.speaker, ''), a.occurred_at, u.position
        FROM utterance u JOIN activity a ON a.id = u.activity_id
        WHERE u.id IN ({list_ids({pin.utterance_id for pin in pins})}) AND NOT u.is_deleted"""
    )
    said = {number: rest for number, *rest in rows}
    found = []
    for pin in pins:
        text, speaker, at, position = said.get(pin.utterance_id, ("", "", None, 0))
        found.append((at or 0, position, Pinned(pin, text, speaker, say_day(at))))
    return [one for _at, _position, one in sorted(found, key=lambda one: one[:2])]
