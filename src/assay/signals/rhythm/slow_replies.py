"""Slow replies on our side

Question: Did the buyer wait for our answers?
Fires: when at least two of the buyer's messages waited more than 72 hours, which a weekend alone does not explain, and
    these were at least a third of all that waited. A message still unanswered counts once it has waited that long.
Says: Half of the buyer's messages waited {value} or more for our answer; the latest slow one was overdue on {day}.
Value: hours
Reads: deal, event
Unknown: Fewer than two of the buyer's messages can be timed, or some messages do not say which side wrote them. Export
    e-mails, chats and calls with their direction.
Evidence: The buyer's messages that waited too long, and what ended the wait.
Source: T1; losses by neglect show in the record as slow or missing answers.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import MESSAGES, is_held_conversation
from assay.signals.shape import give_answers, give_evidence, join_found

HOUR = 3600


def slow_replies(book: Book, *, slow_hours: int = 72, slow_waits: int = 2, slow_share: float = 1 / 3) -> ir.Table:
    """The median wait, and whether too many waits were slow."""
    waits = _measure_waits(book, slow_hours)
    slow_at = waits.is_slow.ifelse(waits.asked_at + slow_hours * HOUR, ibis.null("int64"))
    found = waits.group_by("deal_id").aggregate(
        waits=waits.count(), slow=waits.is_slow.sum(), middle=waits.hours.median(), slow_at=slow_at.max()
    )
    deals = join_found(book.deal, found, _find_unsigned(book))
    known = deals.waits >= 2
    too_many = (deals.slow >= slow_waits) & (deals.slow >= slow_share * deals.waits)
    return give_answers(
        deals,
        # A message by nobody knows whom ends a wait as an answer would, so that what is slow even so was slow.
        hit=known & too_many,
        clear=known & ~too_many & deals.unsigned.isnull(),
        value=deals.middle,
        hit_at=deals.slow_at,
    )


def evidence(book: Book, *, slow_hours: int = 72, slow_waits: int = 2, slow_share: float = 1 / 3) -> ir.Table:
    """The messages of the slow waits and their answers, for the deals that were hit."""
    answers = slow_replies(book, slow_hours=slow_hours, slow_waits=slow_waits, slow_share=slow_share)
    waits = _measure_waits(book, slow_hours)
    slow = waits.filter(waits.is_slow)
    return give_evidence(_number_waits(book).semi_join(slow, ["deal_id", "wait"]), answers, "activity")


def _measure_waits(book: Book, slow_hours: int) -> ir.Table:
    """One row a wait: from the first unanswered message to our next word, or to as_of when that is already slow."""
    told = _number_waits(book)
    waits = told.group_by(["deal_id", "wait"]).aggregate(
        asked_at=told.occurred_at.min(where=told.ours == 0), answered_at=told.occurred_at.max(where=told.ours == 1)
    )
    deals = book.deal.select("deal_id", "as_of")
    asked = waits.filter(waits.asked_at.notnull()).inner_join(deals, "deal_id")
    ended_at = ibis.coalesce(asked.answered_at, asked.as_of)
    timed = asked.mutate(
        hours=(ended_at - asked.asked_at) / HOUR, is_slow=ended_at > asked.asked_at + slow_hours * HOUR
    )
    return timed.filter(timed.answered_at.notnull() | timed.is_slow)


def _number_waits(book: Book) -> ir.Table:
    """Each word of either side with the number of the wait that it opens, prolongs or ends."""
    event = book.event
    written = event.kind.isin(MESSAGES) & ~event.is_automated
    missed_call = (event.kind == "call") & (event.direction == "inbound") & (event.status == "missed")
    asks = (written & (event.direction == "inbound")) | missed_call
    tried_call = (event.kind == "call") & (event.direction == "outbound") & (event.status == "missed")
    answers = (written & (event.direction != "inbound") & (event.direction != "internal")) | tried_call
    words = event.filter(asks | answers | is_held_conversation(event))
    told = words.select("deal_id", "activity_id", "occurred_at", ours=asks.ifelse(0, 1))
    # At one and the same second the buyer is taken to have spoken first: exports often keep no more than the day.
    so_far = ibis.window(
        group_by="deal_id", order_by=["occurred_at", "ours", "activity_id"], preceding=None, following=0
    )
    return told.mutate(wait=told.ours.sum().over(so_far) - told.ours)


def _find_unsigned(book: Book) -> ir.Table:
    """Deals with a message whose direction is not known."""
    event = book.event
    unsigned = event.filter(event.kind.isin(MESSAGES) & ~event.is_automated & (event.direction == "unknown"))
    return unsigned.select("deal_id").distinct().mutate(unsigned=True)
