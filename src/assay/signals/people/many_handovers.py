"""Many handovers

Question: Did the deal change hands on our side more often than won deals?
Fires: when the deal passed from one owner to another more often than nine in ten won deals of this size band had by the
    same age. Changes of one day count once, and those undone on the same day not at all. Where a band has too few won
    deals, all of them together are the measure.
Says: The deal changed hands on our side {value}, lastly on {day}: more often than nine in ten won deals.
Value: times
Reads: deal, change, baseline
Unknown: No change of owner is recorded, and one in ten of the won deals never had one either, so that owners may not be
    followed; or nobody owned the deal; or the deal is younger than two weeks, or too few deals were won to say what is
    typical. Export the field history of the deals, or monthly lists of deals.
Evidence: The changes of owner.
Source: T6. How long contact rested after a handover is asked apart.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.at_age import count_by_age, find_usual_at_age
from assay.signals.our_side import find_handovers
from assay.signals.shape import give_answers, give_evidence, join_found


def many_handovers(book: Book, *, percentile: int = 90) -> ir.Table:
    """Handovers between people on our side, against won deals of the size and age."""
    handovers, owned = find_handovers(book), book.change.filter(book.change.field == "owner")
    found = handovers.group_by("deal_id").aggregate(times=handovers.count(), latest_at=handovers.changed_at.max())
    followed = owned.select("deal_id").distinct().mutate(is_own=True)
    deals = join_found(book.deal, found, followed, find_usual_at_age(book, percentile))
    times = deals.times.fill_null(0)
    # Where won deals changed hands and it was written down, it would have been here too.
    is_followed = deals.is_own.fill_null(False) | ((deals.usual > 0) & deals.owner_id.notnull())
    return give_answers(
        deals,
        hit=times > deals.usual,
        clear=is_followed & (times <= deals.usual),
        value=times,
        hit_at=deals.latest_at,
    )


def evidence(book: Book, *, percentile: int = 90) -> ir.Table:
    """The handovers of the deals that were hit."""
    handovers = find_handovers(book)
    return give_evidence(
        handovers.mutate(occurred_at=handovers.changed_at),
        many_handovers(book, percentile=percentile),
        "stage_history",
        "row_id",
    )


def typical(book: Book) -> ir.Table:
    """The handovers by each age that a won deal lived to, by size band."""
    handovers = find_handovers(book)
    return count_by_age(
        book.deal.filter(book.deal.owner_id.notnull()),
        handovers.select("deal_id", first_at=handovers.changed_at),
    )
