"""Replies missing

Question: Did the buyer write to us and get no answer?
Fires: when a message of the buyer that asked something, or two whose text is not on record, got no answer of ours: none
    at all, a week having passed, or none within two weeks, after which it is no answer any more. A message, a
    conversation and a call that we tried are answers; nothing is said of one before a meeting that may have been agreed
    upon since. Messages in a row are one wait, from the first that counts. In a deal that has ended the last one counts
    only if it asked something: else it may have been a goodbye.
Says: The buyer wrote {value} without an answer of ours; the latest of these messages had waited for a week on {day}.
Value: times
Reads: deal, event, question
Unknown: No message of the buyer is on record of which it can be told that it called for an answer; no message of ours
    is, so that the answers may be missing too; or what came next may have been ours, a message without a direction or a
    meeting that was called off or never reported on. Export e-mails and chats of both directions with their text.
Evidence: The message with which each such wait began.
Source: T1; a week is more than a weekend and a day off, two weeks more than most holidays. What asks is told by a
    question mark in the buyer's own words, quoted messages left out: a request without one is missed, and a polite
    question that wants no answer is counted. Whether the answer answered is asked by answer beside the question; how
    long answers took by slow replies.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.answering import end_day, find_next, find_our_words, find_writing
from assay.signals.meaning import CALLED_OFF, is_message_of_buyer
from assay.signals.shape import give_answers, give_evidence, join_found


def replies_missing(book: Book, *, waiting_days: int = 7, late_days: int = 14, without_text: int = 2) -> ir.Table:
    """Waits of the buyer that nothing of ours ended."""
    waits = _judge_waits(book, waiting_days, late_days)
    missing = waits.filter(waits.is_missing)
    told = waits.group_by("deal_id").aggregate(
        answered=waits.is_answered.ifelse(1, 0).sum(), doubtful=waits.is_doubtful.ifelse(1, 0).sum()
    )
    found = missing.group_by("deal_id").aggregate(
        missing=missing.count(),
        asked=missing.asks.ifelse(1, 0).sum(),
        overdue_at=(missing.asked_at + waiting_days * DAY).max(),
    )
    deals = join_found(book.deal, told, found, find_writing(book))
    is_missed = (deals.asked >= 1) | (deals.missing >= without_text)
    return give_answers(
        deals,
        hit=deals.we_wrote & is_missed,
        clear=deals.we_wrote & (deals.answered > 0) & deals.missing.isnull() & (deals.doubtful == 0),
        value=deals.missing.fill_null(0),
        hit_at=deals.overdue_at,
    )


def evidence(book: Book, *, waiting_days: int = 7, late_days: int = 14, without_text: int = 2) -> ir.Table:
    """The messages with which the missed waits began, of the deals that were hit."""
    answers = replies_missing(book, waiting_days=waiting_days, late_days=late_days, without_text=without_text)
    waits = _judge_waits(book, waiting_days, late_days)
    return give_evidence(waits.filter(waits.is_missing).mutate(occurred_at=_.written_at), answers, "activity", "row_id")


def _judge_waits(book: Book, waiting_days: int, late_days: int) -> ir.Table:
    """One row a wait: the first message that counts since our last word, `asks` if any of them asked something."""
    asks = _find_asks(book).inner_join(book.deal.select("deal_id", "as_of", "is_look_back"), "deal_id")
    words = find_our_words(book)
    told = find_next(asks, words, sure_at=words.is_sure, next_at=ibis.literal(True))
    in_time = ibis.window(group_by=["deal_id", "next_at"], order_by=["asked_at", "row_id"])
    whole = ibis.window(group_by=["deal_id", "next_at"])
    placed = told.mutate(place=ibis.row_number().over(in_time), one_asks=told.asks.ifelse(1, 0).max().over(whole) == 1)
    return _judge(placed.filter(placed.place == 0).drop("asks").rename(asks="one_asks"), waiting_days, late_days)


def _judge(waits: ir.Table, waiting_days: int, late_days: int) -> ir.Table:
    too_late = waits.asked_at + late_days * DAY
    never = waits.next_at.isnull() & (waits.as_of >= waits.asked_at + waiting_days * DAY)
    is_goodbye = waits.next_at.isnull() & waits.is_look_back.fill_null(False) & ~waits.asks
    judged = waits.mutate(
        is_missing=(never | (waits.next_at >= too_late).fill_null(False)) & ~is_goodbye,
        is_answered=(waits.sure_at < too_late).fill_null(False),
    )
    return judged.mutate(is_doubtful=~judged.is_missing & ~judged.is_answered)


def _find_asks(book: Book) -> ir.Table:
    """The buyer's messages that asked something, and those of which nobody can tell for want of their text."""
    event = book.event.filter(is_message_of_buyer(book.event) & ~book.event.is_automated)
    sent = event.filter(event.status.notin(CALLED_OFF))
    asking = book.question.filter((book.question.asked_in == "message") & (book.question.content_words > 0))
    columns = ("deal_id", "row_id", "written_at", "asked_at")
    dated = sent.mutate(row_id=sent.activity_id, written_at=sent.occurred_at, asked_at=end_day(sent.occurred_at))
    known = dated.semi_join(asking, ["deal_id", "activity_id"])
    silent = dated.filter(~dated.has_body.fill_null(False))
    return ibis.union(
        known.select(*columns, asks=ibis.literal(True)), silent.select(*columns, asks=ibis.literal(False))
    )
