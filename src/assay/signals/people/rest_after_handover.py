"""Rest after a handover

Question: Did contact rest for long after the deal had changed hands on our side?
Fires: when, after a handover, it took longer until we wrote or spoke to the buyer again than in nine in ten won deals
    of this size band that changed hands, and more than a week. Of several handovers the longest rest counts. Where a
    band has too few won deals, all of them together are the measure.
Says: After a handover we did not turn to the buyer for {value}; by {day} that was longer than in nine in ten won deals.
Value: days
Reads: deal, event, change, baseline
Unknown: No handover is recorded; or nothing that we wrote or said; or some message after a handover does not say which
    side wrote it; or too few won deals changed hands to say what is typical. Export the field history of the deals, and
    e-mails and calls with their direction.
Evidence: The handover after which contact rested, and what ended the rest.
Source: T6; T1: long gaps on our side are losses by neglect, and a handover is where one may begin.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.our_side import find_handovers, find_our_acts
from assay.signals.shape import find_usual, give_answers, give_evidence, join_found


# A week: who takes over on a Friday and reads up first has not let anything rest.
def rest_after_handover(book: Book, *, percentile: int = 90, least_days: int = 7) -> ir.Table:
    """The longest rest after a handover, against won deals that changed hands."""
    rests = _measure_rests(book)
    found = rests.group_by("deal_id").aggregate(at_least=rests.at_least.max(), at_most=rests.at_most.max())
    began = _find_longest(rests).select("deal_id", began_at="changed_at")
    deals = join_found(book.deal, found, began, find_usual(book, percentile))
    is_known = deals.usual.notnull()
    limit = ibis.greatest((deals.usual * DAY).ceil().cast("int64"), least_days * DAY)
    return give_answers(
        deals,
        hit=is_known & (deals.at_least > limit),
        clear=is_known & (deals.at_most <= limit),
        value=deals.at_least // DAY,
        hit_at=deals.began_at + limit,
    )


def evidence(book: Book, *, percentile: int = 90, least_days: int = 7) -> ir.Table:
    """The handover after which contact rested longest, and what ended the rest, of the deals that were hit."""
    answers = rest_after_handover(book, percentile=percentile, least_days=least_days)
    longest = _find_longest(_measure_rests(book))
    acts = find_our_acts(book).inner_join(longest.select("deal_id", "next_at"), "deal_id")
    ended = acts.filter(acts.occurred_at == acts.next_at)
    began = give_evidence(longest.mutate(occurred_at=longest.changed_at), answers, "stage_history", "row_id")
    return began.union(give_evidence(ended, answers, "activity"))


def typical(book: Book) -> ir.Table:
    """The longest rest after a handover of each won deal that changed hands, in days, by size band."""
    rests = _measure_rests(book)
    found = rests.group_by("deal_id").aggregate(at_least=rests.at_least.max(), at_most=rests.at_most.max())
    told = found.filter(found.at_least == found.at_most).inner_join(book.deal, "deal_id")
    return told.select(
        "deal_id",
        grp=told.size_band.nullif("unknown"),
        age_days=ibis.literal(0, "int64"),
        value=told.at_most / DAY,
    )


def _measure_rests(book: Book) -> ir.Table:
    """Each handover with the seconds to our next act, or to as_of.

    at_least: with everything that may have been ours.  at_most: with what surely was.  next_at: what ended `at_least`.
    """
    acts = find_our_acts(book)
    # where nothing of ours is on record, nobody can tell that we rested
    recorded = acts.filter(acts.is_sure).select("deal_id").distinct()
    handovers = find_handovers(book).semi_join(recorded, "deal_id").select("deal_id", "row_id", "changed_at")
    later = handovers.inner_join(acts.select("deal_id", "occurred_at", "is_sure"), "deal_id")
    later = later.filter(later.occurred_at >= later.changed_at)
    ends = later.group_by(["deal_id", "row_id"]).aggregate(
        next_at=later.occurred_at.min(), sure_at=later.occurred_at.min(where=later.is_sure)
    )
    told = handovers.left_join(ends, ["deal_id", "row_id"])
    told = told.select(*handovers.columns, "next_at", "sure_at")
    dated = told.inner_join(book.deal.select("deal_id", "as_of"), "deal_id")
    return dated.mutate(
        at_least=ibis.coalesce(dated.next_at, dated.as_of) - dated.changed_at,
        at_most=ibis.coalesce(dated.sure_at, dated.as_of) - dated.changed_at,
    )


def _find_longest(rests: ir.Table) -> ir.Table:
    """The handover of each deal with the longest rest after it."""
    by_length = ibis.window(
        group_by="deal_id", order_by=[ibis.desc("at_least"), ibis.desc("changed_at"), ibis.desc("row_id")]
    )
    placed = rests.mutate(place=ibis.row_number().over(by_length))
    return placed.filter(placed.place == 0)
