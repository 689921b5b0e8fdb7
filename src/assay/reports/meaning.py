"""Which activities took place, who was met, who spoke, who decides: the signals' rules over rows as read.

Pages are made without the libraries that signals are written in, so the rules of signals/meaning and signals/deciding
stand here a second time, and tests set the two beside each other for every kind, direction, status, part and role that
the record knows.
"""

from collections.abc import Iterable

from assay.domain.seniority import C_LEVEL, VP
from assay.reports.deal_file import Event, Person

#: both sides speak
CONVERSATIONS = ("meeting", "demo", "call")

#: one side writes
MESSAGES = ("email", "chat", "letter")

#: exports often leave the status out; a date that has passed with nothing said against it counts as held
TOOK_PLACE = ("held", "unknown")

#: it was to be, and was not, or not yet
CALLED_OFF = ("planned", "moved", "cancelled")

#: whoever has one of these roles decides (signals/deciding)
DECIDING_ROLES = ("decision_maker", "economic_buyer")


def is_held_conversation(event: Event) -> bool:
    """A meeting, call or demo that took place, not among ourselves."""
    return event.kind in CONVERSATIONS and event.status in TOOK_PLACE and event.direction != "internal"


def is_written_by_buyer(event: Event) -> bool:
    """A message that came in, not from a machine that answers while its owner is away."""
    return event.direction == "inbound" and event.kind in MESSAGES and not event.is_automated


def is_interaction(event: Event) -> bool:
    """A buyer spoke with us or wrote to us."""
    return is_held_conversation(event) or is_written_by_buyer(event)


def is_word(event: Event) -> bool:
    """The buyer's word: a message, their call even if we missed it, a conversation that took place.

    A meeting or demo without a list of participants counts: nobody holds one for themself.
    """
    came_in = event.direction == "inbound" and event.kind in (*MESSAGES, "call") and event.status not in CALLED_OFF
    spoke = is_held_conversation(event) and (event.buyers > 0 or event.unplaced > 0 or event.kind != "call")
    return not event.is_automated and (came_in or spoke)


def is_unsaid(event: Event) -> bool:
    """It may be the buyer's word or ours: the record does not say which side it came from."""
    may_be_theirs = event.kind in (*MESSAGES, "call") and event.status not in CALLED_OFF
    return event.direction == "unknown" and may_be_theirs and not event.is_automated and not is_word(event)


def find_met(event: Event) -> tuple[int, ...]:
    """The buyers met in one activity: whoever took part in a conversation, or wrote.

    To be written to, or to be in copy, is not to be met.
    """
    if is_held_conversation(event):
        return event.people
    if is_written_by_buyer(event):
        return tuple(person for person in event.people if person not in event.addressed)
    return ()


def list_met(events: Iterable[Event]) -> set[int]:
    """Buyers who were met in any of `events`."""
    return {person for event in events for person in find_met(event)}


def decides(person: Person, rank_without_role: int = VP) -> bool:
    """Whether somebody is known to decide: by the role on the deal, else by title (signals/deciding)."""
    by_title = person.rank == C_LEVEL or (not person.roles and person.rank >= rank_without_role)
    return by_title or any(role in DECIDING_ROLES for role in person.roles)
