"""Slow replies on our side

Question: Did the buyer wait for our answers?
Fires: when at least two of the buyer's messages waited more than 72 hours, which a weekend alone does not explain, and
    these were at least a third of all that waited. A message whose text is on record waits only if it asked something.
    Messages in a row are one wait, from the first of them. One still unanswered counts once it has waited that long,
    but not where the deal has ended: it may have been a goodbye.
Says: Half of the times that the buyer waited for our answer, it took {value} or more; the latest slow one was overdue
    on {day}.
Value: hours
Reads: deal, event, question
Unknown: Fewer than two of the buyer's waits can be timed; or some messages do not say which side wrote them; or all
    hangs on a last message of the buyer in a deal that has ended, which may have asked for no answer. Export e-mails,
    chats and calls with their direction.
Evidence: The messages that waited too long, the first of each wait, and what ended it.
Source: T1; losses by neglect show in the record as slow or missing answers. What asks is told by a question mark in the
    buyer's own words: a request without one is missed.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import CONVERSATIONS, MESSAGES, TOOK_PLACE
from assay.signals.shape import give_answers, give_evidence, join_found

HOUR = 3600
THEIRS, OURS = 0, 1


def slow_replies(book: Book, *, slow_hours: int = 72, slow_waits: int = 2, slow_share: float = 1 / 3) -> ir.Table:
    """The median wait, and whether too many waits were slow."""
    waits = _measure_waits(book, slow_hours)
    counted = waits.filter(~waits.is_last)
    slow_at = counted.is_slow.ifelse(counted.asked_at + slow_hours * HOUR, ibis.null("int64"))
    found = counted.group_by("deal_id").aggregate(
        waits=counted.count(), slow=counted.is_slow.sum(), middle=counted.hours.median(), slow_at=slow_at.max()
    )
    last = waits.filter(waits.is_last).select("deal_id", last=waits.is_last)
    deals = join_found(book.deal, found, last, _find_unsigned(book))
    known = deals.waits >= 2
    too_many = (deals.slow >= slow_waits) & (deals.slow >= slow_share * deals.waits)
    with_last = (deals.slow + 1 >= slow_waits) & (deals.slow + 1 >= slow_share * (deals.waits + 1))
    return give_answers(
        deals,
        # A message by nobody knows whom ends a wait as an answer would, so that what is slow even so was slow.
        hit=known & too_many,
        clear=known & ~too_many & ~(deals.last.notnull() & with_last) & deals.unsigned.isnull(),
        value=deals.middle,
        hit_at=deals.slow_at,
    )


def evidence(book: Book, *, slow_hours: int = 72, slow_waits: int = 2, slow_share: float = 1 / 3) -> ir.Table:
    """The messages of the slow waits and their answers, for the deals that were hit."""
    answers = slow_replies(book, slow_hours=slow_hours, slow_waits=slow_waits, slow_share=slow_share)
    waits = _measure_waits(book, slow_hours)
    slow = waits.filter(waits.is_slow & ~waits.is_last)
    ended = slow.filter(slow.answer_id.notnull())
    told = ibis.union(
        slow.select("deal_id", activity_id=slow.ask_id, occurred_at=slow.asked_at),
        ended.select("deal_id", activity_id=ended.answer_id, occurred_at=ended.answered_at),
    )
    return give_evidence(told, answers, "activity")


def _measure_waits(book: Book, slow_hours: int) -> ir.Table:
    """One row a wait: from the first unanswered message to our next word, or to as_of when that is already slow.

    `is_last`: it was not answered before the deal ended.
    """
    waits = _find_waits(book).inner_join(book.deal.select("deal_id", "as_of", "is_look_back"), "deal_id")
    ended_at = ibis.coalesce(waits.answered_at, waits.as_of)
    timed = waits.mutate(
        hours=(ended_at - waits.asked_at) / HOUR,
        is_slow=ended_at > waits.asked_at + slow_hours * HOUR,
        is_last=waits.answered_at.isnull() & waits.is_look_back.fill_null(False),
    )
    return timed.filter(timed.answered_at.notnull() | timed.is_slow)


def _find_waits(book: Book) -> ir.Table:
    """Each message of the buyer that is the first since our last word, with our next word after it."""
    words = _find_words(book)
    # At one and the same second the buyer is taken to have spoken first: exports often keep no more than the day.
    in_time = ibis.window(group_by="deal_id", order_by=["occurred_at", "is_ours", "activity_id"])
    told = words.mutate(after_ours=words.is_ours.lag().over(in_time).fill_null(OURS))
    turns = told.filter(told.is_ours != told.after_ours)
    found = turns.select(
        "deal_id",
        "is_ours",
        ask_id=turns.activity_id,
        asked_at=turns.occurred_at,
        answer_id=turns.activity_id.lead().over(in_time),
        answered_at=turns.occurred_at.lead().over(in_time),
    )
    return found.filter(found.is_ours == THEIRS)


def _find_words(book: Book) -> ir.Table:
    """What waits for an answer, a missed call among it, and what ends a wait: ours, or a conversation that was held."""
    event = book.event.filter(book.event.kind.isin((*MESSAGES, *CONVERSATIONS)) & (book.event.direction != "internal"))
    side = (event.direction == "inbound").ifelse(THEIRS, OURS)
    # A call that we tried to make shows that we did not let them wait.
    is_ours = ibis.cases(
        (event.kind.isin(MESSAGES), event.is_automated.ifelse(ibis.null("int64"), side)),
        (event.status.isin(TOOK_PLACE), OURS),
        ((event.status == "missed") & (event.kind == "call"), side),
        else_=ibis.null("int64"),
    )
    told = event.select("deal_id", "activity_id", "occurred_at", "has_body", is_ours=is_ours)
    # Thanks and news want no answer.
    asking = book.question.filter(book.question.asked_in == "message").select("deal_id", "activity_id").distinct()
    asked = told.left_join(asking.mutate(asks=True), ["deal_id", "activity_id"])
    asks_nothing = (asked.is_ours == THEIRS) & asked.has_body.fill_null(False) & asked.asks.isnull()
    kept = asked.filter(asked.is_ours.notnull() & ~asks_nothing)
    return kept.select("deal_id", "activity_id", "occurred_at", "is_ours")


def _find_unsigned(book: Book) -> ir.Table:
    """Deals with a message whose direction is not known."""
    event = book.event
    unsigned = event.filter((event.direction == "unknown") & event.kind.isin(MESSAGES) & ~event.is_automated)
    return unsigned.select("deal_id").distinct().mutate(unsigned=True)
