"""Somebody left

Question: Did somebody who matters to the deal leave the buyer during it?
Fires: when, since the opening, somebody left the buyer who was vice president or more by title, or took part in this
    deal. Others are left out: in a large company somebody leaves every week.
Says: {value} of weight for this deal left the buyer while it was open, lastly on {day}.
Value: people
Reads: deal, presence, member, turnover, baseline
Unknown: Nobody is recorded as having joined or left this account, and on half of the won deals nobody ever was, so that
    nobody may have looked; or somebody left whose title is not known; or it is not known when the deal was opened.
    Import a list of people who joined, left, rose or moved at the buyer.
Evidence: Those who left.
Source: F3. Whether deals with such a change are lost more is asked of comparable won deals, not here.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import VP
from assay.signals.shape import give_answers, give_evidence
from assay.signals.turnover import COMING_AND_GOING, count_recorded, find_turnover, judge_turnover


# Half: where most won deals had no such row, the list tells of a few accounts, and of this one it may know nothing.
def somebody_left(book: Book, *, least_rank: int = VP, percentile: int = 50) -> ir.Table:
    """The people of weight who left the buyer since the opening."""
    deals = judge_turnover(book, find_turnover(book, ("left",), least_rank), COMING_AND_GOING, percentile)
    return give_answers(
        deals,
        hit=deals.people > 0,
        clear=(deals.people == 0) & ~deals.untold & deals.is_followed,
        value=deals.people,
        hit_at=deals.latest_at,
    )


def evidence(book: Book, *, least_rank: int = VP, percentile: int = 50) -> ir.Table:
    """Those who left, of the deals that were hit."""
    answers = somebody_left(book, least_rank=least_rank, percentile=percentile)
    changes = find_turnover(book, ("left",), least_rank)
    return give_evidence(changes.filter(changes.counts), answers, "person_change", "row_id")


def typical(book: Book) -> ir.Table:
    """The people recorded as having joined or left the account of each won deal by its close."""
    return count_recorded(book, COMING_AND_GOING)
