"""Competitor won

Question: Is it known which competitor the buyer chose?
Fires: when the deal has ended, and a competitor is recorded as the one that won it. This is hindsight by its nature:
    it is entered when the deal is lost, so that no open deal can show it, nor an ended one at an earlier age.
Says: The record names {value} as chosen by the buyer; it was known when the deal was looked at, as of {day}.
Value: competitors
Reads: deal, rival
Unknown: The deal is open; or the winner was entered only at the close, after the moment to which a look back reads; or
    no competitor is recorded on it; or those recorded are not told apart by their part, so that the winner may be one
    of them. Export the competitors of lost deals with the one that won, and the day on which each was named.
Evidence: The competitors that won.
Source: F6. It is the deal's own account of its end, not something that could have been seen coming.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.shape import give_answers, give_evidence, join_found


def competitor_won(book: Book) -> ir.Table:
    """The competitors recorded as winners of a deal that has ended."""
    rival = book.rival
    found = rival.group_by("deal_id").aggregate(
        won=rival.competitor_id.nunique(where=rival.part == "won_by"),
        untold=(rival.part == "unknown").any(),
        # Whoever marks the incumbent of a deal tells the parts on it apart; "present" is what a field for competitors
        # is read as, whatever they did.
        told_apart=(rival.part == "incumbent").any(),
    )
    deals = join_found(book.deal, found)
    has_ended = deals.is_look_back.fill_null(False)
    return give_answers(
        deals,
        hit=has_ended & (deals.won > 0),
        clear=has_ended & (deals.won == 0) & deals.told_apart & ~deals.untold,
        value=deals.won,
        hit_at=deals.as_of,
    )


def evidence(book: Book) -> ir.Table:
    """The winners of the deals that were hit."""
    rival = book.rival.filter(book.rival.part == "won_by")
    return give_evidence(rival.mutate(occurred_at=rival.named_at), competitor_won(book), "deal_competitor", "row_id")
