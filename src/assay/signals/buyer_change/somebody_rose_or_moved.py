"""Somebody rose or moved

Question: Was somebody who matters to the deal promoted or moved at the buyer during it?
Fires: when, since the opening, somebody was promoted or moved to another post at the buyer who is or was vice president
    or more by title, or takes part in this deal. A title that was only written in other words is left out.
Says: {value} of weight for this deal rose or moved at the buyer while it was open, lastly on {day}.
Value: people
Reads: deal, presence, member, turnover, baseline
Unknown: No change of a title is recorded at this account, and on half of the won deals none ever was, so that nobody
    may keep track of them; or somebody rose or moved whose title is not known; or it is not known when the deal was
    opened. Export the history of the contacts' titles, or monthly lists of contacts, or import a list of changes.
Evidence: The promotions and moves.
Source: F3. Whether deals with such a change are lost more is asked of comparable won deals, not here.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import VP
from assay.signals.shape import give_answers, give_evidence
from assay.signals.turnover import RISING, count_recorded, find_turnover, judge_turnover


# Half: where most won deals had no such row, titles are not kept up.
def somebody_rose_or_moved(book: Book, *, least_rank: int = VP, percentile: int = 50) -> ir.Table:
    """The people of weight who rose or moved at the buyer since the opening."""
    deals = judge_turnover(book, find_turnover(book, RISING, least_rank), RISING, percentile)
    return give_answers(
        deals,
        hit=deals.people > 0,
        clear=(deals.people == 0) & ~deals.untold & deals.is_followed,
        value=deals.people,
        hit_at=deals.latest_at,
    )


def evidence(book: Book, *, least_rank: int = VP, percentile: int = 50) -> ir.Table:
    """The promotions and moves, of the deals that were hit."""
    answers = somebody_rose_or_moved(book, least_rank=least_rank, percentile=percentile)
    changes = find_turnover(book, RISING, least_rank)
    return give_evidence(changes.filter(changes.counts), answers, "person_change", "row_id")


def typical(book: Book) -> ir.Table:
    """The promotions and moves recorded at the account of each won deal by its close."""
    return count_recorded(book, RISING)
