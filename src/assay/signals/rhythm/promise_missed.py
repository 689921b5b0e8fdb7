"""Promised follow-up missed

Question: Did we say that we would do something, and then let it pass?
Fires: when nothing of ours came, no message, no conversation, no call that we tried, between a promise and two days
    after the day on which it was due; two weeks after it, where no day was named. Promises are tasks that were set for
    a later day and not ticked off in time, and what we said or wrote that we would do.
Says: It happened {value} that a day for which we had promised something passed without a word of ours; the latest time
    was {day}.
Value: times
Reads: deal, event, promise
Unknown: No promise is on record, or none has fallen due; no message of ours is on record, so that what kept it may be
    missing too; what came next may have been ours, a message without a direction or a meeting that was called off or
    never reported on; or the buyer wrote after it in a deal that ended, which may have made it needless. Export tasks
    with their due dates, e-mails with their text, and transcripts.
Evidence: The tasks, messages and turns of speech with the promises that passed.
Source: T1. Promises are found by common phrases of English, German, French and Spanish, none that hang on an "if" and
    none for a day that cannot be read, such as a date; others are missed. Whatever came from us in time counts as
    keeping it, since words alone do not show whether it was what had been promised.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.answering import find_next, find_our_words, find_writing
from assay.signals.meaning import CALLED_OFF, is_message_of_buyer
from assay.signals.shape import give_answers, give_evidence, join_found


def promise_missed(book: Book, *, grace_days: int = 2, open_days: int = 14) -> ir.Table:
    """Promises that passed without a word of ours."""
    judged = _judge_promises(book, grace_days, open_days)
    missed = judged.filter(judged.is_missed)
    told = judged.group_by("deal_id").aggregate(
        kept=judged.is_kept.ifelse(1, 0).sum(), doubtful=judged.is_doubtful.ifelse(1, 0).sum()
    )
    found = missed.group_by("deal_id").aggregate(missed=missed.count(), overdue_at=missed.until.max())
    deals = join_found(book.deal, told, found, find_writing(book))
    return give_answers(
        deals,
        hit=deals.we_wrote & (deals.missed > 0),
        clear=deals.we_wrote & (deals.kept > 0) & deals.missed.isnull() & (deals.doubtful == 0),
        value=deals.missed.fill_null(0),
        hit_at=deals.overdue_at,
    )


def evidence(book: Book, *, grace_days: int = 2, open_days: int = 14) -> ir.Table:
    """What was promised and passed, of the deals that were hit."""
    answers = promise_missed(book, grace_days=grace_days, open_days=open_days)
    judged = _judge_promises(book, grace_days, open_days)
    missed = judged.filter(judged.is_missed)
    spoken = missed.made_in == "call"
    return give_evidence(missed.filter(spoken), answers, "utterance", "row_id").union(
        give_evidence(missed.filter(~spoken), answers, "activity", "row_id")
    )


def _judge_promises(book: Book, grace_days: int, open_days: int) -> ir.Table:
    """Each promise that has fallen due by as_of; `until` is the last moment at which it was kept."""
    dated = book.promise.mutate(
        # The message or call of the promise does not keep it.
        asked_at=book.promise.occurred_at + 1,
        until=ibis.coalesce(book.promise.due_at, book.promise.occurred_at + open_days * DAY) + grace_days * DAY,
    )
    deals = dated.inner_join(book.deal.select("deal_id", "as_of", "is_look_back"), "deal_id")
    due = deals.filter(deals.until <= deals.as_of)
    words = find_our_words(book).mutate(is_ours=ibis.literal(True))
    buyer = book.event.filter(is_message_of_buyer(book.event) & ~book.event.is_automated)
    theirs = buyer.filter(buyer.status.notin(CALLED_OFF)).mutate(
        is_sure=ibis.literal(False), is_ours=ibis.literal(False)
    )
    acts = words.union(theirs.select(*words.columns))
    heard = find_next(due, acts, sure_at=acts.is_sure, next_at=acts.is_ours, heard_at=~acts.is_ours)
    ticked = heard.is_done.fill_null(False) & (heard.done_at.isnull() | (heard.done_at <= heard.until))
    is_needless = heard.is_look_back.fill_null(False) & heard.next_at.isnull() & heard.heard_at.notnull()
    judged = heard.mutate(is_kept=ticked | (heard.sure_at <= heard.until).fill_null(False))
    # Ticked off, and nobody knows on which day: it may have been in time.
    is_untold = (heard.made_in == "task") & heard.is_done.isnull()
    passed = ~judged.is_kept & ~is_needless & ~is_untold & ~(judged.next_at <= judged.until).fill_null(False)
    missed = judged.mutate(is_missed=passed)
    return missed.mutate(is_doubtful=~missed.is_kept & ~missed.is_missed)
