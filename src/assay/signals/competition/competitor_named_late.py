"""Competitor named late

Question: Did we learn of the first competitor later than in won deals?
Fires: when the first competitor was named later after the opening than in nine in ten won deals of this size band in
    which one was named, and two weeks after it at least. Where a band has too few such deals, all of them together are
    the measure.
Says: The first competitor was named {value} after the opening, on {day}; nine in ten won deals had named theirs sooner.
Value: days
Reads: deal, change, rival, baseline
Unknown: No competitor is recorded on this deal; or one is recorded without the day on which it was named, and may have
    been known before; or too few won deals named theirs to say what is typical. Export the competitors of deals with
    the day on which each was entered, or the history of that field.
Evidence: What named the first competitor.
Source: F6; T8. Won deals without a competitor are left out: in them there was nothing to learn.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.rivals import date_namings, gather_first, measure_naming
from assay.signals.shape import find_usual, give_answers, give_evidence, join_found


# Two weeks: where all won deals name somebody on the first day, whoever does so on the third is not late.
def competitor_named_late(book: Book, *, percentile: int = 90, least_days: int = 14) -> ir.Table:
    """The age at which the first competitor was named, against that in won deals."""
    deals = join_found(book.deal, date_namings(book), find_usual(book, percentile))
    days = (deals.first_at - deals.opened_at) / DAY
    is_late = (days > deals.usual) & (days >= least_days)
    is_known = deals.usual.notnull() & days.notnull()
    return give_answers(
        deals,
        # One without a day may have been named before the others.
        hit=is_known & is_late & ~deals.undated,
        clear=is_known & ~is_late,
        value=(days > 0).ifelse(days.floor(), 0),
        hit_at=deals.first_at,
    )


def evidence(book: Book, *, percentile: int = 90, least_days: int = 14) -> ir.Table:
    """What named the first competitor, of the deals that were hit."""
    answers = competitor_named_late(book, percentile=percentile, least_days=least_days)
    rows, written = gather_first(book)
    return give_evidence(rows, answers, "deal_competitor", "row_id").union(
        give_evidence(written, answers, "stage_history", "row_id")
    )


def typical(book: Book) -> ir.Table:
    """The age in days at which each won deal that had one named its first competitor, by size band."""
    return measure_naming(book)
