"""Close date pushed

Question: Has the close date been put off too often or too far?
Fires: when the close date was moved later twice or more, or now stands 45 days or more after the first one. A date set
    for the first time is not a move.
Says: The close date was moved later {value}; by {day} it had been put off too often or too far to rely on.
Value: times
Reads: deal, change
Unknown: The record holds no close date with the day on which it was set. Export the field history of the deals.
Evidence: The changes of the close date.
Source: T8; a push is a close date moved later.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import measure_pushes
from assay.signals.shape import give_answers, give_evidence, join_found


def close_date_pushed(book: Book, *, pushes: int = 2, days_later: int = 45) -> ir.Table:
    """Moves of the close date to a later day, and how far it stands from the first."""
    moves = measure_pushes(book)
    so_far = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"], preceding=None, following=0)
    running = moves.mutate(pushed=(moves.days > 0).ifelse(1, 0).sum().over(so_far), later=moves.days.sum().over(so_far))
    enough = (running.pushed >= pushes) | (running.later >= days_later)
    found = running.group_by("deal_id").aggregate(
        pushed=running.pushed.max(), later=running.days.sum(), since=running.changed_at.min(where=enough)
    )
    deals = join_found(book.deal, found)
    too_far = (deals.pushed >= pushes) | (deals.later >= days_later)
    return give_answers(
        deals,
        hit=too_far,
        clear=~too_far,
        value=deals.pushed,
        hit_at=deals.since,
    )


def evidence(book: Book, *, pushes: int = 2, days_later: int = 45) -> ir.Table:
    """The changes of the close date of the deals that were hit."""
    moves = measure_pushes(book).mutate(occurred_at=lambda rows: rows.changed_at)
    answers = close_date_pushed(book, pushes=pushes, days_later=days_later)
    return give_evidence(moves, answers, "stage_history", "row_id")
