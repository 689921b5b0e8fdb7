"""The shape in which signals answer: unknown unless something is shown, one row a deal, evidence for hits alone."""

import ibis
import ibis.expr.types as ir

from assay.domain.answer import CLEAR, HIT, UNKNOWN
from assay.domain.book import Book
from assay.domain.errors import InputError


def join_found(deals: ir.Table, *found: ir.Table) -> ir.Table:
    """Every row of `deals`, with the columns of each table of `found`: null where that table has no row for the deal.

    found: at most one row a deal each.
    """
    for table in found:
        deals = deals.left_join(table, "deal_id").drop("deal_id_right")
    return deals


def give_answers(
    deals: ir.Table, *, hit: ir.BooleanValue, clear: ir.BooleanValue, value: ir.NumericValue, hit_at: ir.IntegerValue
) -> ir.Table:
    """One answer for each row of `deals` (book.deal, whatever was found joined to its left side).

    hit, clear: a condition that is null or false shows nothing; where neither is shown, the answer is unknown.
    value: kept where the answer is known.  hit_at: epoch seconds, kept for hits.
    """
    answered = deals.mutate(answer=ibis.cases((hit, HIT), (clear, CLEAR), else_=UNKNOWN), value=value, hit_at=hit_at)
    return answered.select(
        "deal_id",
        "answer",
        value=(answered.answer != UNKNOWN).ifelse(answered.value.cast("float64"), ibis.null("float64")),
        hit_at=(answered.answer == HIT).ifelse(answered.hit_at.cast("int64"), ibis.null("int64")),
    )


def pick_quantile(baseline: ir.Table, percentile: int) -> ir.FloatingValue:
    """The column of book.baseline below which `percentile` in a hundred won deals lie.

    raises  InputError for a percentile that the baseline does not keep.
    """
    name = f"p{percentile}"
    if name not in baseline.columns:
        kept = ", ".join(column[1:] for column in baseline.columns if column[1:].isdigit())
        raise InputError(f"The baseline keeps no percentile {percentile}.", fix=f"Set the percentile to one of {kept}.")
    return baseline[name]


def find_usual(book: Book, percentile: int) -> ir.Table:
    """`usual` of each deal: the percentile of won deals of its size band, else of all, where age plays no part.

    Deals without such a baseline have no row.  raises  InputError as `pick_quantile` does.
    """
    ageless = book.baseline.filter(book.baseline.age_days == 0)
    baseline = ageless.select("grp", "valid_from", "valid_to", usual=pick_quantile(ageless, percentile))
    everyone, deal = baseline.filter(baseline.grp == "all"), book.deal.select("deal_id", "as_of", "size_band")
    told = deal.inner_join(everyone, [deal.as_of >= everyone.valid_from, deal.as_of < everyone.valid_to])
    band = baseline.select("valid_from", size_band=baseline.grp, own=baseline.usual)
    both = told.left_join(band, ["size_band", "valid_from"])
    return both.select("deal_id", usual=ibis.coalesce(both.own, both.usual))


def keep_hits(rows: ir.Table, answers: ir.Table) -> ir.Table:
    """Those of `rows` that belong to a deal that was hit."""
    return rows.semi_join(answers.filter(answers.answer == HIT), "deal_id")


def give_evidence(rows: ir.Table, answers: ir.Table, table_name: str, row_id: str = "activity_id") -> ir.Table:
    """Those of `rows` that belong to a hit, as rows of the canonical table `table_name`."""
    kept = keep_hits(rows, answers)
    return kept.select(
        "deal_id", table_name=ibis.literal(table_name), row_id=kept[row_id], occurred_at=kept.occurred_at
    )


def give_entries(book: Book, answers: ir.Table) -> ir.Table:
    """The change that brought each hit into its present stage; the deal itself, where none did."""
    deal = book.deal.mutate(occurred_at=book.deal.stage_entered_at)
    entries = book.change.filter(book.change.field == "stage").inner_join(
        deal, ["deal_id", book.change.changed_at == deal.stage_entered_at, book.change.new_value == deal.stage]
    )
    return give_evidence(entries, answers, "stage_history", "row_id").union(
        give_evidence(deal.anti_join(entries, "deal_id"), answers, "deal", "deal_id")
    )
