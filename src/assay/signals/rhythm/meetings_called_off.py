"""Meetings called off

Question: Were more of the meetings called off than in won deals?
Fires: when two or more meetings, calls or demos were cancelled, moved or missed, and their share of all that were
    arranged is greater than in nine in ten won deals. A call that nobody answered is a try, and is not counted.
Says: Of the meetings, calls and demos arranged {value} were cancelled, moved or missed, the latest on {day}.
Value: share
Reads: deal, event, baseline
Unknown: No meeting, call or demo says whether it was held, some were never reported on, or too few won deals say what
    is typical. Export meetings and calls with their status.
Evidence: The meetings, calls and demos that were called off.
Source: F4; M2: a buyer who draws back puts off before falling silent. Both sides' doing is counted, since few exports
    tell whose it was.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import CONVERSATIONS
from assay.signals.shape import give_answers, give_evidence, join_found, pick_quantile

OFF = ("cancelled", "moved", "missed")


def meetings_called_off(book: Book, *, percentile: int = 90, least_times: int = 2) -> ir.Table:
    """The share of conversations called off, against that in won deals."""
    deals = join_found(book.deal, _count_arranged(book.event), _find_usual(book, percentile))
    # Those never reported on may have been held, or not.
    at_least = deals.off / deals.arranged
    at_most = deals.off + deals.unreported
    is_known = deals.reported > 0
    may_be_many = (at_most >= least_times) & (at_most / deals.arranged > deals.usual)
    return give_answers(
        deals,
        hit=is_known & (deals.off >= least_times) & (at_least > deals.usual),
        clear=is_known & ~may_be_many,
        value=at_least,
        hit_at=deals.latest_at,
    )


def evidence(book: Book, *, percentile: int = 90, least_times: int = 2) -> ir.Table:
    """What was called off in the deals that were hit."""
    told = _judge_arranged(book.event)
    answers = meetings_called_off(book, percentile=percentile, least_times=least_times)
    return give_evidence(told.filter(told.is_off == 1), answers, "activity")


def typical(book: Book) -> ir.Table:
    """The share called off in each won deal that says of its conversations whether they were held."""
    counted = _count_arranged(book.event)
    known = counted.filter(counted.reported > 0)
    return known.select(
        "deal_id",
        grp=ibis.null("string"),
        age_days=ibis.literal(0, "int64"),
        value=known.off / known.arranged,
    )


def _judge_arranged(event: ir.Table) -> ir.Table:
    """Each conversation that was arranged, and what became of it: off, unreported, or reported of at all, as 0 or 1."""
    ours = event.filter(event.kind.isin(CONVERSATIONS) & (event.direction != "internal"))
    arranged = ours.filter((ours.kind != "call") | (ours.status != "missed"))
    return arranged.mutate(
        is_off=arranged.status.isin(OFF).ifelse(1, 0),
        is_unreported=(arranged.status == "planned").ifelse(1, 0),
        is_reported=arranged.status.notin(("planned", "unknown")).ifelse(1, 0),
    )


def _count_arranged(event: ir.Table) -> ir.Table:
    told = _judge_arranged(event)
    return told.group_by("deal_id").aggregate(
        arranged=told.count(),
        off=told.is_off.sum(),
        unreported=told.is_unreported.sum(),
        reported=told.is_reported.sum(),
        latest_at=told.occurred_at.max(where=told.is_off == 1),
    )


def _find_usual(book: Book, percentile: int) -> ir.Table:
    """The percentile of the won deals at each deal's moment."""
    everyone = book.baseline.filter((book.baseline.grp == "all") & (book.baseline.age_days == 0))
    told = everyone.select("valid_from", "valid_to", usual=pick_quantile(everyone, percentile))
    deal = book.deal.select("deal_id", "as_of")
    valid = deal.inner_join(told, [deal.as_of >= told.valid_from, deal.as_of < told.valid_to])
    return valid.select("deal_id", "usual")
