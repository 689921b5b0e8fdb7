"""Deals at the ages that they lived to, and what won deals had by the age that a deal has reached."""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import AGES, DAY
from assay.signals.shape import pick_quantile

NEVER = 10**6  # days


def cross_ages(deal: ir.Table) -> ir.Table:
    """Each row of `deal` (of book.deal) at each of the ages that it lived to."""
    aged = deal.select(
        "deal_id", "opened_at", "as_of", "size_band", age_days=ibis.array([*map(ibis.literal, AGES)]).unnest()
    )
    return aged.filter(aged.opened_at + aged.age_days * DAY <= aged.as_of)


def count_by_age(deal: ir.Table, moments: ir.Table) -> ir.Table:
    """How many rows of `moments` (deal_id, first_at) each of `deal` had by each age, as `typical` gives it."""
    by_age = cross_ages(deal).left_join(moments.select("deal_id", "first_at"), "deal_id")
    counted = by_age.group_by(["deal_id", "size_band", "age_days"]).aggregate(
        had=(by_age.first_at <= by_age.opened_at + by_age.age_days * DAY).sum()
    )
    return counted.select(
        "deal_id",
        grp=counted.size_band.nullif("unknown"),
        age_days=counted.age_days,
        value=counted.had.fill_null(0).cast("float64"),
    )


def find_usual_at_age(book: Book, percentile: int) -> ir.Table:
    """`usual` at the greatest age of the baseline (`age_days`) that a deal has reached: its size band's, else of all.

    Deals without such a baseline have no row.  raises  InputError as `pick_quantile` does.
    """
    baseline = book.baseline.mutate(usual=pick_quantile(book.baseline, percentile))
    everyone = baseline.filter(baseline.grp == "all")
    by_age = ibis.window(group_by="valid_from", order_by="age_days")
    steps = everyone.mutate(next_age=everyone.age_days.lead().over(by_age).fill_null(ibis.literal(NEVER, "int64")))
    deal = book.deal.select("deal_id", "as_of", "size_band", age=book.deal.as_of - book.deal.opened_at)
    reached = deal.inner_join(
        steps,
        [
            deal.as_of >= steps.valid_from,
            deal.as_of < steps.valid_to,
            deal.age >= steps.age_days * DAY,
            deal.age < steps.next_age * DAY,
        ],
    )
    band = baseline.select(
        size_band=baseline.grp, age_days=baseline.age_days, valid_from=baseline.valid_from, own=baseline.usual
    )
    both = reached.left_join(band, ["size_band", "age_days", "valid_from"])
    return both.select("deal_id", "age_days", usual=ibis.coalesce(both.own, both.usual))
