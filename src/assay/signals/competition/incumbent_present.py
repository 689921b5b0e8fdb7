"""Incumbent present

Question: Does a competitor supply this buyer already?
Fires: when a competitor is recorded on the deal as the one whom the buyer has now.
Says: The record names {value} as supplying the buyer already.
Value: competitors
Reads: deal, rival, baseline
Unknown: No competitor is recorded on this deal, or one of whom it is not told what part it has; or incumbents are not
    marked as such on one in ten of the won deals that had a competitor, so that one who is not marked may be one all
    the same. Export the competitors of deals with the part that each has.
Evidence: The incumbents of the deal.
Source: F6. Whether incumbents are marked at all is read from the team's own won deals.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.shape import find_usual, give_answers, give_evidence, join_found


# One in ten: most exports have one field for competitors and no word for their part. A team that tells the parts apart
# has met an incumbent more often than that.
def incumbent_present(book: Book, *, percentile: int = 90) -> ir.Table:
    """The incumbents among the competitors of the deal."""
    rival = book.rival
    is_incumbent = rival.part == "incumbent"
    found = rival.group_by("deal_id").aggregate(
        rivals=rival.count(),
        untold=(rival.part == "unknown").any(),
        incumbents=rival.competitor_id.nunique(where=is_incumbent),
        named_at=rival.named_at.max(where=is_incumbent),
        undated=(is_incumbent & rival.named_at.isnull()).any(),
    )
    deals = join_found(book.deal, found, find_usual(book, percentile))
    return give_answers(
        deals,
        hit=deals.incumbents > 0,
        clear=(deals.incumbents == 0) & ~deals.untold & (deals.usual > 0),
        value=deals.incumbents,
        hit_at=deals.undated.ifelse(deals.as_of, deals.named_at),
    )


def evidence(book: Book, *, percentile: int = 90) -> ir.Table:
    """The incumbents of the deals that were hit."""
    answers = incumbent_present(book, percentile=percentile)
    rival = book.rival.filter(book.rival.part == "incumbent")
    return give_evidence(rival.mutate(occurred_at=rival.named_at), answers, "deal_competitor", "row_id")


def typical(book: Book) -> ir.Table:
    """The incumbents marked on each won deal that had a competitor; all deals are one group."""
    rival = book.rival
    found = rival.group_by("deal_id").aggregate(incumbents=(rival.part == "incumbent").ifelse(1.0, 0.0).sum())
    return found.select("deal_id", grp=ibis.null("string"), age_days=ibis.literal(0, "int64"), value=found.incumbents)
