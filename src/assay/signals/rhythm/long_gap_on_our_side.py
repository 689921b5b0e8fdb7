"""Long gap on our side

Question: Was there a long stretch in which we did nothing?
Fires: when for more than 30 days of the deal we sent no message, rang nobody and held no conversation, whoever had
    spoken last. A message sent by a system is nothing that we did. How long single messages of the buyer waited is
    asked by slow replies.
Says: For {value} nothing from us is on record; a month without a word of ours was first full on {day}.
Value: days
Reads: deal, event
Unknown: No message of ours is recorded on the deal, so that others may be missing too; or some messages do not say
    which side wrote them, or planned meetings were not reported on; or the day of opening is missing. Export e-mails
    and chats of both directions, and meetings with their status.
Evidence: What we did before and after each such stretch; the deal itself for one that began with its opening.
Source: T1; losses by neglect show in the record as long gaps on our side.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import CONVERSATIONS, MESSAGES, TOOK_PLACE
from assay.signals.shape import give_answers, give_evidence, join_found


# A holiday of three weeks, with a busy week after it, leaves a gap of less than a month.
def long_gap_on_our_side(book: Book, *, gap_days: int = 30) -> ir.Table:
    """The longest stretch of the deal in which we did nothing."""
    acts = _find_acts(book)
    told = acts.group_by("deal_id").aggregate(wrote=acts.wrote.sum(), unsure=acts.unsure.sum())
    gaps = _measure_gaps(book, acts)
    is_long = gaps.lasted > gap_days * DAY
    longest = gaps.group_by("deal_id").aggregate(longest=gaps.lasted.max(), since=gaps.began_at.min(where=is_long))
    deals = join_found(book.deal, told, longest)
    known = deals.wrote > 0
    return give_answers(
        deals,
        # What may have been ours ends a gap as ours would, so that what is long even so was long.
        hit=known & (deals.longest > gap_days * DAY),
        clear=known & (deals.longest <= gap_days * DAY) & (deals.unsure == 0),
        value=deals.longest // DAY,
        hit_at=deals.since + gap_days * DAY,
    )


def evidence(book: Book, *, gap_days: int = 30) -> ir.Table:
    """What lies at both ends of each long gap, of the deals that were hit."""
    answers = long_gap_on_our_side(book, gap_days=gap_days)
    gaps = _measure_gaps(book, _find_acts(book))
    long = gaps.filter(gaps.lasted > gap_days * DAY)
    began, opened = long.filter(long.began_with.notnull()), long.filter(long.began_with.isnull())
    ended = long.filter(long.ended_with.notnull())
    acts = ibis.union(
        began.select("deal_id", activity_id=began.began_with, occurred_at=began.began_at),
        ended.select("deal_id", activity_id=ended.ended_with, occurred_at=ended.ended_at),
        distinct=True,
    )
    return give_evidence(acts, answers, "activity").union(
        give_evidence(opened.mutate(occurred_at=opened.began_at), answers, "deal", "deal_id")
    )


def _find_acts(book: Book) -> ir.Table:
    """What we did, and what may have been ours: `wrote` counts messages of ours, `unsure` what may not be ours."""
    event = book.event.filter(book.event.kind.isin((*MESSAGES, *CONVERSATIONS)) & (book.event.direction != "internal"))
    in_doubt = (event.direction == "unknown").ifelse(1, 0)
    # A call that we tried to make is something done; one of theirs that we missed is not.
    unsure = ibis.cases(
        (event.kind.isin(MESSAGES) & (event.is_automated | (event.direction == "inbound")), ibis.null("int64")),
        (event.kind.isin(MESSAGES), in_doubt),
        (event.status.isin(TOOK_PLACE), 0),
        (event.status == "planned", 1),
        ((event.status == "missed") & (event.kind == "call") & (event.direction != "inbound"), in_doubt),
        else_=ibis.null("int64"),
    )
    wrote = (event.kind.isin(MESSAGES) & (event.direction == "outbound")).ifelse(1, 0)
    acts = event.select("deal_id", "activity_id", "occurred_at", wrote=wrote, unsure=unsure)
    return acts.filter(acts.unsure.notnull())


def _measure_gaps(book: Book, acts: ir.Table) -> ir.Table:
    """From the opening, and from each act after it, to the next act or to as_of."""
    deal = book.deal.filter(book.deal.opened_at.notnull()).select("deal_id", "opened_at", "as_of")
    after = acts.inner_join(deal, "deal_id")
    opening = deal.select("deal_id", "as_of", activity_id=ibis.null("int64"), occurred_at=deal.opened_at, is_act=0)
    moments = opening.union(
        after.filter(after.occurred_at >= after.opened_at).select(
            "deal_id", "as_of", "activity_id", "occurred_at", is_act=1
        )
    )
    in_time = ibis.window(group_by="deal_id", order_by=["occurred_at", "is_act", "activity_id"])
    gaps = moments.select(
        "deal_id",
        began_with=moments.activity_id,
        began_at=moments.occurred_at,
        ended_with=moments.activity_id.lead().over(in_time),
        ended_at=moments.occurred_at.lead().over(in_time),
        as_of=moments.as_of,
    )
    return gaps.mutate(lasted=ibis.coalesce(gaps.ended_at, gaps.as_of) - gaps.began_at)
