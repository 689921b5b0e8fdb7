"""What of ours came after something that called for it.

A day without a time of day stands for its end: it may have been at any time of that day, and ours gets the benefit.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import CALLED_OFF, CONVERSATIONS, MESSAGES, is_held_conversation

#: how long before it a meeting is agreed upon
NOTICE_DAYS = 14


def find_our_words(book: Book) -> ir.Table:
    """Each time that we turned to the buyer: a message, a conversation that was held, a call that we tried.

    `is_sure` is false for what may have been ours: a message of which nobody knows who wrote it; a conversation that
    was planned and never reported on, moved or cancelled, which somebody must have said; and two weeks before a
    meeting, in which it was agreed upon, perhaps by an invitation that is not on record.
    """
    event = book.event.filter(~book.event.is_automated)
    talks = event.filter(is_held_conversation(event))
    written = event.filter(event.kind.isin(MESSAGES) & event.status.notin(CALLED_OFF))
    tried = event.filter((event.kind == "call") & (event.direction == "outbound") & (event.status == "missed"))
    planned = event.filter(event.status.isin(CALLED_OFF) & event.kind.isin(CONVERSATIONS))
    met = talks.filter(talks.kind != "call")
    agreed = met.mutate(occurred_at=met.occurred_at - NOTICE_DAYS * DAY)
    columns = ("deal_id", "activity_id", "occurred_at")
    sure = (talks, written.filter(written.direction == "outbound"), tried)
    unsure = (written.filter(written.direction == "unknown"), planned, agreed)
    return ibis.union(
        *[rows.select(*columns, is_sure=ibis.literal(True)) for rows in sure],
        *[rows.select(*columns, is_sure=ibis.literal(False)) for rows in unsure],
    )


def find_writing(book: Book) -> ir.Table:
    """Deals with a message of ours on record: without any, those that answered may be missing too."""
    event = book.event.filter((book.event.direction == "outbound") & book.event.kind.isin(MESSAGES))
    return event.filter(~event.is_automated).select("deal_id").distinct().mutate(we_wrote=True)


def find_next(asks: ir.Table, **acts: ir.Table) -> ir.Table:
    """`asks` (deal_id, row_id, asked_at, ...) with the time of the first act of each kind at or after `asked_at`.

    acts: name of the new column -> deal_id, occurred_at.  Null where none came.
    """
    columns = {name: ibis.null("int64") for name in acts}
    marks = asks.select("deal_id", "row_id", at=asks.asked_at, is_ask=ibis.literal(1, "int64"), **columns)
    asked = asks.select("deal_id").distinct()  # most deals have none, and sorting their acts is what costs
    for name, found in acts.items():
        rows = found.semi_join(asked, "deal_id")
        at = end_day(rows.occurred_at)
        own = {**columns, name: at}
        marks = marks.union(
            rows.select("deal_id", row_id=ibis.null("int64"), at=at, is_ask=ibis.literal(0, "int64"), **own)
        )
    # Backwards, so that each row sees what came after it; at one and the same second the act is taken to be later.
    order = [ibis.desc("at"), "is_ask", ibis.desc("row_id")]
    back = ibis.cumulative_window(group_by="deal_id", order_by=order)
    told = marks.mutate(**{name: marks[name].min().over(back) for name in acts})
    answered = told.filter(told.is_ask == 1).select("deal_id", "row_id", *acts)
    return asks.left_join(answered, ["deal_id", "row_id"]).select(*asks.columns, *acts)


def end_day(moment: ir.IntegerValue) -> ir.IntegerValue:
    """The moment; the end of its day where it has no time of day."""
    return (moment % DAY == 0).ifelse(moment + (DAY - 1), moment)
