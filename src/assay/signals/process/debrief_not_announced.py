"""Debrief not announced

Question: Was the talk about the decision announced to the buyer while the deal was still open?
Fires: when a debrief with the buyer is on record, was asked for, was held, or belongs to a deal that has ended, and had
    not been announced to the buyer before. Debriefs among ourselves need no announcement and are not counted.
Says: Up to {day} no talk about the decision had been announced to the buyer; one was opened {value}.
Value: times
Reads: deal, debrief
Unknown: No debrief with the buyer is on record for the deal, or the deal is open and none was asked for yet. Record
    each debrief with the day on which it was announced.
Evidence: The debriefs.
Source: A3: a debrief is announced early, on open deals, whatever the outcome. Whether buyers who were told beforehand
    agree more often is measured on the team's own debriefs.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.shape import give_answers, give_evidence, join_found


def debrief_not_announced(book: Book) -> ir.Table:
    """Whether any debrief with the buyer was announced, of those that are on record."""
    debrief = _find_with_buyer(book)
    found = debrief.group_by("deal_id").aggregate(
        opened=debrief.count(),
        announced_at=debrief.announced_at.min(),
        begun_at=debrief.begun_at.min(),
    )
    deals = join_found(book.deal, found)
    # An open deal has time to announce one until the buyer is asked for it.
    is_too_late = deals.is_look_back | deals.begun_at.notnull()
    return give_answers(
        deals,
        hit=(deals.opened > 0) & deals.announced_at.isnull() & is_too_late,
        clear=deals.announced_at.notnull(),
        value=deals.announced_at.isnull().ifelse(deals.opened, 0),
        hit_at=ibis.coalesce(deals.begun_at, deals.as_of),
    )


def evidence(book: Book) -> ir.Table:
    """The debriefs with the buyer of the deals that were hit."""
    debrief = _find_with_buyer(book)
    return give_evidence(debrief.mutate(occurred_at=debrief.begun_at), debrief_not_announced(book), "debrief", "row_id")


def _find_with_buyer(book: Book) -> ir.Table:
    """The debriefs with the buyer, with when each was asked for or held."""
    debrief = book.debrief.filter(book.debrief.kind == "buyer")
    begun_at = ibis.least(
        ibis.coalesce(debrief.asked_at, debrief.held_at), ibis.coalesce(debrief.held_at, debrief.asked_at)
    )
    return debrief.mutate(begun_at=begun_at)
