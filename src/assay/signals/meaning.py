"""What the words of the record mean to every signal: which activities took place, who was met, who spoke."""

import ibis.expr.types as ir

#: Both sides speak.
CONVERSATIONS = ("meeting", "call", "demo")

#: One side writes.
MESSAGES = ("email", "chat", "letter")

#: Exports often leave the status out; a date that has passed with nothing said against it counts as held.
TOOK_PLACE = ("held", "unknown")

DAY = 86_400


def is_held_conversation(rows: ir.Table) -> ir.BooleanValue:
    """A meeting, call or demo that took place, not among ourselves. rows: book.event or book.presence."""
    return rows.kind.isin(CONVERSATIONS) & rows.status.isin(TOOK_PLACE) & (rows.direction != "internal")
