"""Competitor present

Question: Is somebody else known to sell to this buyer?
Fires: when a competitor is recorded on the deal, in whatever part, or the history of a field for competitors leaves one
    standing there.
Says: The record names {value} on this deal.
Value: competitors
Reads: deal, change, rival
Unknown: No competitor is recorded on this deal. That is no sign that there was none: as a rule nobody writes that down.
    It is known only where somebody emptied the field for competitors, or wrote into it that there is none. Export
    the competitors of deals, and the history of that field.
Evidence: The competitors of the deal, and what was written into the field.
Source: F5; F6. Present as far as known: what was entered at the close shows nothing of an earlier day.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.rivals import find_standing_fields
from assay.signals.shape import give_answers, give_evidence, join_found


def competitor_present(book: Book) -> ir.Table:
    """The competitors known on the deal."""
    rival, fields = book.rival, find_standing_fields(book)
    rows = rival.group_by("deal_id").aggregate(
        rivals=rival.competitor_id.nunique(), named_at=rival.named_at.max(), undated=rival.named_at.isnull().any()
    )
    written = fields.group_by("deal_id").aggregate(
        standing=fields.is_named.ifelse(1, 0).sum(), written_at=fields.changed_at.max(where=fields.is_named)
    )
    deals = join_found(book.deal, rows, written)
    # The field and the rows may well mean the same one, so that they are not added up.
    count = deals.rivals.fill_null(0)
    named = (count > 0).ifelse(count, deals.standing.fill_null(0))
    latest_at = (deals.rivals > 0).ifelse(deals.undated.ifelse(deals.as_of, deals.named_at), deals.written_at)
    return give_answers(deals, hit=named > 0, clear=(named == 0) & (deals.standing == 0), value=named, hit_at=latest_at)


def evidence(book: Book) -> ir.Table:
    """Who is named, and where, of the deals that were hit."""
    answers = competitor_present(book)
    fields = find_standing_fields(book)
    written = fields.filter(fields.is_named)
    rival = book.rival.mutate(occurred_at=book.rival.named_at)
    return give_evidence(rival, answers, "deal_competitor", "row_id").union(
        give_evidence(written.mutate(occurred_at=written.changed_at), answers, "stage_history", "row_id")
    )
