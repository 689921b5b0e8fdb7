"""Discount early or late

Question: Did the first discount come much earlier or later than in won deals?
Fires: when the first discount came sooner after the opening than in nine in ten won deals of this size band that had
    one, or later than in nine in ten, and at least two weeks from their median. Where a band has too few won deals, all
    of them together are the measure.
Says: The first discount came {value} after the opening, on {day}: well outside the time at which won deals had theirs.
Value: days
Reads: deal, change, baseline
Unknown: No discount is recorded with the day on which it was given, the first change of it that is recorded raised an
    older one, or too few won deals had a discount to say what is typical. Export the field history of the deals.
Evidence: The change by which the first discount was set.
Source: T8; F8. A discount before its worth was seen and one at the last moment are both told of; which of them goes
    with losses here is read from the team's own deals.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import read_number
from assay.signals.shape import give_answers, give_evidence, join_found, pick_quantile


def discount_early_or_late(
    book: Book, *, early_percentile: int = 10, late_percentile: int = 90, least_days: int = 14
) -> ir.Table:
    """Days from the opening to the first discount, against those of won deals of the size."""
    first = _find_first(book).select("deal_id", "changed_at", "old")
    deals = join_found(book.deal, first, _find_usual(book, early_percentile, late_percentile))
    days = (deals.changed_at - deals.opened_at) / DAY
    is_early = (days < deals.early) & (days <= deals.middle - least_days)
    is_late = (days > deals.late) & (days >= deals.middle + least_days)
    is_known = deals.old.isnull() & days.notnull() & deals.middle.notnull()
    return give_answers(
        deals,
        hit=is_known & (is_early | is_late),
        clear=is_known & ~(is_early | is_late),
        value=(deals.changed_at - deals.opened_at) // DAY,
        hit_at=deals.changed_at,
    )


def evidence(book: Book, *, early_percentile: int = 10, late_percentile: int = 90, least_days: int = 14) -> ir.Table:
    """The first discount of the deals that were hit."""
    answers = discount_early_or_late(
        book, early_percentile=early_percentile, late_percentile=late_percentile, least_days=least_days
    )
    first = _find_first(book)
    return give_evidence(first.mutate(occurred_at=first.changed_at), answers, "stage_history", "row_id")


def typical(book: Book) -> ir.Table:
    """The days from the opening to the first discount of each won deal that had one, by size band."""
    first = _find_first(book)
    given = first.filter(first.old.isnull()).inner_join(book.deal, "deal_id")
    return given.select(
        "deal_id",
        grp=given.size_band.nullif("unknown"),
        age_days=ibis.literal(0, "int64"),
        value=(given.changed_at - given.opened_at) / DAY,
    )


def _find_first(book: Book) -> ir.Table:
    """The first change to a discount above nought; `old` is the one that stood before, null where there was none."""
    told = book.change.filter(book.change.field == "discount").mutate(
        given=lambda rows: read_number(rows.new_value), old=lambda rows: read_number(rows.old_value)
    )
    given = told.filter(told.given.notnull())
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    numbered = given.mutate(place=ibis.row_number().over(in_time))
    return numbered.filter(numbered.place == 0)


def _find_usual(book: Book, early_percentile: int, late_percentile: int) -> ir.Table:
    """What is early, usual and late in won deals of each deal's size band, else in all of them."""
    baseline = book.baseline.filter(book.baseline.age_days == 0)
    told = baseline.select(
        "grp",
        "valid_from",
        "valid_to",
        early=pick_quantile(baseline, early_percentile),
        middle=baseline.p50,
        late=pick_quantile(baseline, late_percentile),
    )
    everyone = told.filter(told.grp == "all").drop("grp")
    deal = book.deal.select("deal_id", "as_of", "size_band")
    reached = deal.inner_join(everyone, [deal.as_of >= everyone.valid_from, deal.as_of < everyone.valid_to])
    band = told.select(
        "valid_from", size_band=told.grp, own_early=told.early, own_middle=told.middle, own_late=told.late
    )
    both = reached.left_join(band, ["size_band", "valid_from"])
    return both.select(
        "deal_id",
        early=ibis.coalesce(both.own_early, both.early),
        middle=ibis.coalesce(both.own_middle, both.middle),
        late=ibis.coalesce(both.own_late, both.late),
    )
