"""Deals at the ages that they lived to, and what won deals had by the age that a deal has reached."""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import AGES, DAY
from assay.signals.shape import pick_quantile

NEVER = 10**6  # days

#: Between size band and segment; no band has a tab in its name, so that no two pairs are written alike.
TAB = "\t"


def cross_ages(deal: ir.Table) -> ir.Table:
    """Each row of `deal` (of book.deal) at each of the ages that it lived to."""
    aged = deal.select(
        "deal_id",
        "opened_at",
        "as_of",
        "size_band",
        "segment",
        age_days=ibis.array([*map(ibis.literal, AGES)]).unnest(),
    )
    return aged.filter(aged.opened_at + aged.age_days * DAY <= aged.as_of)


def count_by_age(deal: ir.Table, moments: ir.Table, *, by_segment: bool = False) -> ir.Table:
    """How many rows of `moments` (deal_id, first_at) each of `deal` had by each age, as `typical` gives it.

    Groups are the size bands; by_segment: and the segments within each.
    """
    by_age = cross_ages(deal).left_join(moments.select("deal_id", "first_at"), "deal_id")
    counted = by_age.group_by(["deal_id", "size_band", "segment", "age_days"]).aggregate(
        had=(by_age.first_at <= by_age.opened_at + by_age.age_days * DAY).sum()
    )
    told = counted.mutate(grp=counted.size_band.nullif("unknown"), value=counted.had.fill_null(0).cast("float64"))
    columns = ("deal_id", "grp", "age_days", "value")
    if not by_segment:
        return told.select(columns)
    placed = told.filter(told.grp.notnull() & told.segment.notnull())
    return told.select(columns).union(placed.mutate(grp=_name_group(placed)).select(columns))


def _name_group(deals: ir.Table) -> ir.StringValue:
    """Size band and segment; null where the segment is not known."""
    return deals.size_band + TAB + deals.segment


def find_usual_at_age(book: Book, percentile: int, *, by_segment: bool = False) -> ir.Table:
    """`usual` at the greatest age of the baseline (`age_days`) that a deal has reached: its size band's, else of all.

    by_segment: that of its size band and segment goes first, as `count_by_age` names it.

    Deals without such a baseline have no row.  raises  InputError as `pick_quantile` does.
    """
    baseline = book.baseline.mutate(usual=pick_quantile(book.baseline, percentile))
    everyone = baseline.filter(baseline.grp == "all")
    by_age = ibis.window(group_by="valid_from", order_by="age_days")
    steps = everyone.mutate(next_age=everyone.age_days.lead().over(by_age).fill_null(ibis.literal(NEVER, "int64")))
    deal = book.deal.select(
        "deal_id", "as_of", "size_band", group=_name_group(book.deal), age=book.deal.as_of - book.deal.opened_at
    )
    reached = deal.inner_join(
        steps,
        [
            deal.as_of >= steps.valid_from,
            deal.as_of < steps.valid_to,
            deal.age >= steps.age_days * DAY,
            deal.age < steps.next_age * DAY,
        ],
    )
    grouped = baseline.select("age_days", "valid_from", size_band=baseline.grp, of_band=baseline.usual)
    told = reached.left_join(grouped, ["size_band", "age_days", "valid_from"])
    told = told.select("deal_id", "group", "age_days", "valid_from", usual=ibis.coalesce(told.of_band, told.usual))
    if not by_segment:
        return told.select("deal_id", "age_days", "usual")
    narrow = grouped.select("age_days", "valid_from", group=grouped.size_band, of_group=grouped.of_band)
    near = told.left_join(narrow, ["group", "age_days", "valid_from"])
    return near.select("deal_id", "age_days", usual=ibis.coalesce(near.of_group, near.usual))
