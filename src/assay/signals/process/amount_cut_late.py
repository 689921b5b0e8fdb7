"""Amount cut late

Question: Was the amount cut in the later part of the deal's life?
Fires: when the amount stands a fifth or more below what it was at the middle of the deal's life so far. Where none
    stood then, the first one set afterwards is the measure.
Says: The amount now stands {value} below what it was at the middle of the deal's life; it first did so on {day}.
Value: share
Reads: deal, change
Unknown: The record holds no amount with the day on which it was set, not the day on which the deal was opened, or the
    currency was changed meanwhile. Export the field history of the deals.
Evidence: The changes of the amount.
Source: T8; F8: a late cut is one of the facts that speak for price, or for a need that was taken too large. A fifth
    is a choice, not a finding: more than rounding or one item struck from a list.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import read_number
from assay.signals.shape import give_answers, give_evidence, join_found


def amount_cut_late(book: Book, *, cut_share: float = 0.2, late_part: float = 0.5) -> ir.Table:
    """The amount now against that at the beginning of the last `late_part` of the deal's life so far."""
    late = _find_late(book.deal, _read_amounts(book), late_part)
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    in_full = ibis.window(
        group_by="deal_id", order_by=["changed_at", "sequence", "row_id"], preceding=None, following=None
    )
    measured = late.mutate(
        stood=ibis.coalesce(late.before, late.amount).first().over(in_time), stands=late.amount.last().over(in_full)
    )
    limit = measured.stood * (1 - cut_share)
    found = measured.group_by("deal_id").aggregate(
        cut=(1 - measured.stands / measured.stood).max(),
        is_cut=(measured.stands <= limit).any(),
        since=measured.changed_at.min(where=measured.amount <= limit),
    )
    deals = join_found(book.deal, found, _find_recorded(book), _find_converted(book, late_part))
    is_known = deals.is_recorded & deals.opened_at.notnull() & deals.is_converted.isnull()
    is_cut = deals.is_cut.fill_null(False)
    return give_answers(
        deals,
        hit=is_known & is_cut,
        clear=is_known & ~is_cut,
        value=ibis.greatest(deals.cut.fill_null(0.0), 0.0),
        hit_at=deals.since,
    )


def evidence(book: Book, *, cut_share: float = 0.2, late_part: float = 0.5) -> ir.Table:
    """The changes of the amount of the deals that were hit."""
    answers = amount_cut_late(book, cut_share=cut_share, late_part=late_part)
    changes = _read_amounts(book)
    return give_evidence(changes.mutate(occurred_at=changes.changed_at), answers, "stage_history", "row_id")


def _read_amounts(book: Book) -> ir.Table:
    """Each change to an `amount`, with the one that stood before; a field that was emptied is no cut."""
    told = book.change.filter(book.change.field == "amount").mutate(
        amount=lambda rows: read_number(rows.new_value), old=lambda rows: read_number(rows.old_value)
    )
    set_ = told.filter(told.amount.notnull())
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    return set_.mutate(before=ibis.coalesce(set_.old, set_.amount.lag().over(in_time)))


def _find_late(deal: ir.Table, changes: ir.Table, late_part: float) -> ir.Table:
    """Those of `changes` that fall into the last part of the deal's life so far."""
    lived = deal.select("deal_id", "as_of", life=deal.as_of - deal.opened_at)
    aged = changes.inner_join(lived, "deal_id")
    return aged.filter(aged.as_of - aged.changed_at < aged.life * late_part)


def _find_recorded(book: Book) -> ir.Table:
    """Deals whose amount was followed at all."""
    return _read_amounts(book).select("deal_id").distinct().mutate(is_recorded=True)


def _find_converted(book: Book, late_part: float) -> ir.Table:
    """Deals whose late amounts are in more than one currency."""
    change = book.change
    converted = change.filter((change.field == "currency") & (change.old_value != change.new_value))
    return _find_late(book.deal, converted, late_part).select("deal_id").distinct().mutate(is_converted=True)
