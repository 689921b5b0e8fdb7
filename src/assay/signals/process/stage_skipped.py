"""Stage skipped

Question: Did the deal pass over a stage that won deals go through before the present one?
Fires: when the deal never was in a stage in which nine in ten won deals of its pipeline had been before they reached
    the present one.
Says: Of the won deals in this stage {value} had first been in one that this deal passed over by {day}.
Value: share
Reads: deal, change, baseline
Unknown: The record does not hold all stages that the deal went through since it was opened, its present stage is not
    known, or too few deals were won by way of it to say what is usual; or the deal was in a stage that hardly any of
    them had been in, so that the stages are others now. Export the stage history.
Evidence: The change by which the deal entered its present stage; the deal itself where it began there.
Source: T8; whether the sales process was left. What the process is, is read from the team's own won deals.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import find_steps
from assay.signals.shape import give_answers, give_entries, join_found

#: Between the pipeline, the stage reached and the stage before it; no stage has a tab in its name.
TAB = "\t"


def stage_skipped(book: Book, *, least_share: float = 0.9) -> ir.Table:
    """The greatest share of won deals that had been, before the present stage, in one where this deal was not."""
    usual = _find_usual(book)
    entered = find_steps(book).select("deal_id", "stage").distinct()
    named = usual.filter(usual.before != "")
    over = named.anti_join(entered, [named.deal_id == entered.deal_id, named.before == entered.stage])
    found = over.group_by("deal_id").aggregate(share=over.share.max())
    measured = usual.select("deal_id").distinct().mutate(is_measured=True)
    deals = join_found(book.deal, found, measured, _find_new_stages(book, usual, entered))
    deals = deals.mutate(share=deals.share.fill_null(0.0))
    # A stage in which hardly any of them had been shows that the stages are others now.
    are_same = deals.new_stages.isnull()
    return give_answers(
        deals,
        hit=deals.is_measured & deals.history_complete & are_same & (deals.share >= least_share),
        # Whatever a history leaves out, the deal was in all the usual stages.
        clear=deals.is_measured & (deals.share < least_share),
        value=deals.share,
        hit_at=ibis.coalesce(deals.stage_entered_at, deals.opened_at),
    )


def evidence(book: Book, *, least_share: float = 0.9) -> ir.Table:
    """How each deal that was hit came into its present stage."""
    return give_entries(book, stage_skipped(book, least_share=least_share))


def typical(book: Book) -> ir.Table:
    """A one for each stage that a won deal reached, and for each stage in which it had been before: to be counted."""
    complete = book.deal.filter(book.deal.history_complete)
    steps = find_steps(book).inner_join(complete.select("deal_id", "pipeline"), "deal_id")
    # One and the same change leads out of a stage first.
    in_time = ibis.window(
        group_by="deal_id", order_by=["changed_at", "sequence", "row_id", steps.left_at.isnull().ifelse(1, 0)]
    )
    placed = steps.mutate(place=ibis.row_number().over(in_time))
    reached = placed.group_by(["deal_id", "pipeline", "stage"]).aggregate(place=placed.place.min())
    earlier = reached.select("deal_id", before=reached.stage, before_place=reached.place)
    pairs = reached.inner_join(earlier, ["deal_id", reached.place > earlier.before_place])
    told = pairs.select("deal_id", "pipeline", "stage", "before").union(
        reached.select("deal_id", "pipeline", "stage", before=ibis.literal(""))
    )
    return told.select(
        "deal_id",
        grp=told.pipeline.fill_null("") + TAB + told.stage + TAB + told.before,
        age_days=ibis.literal(0, "int64"),
        value=ibis.literal(1.0),
    )


def _find_new_stages(book: Book, usual: ir.Table, entered: ir.Table) -> ir.Table:
    """Deals that were, before their present stage, in one in which fewer than one in ten of the won deals had been."""
    present = book.deal.select("deal_id", present=book.deal.stage)
    before = entered.inner_join(present, "deal_id").filter(lambda rows: rows.stage != rows.present)
    measured = before.semi_join(usual, "deal_id")
    known = usual.filter(usual.share >= 0.1).select("deal_id", stage=usual.before)
    new = measured.anti_join(known, ["deal_id", "stage"])
    return new.group_by("deal_id").aggregate(new_stages=new.count())


def _find_usual(book: Book) -> ir.Table:
    """For each deal the stages before its present one, with the share of won deals that had been there.

    The stage "" stands for none in particular, so that its share is 1 and every deal that can be measured has a row.
    """
    baseline = book.baseline
    names = baseline.grp.split(TAB)
    told = baseline.select("valid_from", "valid_to", "n", pipeline=names[0], stage=names[1], before=names[2])
    every = told.filter(told.before == "").select("valid_from", "pipeline", "stage", won=lambda rows: rows.n)
    shares = told.inner_join(every, ["valid_from", "pipeline", "stage"])
    deal = book.deal.select("deal_id", "as_of", "stage", pipeline=book.deal.pipeline.fill_null(""))
    usual = deal.inner_join(
        shares, ["pipeline", "stage", deal.as_of >= shares.valid_from, deal.as_of < shares.valid_to]
    )
    return usual.select("deal_id", "before", share=usual.n / usual.won)
