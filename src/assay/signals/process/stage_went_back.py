"""Went back to a stage

Question: Did the deal return to a stage that it had left?
Fires: when the deal entered a stage again at least a day after it had left it. Whatever the order of the stages is,
    such a return holds a step back. What is put right within a day is taken for a slip of the hand; a deal that was
    closed and opened again returns as well.
Says: The deal went back {value} to a stage that it had left, first on {day}.
Value: times
Reads: deal, change
Unknown: The record does not hold all stages that the deal went through since it was opened. Export the stage history.
Evidence: The changes by which the deal came into, left and came back into these stages.
Source: T8; a step back shows where the sales process was left, or what was taken as settled and was not.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import find_steps
from assay.signals.shape import give_answers, give_evidence, join_found

HOUR = 3600
STAY = ["deal_id", "stage"]


def stage_went_back(book: Book, *, returns: int = 1, away_hours: int = 24) -> ir.Table:
    """Returns to a stage that was left before."""
    back = _find_returns(book, away_hours)
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    numbered = back.mutate(place=ibis.row_number().over(in_time) + 1)
    found = numbered.group_by("deal_id").aggregate(
        returns=numbered.count(), since=numbered.changed_at.min(where=numbered.place >= returns)
    )
    deals = join_found(book.deal, found)
    deals = deals.mutate(returns=deals.returns.fill_null(0))
    return give_answers(
        deals,
        hit=deals.returns >= returns,
        # What is left out of a history may have been a return.
        clear=deals.history_complete & (deals.returns < returns),
        value=deals.returns,
        hit_at=deals.since,
    )


def evidence(book: Book, *, returns: int = 1, away_hours: int = 24) -> ir.Table:
    """The changes into and out of the stages to which the deals that were hit returned."""
    answers = stage_went_back(book, returns=returns, away_hours=away_hours)
    steps = find_steps(book).semi_join(_find_returns(book, away_hours), STAY)
    moves = steps.select("deal_id", "row_id", occurred_at=steps.changed_at).distinct()
    return give_evidence(moves, answers, "stage_history", "row_id")


def _find_returns(book: Book, away_hours: int) -> ir.Table:
    """Each entry into a stage that the deal had left `away_hours` before, or longer ago."""
    steps = find_steps(book)
    so_far = ibis.window(group_by=STAY, order_by=["changed_at", "sequence", "row_id"], preceding=None, following=0)
    told = steps.mutate(last_left=steps.left_at.max().over(so_far))
    return told.filter(told.left_at.isnull() & (told.changed_at - told.last_left >= away_hours * HOUR))
