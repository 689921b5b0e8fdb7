"""Competitor named early

Question: Was a competitor in the deal earlier than in won deals?
Fires: when the first competitor was named sooner after the opening than in nine in ten won deals of this size band in
    which one was named, and two weeks before their median at least. Where a band has too few such deals, all of them
    together are the measure.
Says: A competitor was named on {day}, when the deal was {value} old: sooner than in nine in ten won deals.
Value: days
Reads: deal, change, rival, baseline
Unknown: No competitor is recorded on this deal; or it is not recorded when one was named or the deal was opened; or too
    few won deals named theirs to say what is typical. Export the competitors of deals with the day on which each was
    entered, or the history of that field.
Evidence: What named the first competitor.
Source: F6. Whether one who was there from the start goes with losses is read from the team's own deals.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.rivals import date_namings, gather_first, measure_naming
from assay.signals.shape import find_usual, give_answers, give_evidence, join_found


def competitor_named_early(
    book: Book, *, percentile: int = 10, middle_percentile: int = 50, least_days: int = 14
) -> ir.Table:
    """The age at which the first competitor was named, against that in won deals."""
    early, middle = find_usual(book, percentile), find_usual(book, middle_percentile)
    deals = join_found(book.deal, date_namings(book), early, middle.select("deal_id", middle=middle.usual))
    days = (deals.first_at - deals.opened_at) / DAY
    is_early = (days < deals.usual) & (days <= deals.middle - least_days)
    is_known = deals.usual.notnull() & days.notnull()
    return give_answers(
        deals,
        hit=is_known & is_early,
        # One without a day may have been named before the others.
        clear=is_known & ~is_early & ~deals.undated,
        value=(days > 0).ifelse(days.floor(), 0),
        hit_at=deals.first_at,
    )


def evidence(book: Book, *, percentile: int = 10, middle_percentile: int = 50, least_days: int = 14) -> ir.Table:
    """What named the first competitor, of the deals that were hit."""
    answers = competitor_named_early(
        book, percentile=percentile, middle_percentile=middle_percentile, least_days=least_days
    )
    rows, written = gather_first(book)
    return give_evidence(rows, answers, "deal_competitor", "row_id").union(
        give_evidence(written, answers, "stage_history", "row_id")
    )


def typical(book: Book) -> ir.Table:
    """The age in days at which each won deal that had one named its first competitor, by size band."""
    return measure_naming(book)
