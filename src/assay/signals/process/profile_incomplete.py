"""Profile incomplete

Question: Are fields empty that the stages reached so far ask for?
Fires: when at least one field is empty that the deal's stage, or one that it came to before, asks for. What each stage
    asks for is the team's own list. Where a field keeps no history, it is read as it stands.
Says: On {day}, {value} were empty that the stages reached so far ask for.
Value: fields
Reads: deal, demand
Unknown: No stage that the deal is known to have come to asks for a field; or nobody can tell whether one was filled on
    that day. Import which fields each stage asks for (stage_requirement), the stage history, and the field history.
Evidence: The requirements whose fields were empty.
Source: T8: whether the profile was complete. Which fields matter is the team's own rule; whether empty ones go with
    losses here is read from its own deals.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.shape import give_answers, give_evidence, join_found


# One field is enough: the list is the team's own, and whoever wrote it asked for each of them.
def profile_incomplete(book: Book, *, fields: int = 1) -> ir.Table:
    """How many fields are empty that were asked for by the stages reached."""
    asked = _judge_fields(book)
    found = asked.group_by("deal_id").aggregate(
        empty=asked.is_empty.ifelse(1, 0).sum(),
        at_most=asked.is_filled.ifelse(0, 1).sum(),
    )
    deals = join_found(book.deal, found)
    return give_answers(
        deals,
        hit=deals.empty >= fields,
        clear=deals.at_most < fields,
        value=deals.empty,
        hit_at=deals.as_of,
    )


def evidence(book: Book, *, fields: int = 1) -> ir.Table:
    """The requirements with empty fields of the deals that were hit."""
    answers = profile_incomplete(book, fields=fields)
    empty = book.demand.filter(~book.demand.is_filled)
    return give_evidence(empty.mutate(occurred_at=empty.asked_at), answers, "stage_requirement", "row_id")


def _judge_fields(book: Book) -> ir.Table:
    """Each field that is asked for, once, by whichever stage: whether it is known to be empty, and to be filled."""
    demand = book.demand
    return demand.group_by(["deal_id", "field"]).aggregate(
        is_empty=(~demand.is_filled).fill_null(False).any(), is_filled=demand.is_filled.fill_null(False).all()
    )
