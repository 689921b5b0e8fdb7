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
    is_talk = is_held_conversation(event)
    is_written = event.kind.isin(MESSAGES) & event.status.notin(CALLED_OFF)
    is_tried = (event.kind == "call") & (event.direction == "outbound") & (event.status == "missed")
    is_planned = event.status.isin(CALLED_OFF) & event.kind.isin(CONVERSATIONS)
    is_sure = is_talk | is_tried | (is_written & (event.direction == "outbound"))
    is_unsure = is_planned | (is_written & (event.direction == "unknown"))
    met = event.filter(is_talk & (event.kind != "call"))
    columns = ("deal_id", "activity_id", "occurred_at", "is_sure")
    agreed = met.mutate(occurred_at=met.occurred_at - NOTICE_DAYS * DAY, is_sure=ibis.literal(False))
    # every kind in one pass: each costs as much as all
    return event.filter(is_sure | is_unsure).mutate(is_sure=is_sure).select(*columns).union(agreed.select(*columns))


def find_writing(book: Book) -> ir.Table:
    """Deals with a message of ours on record: without any, those that answered may be missing too."""
    event = book.event.filter((book.event.direction == "outbound") & book.event.kind.isin(MESSAGES))
    return event.filter(~event.is_automated).select("deal_id").distinct().mutate(we_wrote=True)


def find_next(asks: ir.Table, acts: ir.Table, **kinds: ir.BooleanValue) -> ir.Table:
    """`asks` (deal_id, row_id, asked_at, ...) with the time of the first act of each kind at or after `asked_at`.

    acts: deal_id, occurred_at.  kinds: name of the new column -> which of the acts count.  Null where none came.
    """
    at = end_day(acts.occurred_at)
    timed = acts.select(
        "deal_id", at=at, **{name: is_one.ifelse(at, ibis.null("int64")) for name, is_one in kinds.items()}
    )
    asked = asks.select("deal_id", "row_id", "asked_at")
    # every act with every ask before it: half the price of a window over both in order
    pairs = asked.inner_join(timed, ["deal_id", asked.asked_at <= timed["at"]])
    firsts = pairs.group_by(["deal_id", "row_id"]).aggregate(**{name: pairs[name].min() for name in kinds})
    return asks.left_join(firsts, ["deal_id", "row_id"]).select(*asks.columns, *kinds)


def end_day(moment: ir.IntegerValue) -> ir.IntegerValue:
    """The moment; the end of its day where it has no time of day."""
    return (moment % DAY == 0).ifelse(moment + (DAY - 1), moment)
