"""What the words of the record mean to every signal: which activities took place, who was met, who spoke."""

import ibis.expr.types as ir

from assay.domain.book import Book

#: Both sides speak.
CONVERSATIONS = ("meeting", "call", "demo")

#: One side writes.
MESSAGES = ("email", "chat", "letter")

#: Exports often leave the status out; a date that has passed with nothing said against it counts as held.
TOOK_PLACE = ("held", "unknown")

#: It was to be, and was not, or not yet.
CALLED_OFF = ("planned", "moved", "cancelled")

DAY = 86_400


def is_held_conversation(rows: ir.Table) -> ir.BooleanValue:
    """A meeting, call or demo that took place, not among ourselves. rows: book.event or book.presence."""
    return rows.kind.isin(CONVERSATIONS) & rows.status.isin(TOOK_PLACE) & (rows.direction != "internal")


def is_answer_by_machine(event: ir.Table) -> ir.BooleanValue:
    """Such as a note that somebody is out of office."""
    return event.is_automated & (event.direction == "inbound")


def find_met(book: Book) -> ir.Table:
    """The rows of book.presence of buyers who took part in a conversation or wrote to us.

    Whoever was only written to, or only in copy, was not met.
    """
    presence = book.presence
    wrote = presence.kind.isin(MESSAGES) & (presence.direction == "inbound") & (presence.part != "to")
    met = presence.filter((is_held_conversation(presence) | wrote) & (presence.part != "cc"))
    machine = book.event.filter(is_answer_by_machine(book.event))
    return met.anti_join(machine, "activity_id")


def is_word_of_buyer(event: ir.Table) -> ir.BooleanValue:
    """A message from the buyer, their call even if we missed it, or a conversation that took place.

    A meeting or demo without a list of participants counts: nobody holds one for themself.
    """
    came_in = event.kind.isin((*MESSAGES, "call")) & (event.direction == "inbound") & ~event.status.isin(CALLED_OFF)
    somebody = (event.buyers > 0) | (event.unnamed > 0) | (event.kind != "call")
    return (came_in | (is_held_conversation(event) & somebody)) & ~event.is_automated
