"""Stage stalled

Question: Has the deal been in its stage for longer than won deals were?
Fires: when the deal has been in its present stage for longer than nine in ten won deals were, and for more than
    14 days.
Says: The deal has been in its stage for {value}; since {day} that is longer than nine in ten won deals took.
Value: days
Reads: deal, change, baseline
Unknown: It is not known when the deal entered its stage, or too few won deals passed through that stage to say what is
    typical. Export the stage history.
Evidence: The change by which the deal entered its stage; the deal itself where it never left its first one.
Source: T8; a stall is no change of stage for long.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import find_moves
from assay.signals.shape import give_answers, give_entries, pick_quantile

#: Between the pipeline and the stage; no stage has a tab in its name.
TAB = "\t"


def stage_stalled(book: Book, *, percentile: int = 90, least_days: int = 14) -> ir.Table:
    """Days in the present stage, against those of won deals in it."""
    ageless = book.baseline.filter(book.baseline.age_days == 0)
    baseline = ageless.select("valid_from", "valid_to", place=ageless.grp, usual=pick_quantile(ageless, percentile))
    place = _name_place(book.deal.pipeline, book.deal.stage)
    deal = book.deal.select("deal_id", "as_of", "stage_entered_at", place=place)
    valid = [deal.place == baseline.place, deal.as_of >= baseline.valid_from, deal.as_of < baseline.valid_to]
    deals = deal.left_join(baseline, valid)
    stayed = deals.as_of - deals.stage_entered_at
    # Stages differ in length by their nature, so that all of them together are no measure for one.
    limit = ibis.greatest((deals.usual * DAY).ceil().cast("int64"), least_days * DAY)
    is_known = deals.usual.notnull() & stayed.notnull()
    return give_answers(
        deals,
        hit=is_known & (stayed > limit),
        clear=is_known & (stayed <= limit),
        value=stayed // DAY,
        hit_at=deals.stage_entered_at + limit,
    )


def evidence(book: Book, *, percentile: int = 90, least_days: int = 14) -> ir.Table:
    """The change that brought each deal into its stage; the deal itself, where none did."""
    return give_entries(book, stage_stalled(book, percentile=percentile, least_days=least_days))


def typical(book: Book) -> ir.Table:
    """The longest completed stay of each won deal in each stage, in days."""
    moves = find_moves(book)
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    ordered = moves.mutate(left_at=moves.changed_at.lead().over(in_time), place=ibis.row_number().over(in_time))
    later = ordered.select("deal_id", grp=ordered.new_value, since=ordered.changed_at, until=ordered.left_at)
    first = ordered.filter(ordered.place == 0).inner_join(book.deal.select("deal_id", "opened_at"), "deal_id")
    stays = first.select("deal_id", grp=first.before, since=first.opened_at, until=first.changed_at).union(later)
    stays = stays.filter(stays.grp.notnull() & (stays.until >= stays.since))
    stays = stays.inner_join(book.deal.select("deal_id", "pipeline"), "deal_id")
    stays = stays.mutate(grp=_name_place(stays.pipeline, stays.grp))
    return stays.group_by(["deal_id", "grp"]).aggregate(
        age_days=ibis.literal(0, "int64"), value=((stays.until - stays.since) / DAY).max()
    )


def _name_place(pipeline: ir.StringValue, stage: ir.StringValue) -> ir.StringValue:
    """A stage of a pipeline: another pipeline's stage of the same name is another one."""
    return ibis.coalesce(pipeline + TAB + stage, stage)
