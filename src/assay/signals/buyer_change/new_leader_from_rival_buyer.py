"""New leader from a company that buys from a competitor

Question: Did somebody who decides come to the buyer from a company that buys from a competitor?
Fires: when, since the opening, somebody joined the buyer who is vice president or more by title or has a deciding role
    on this deal, and the record knows that the company they came from buys from a competitor: it chose one
    in a deal of ours, or has one in the house.
Says: {value} who may decide came to the buyer from a company that buys from a competitor, lastly on {day}.
Value: people
Reads: deal, presence, member, turnover, baseline
Unknown: Somebody joined who may decide, and it is not known where from, or who supplies that company; or nobody is
    recorded as having joined or left this account, nor on half of the won deals. Import a list of people who joined or
    left with their former employer, and the competitors of lost deals with the one that won.
Evidence: Those who joined.
Source: F3: a new leader with another supplier in mind. That one knows a competitor's product is no sign of favour.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import VP
from assay.signals.shape import give_answers, give_evidence
from assay.signals.turnover import COMING_AND_GOING, count_recorded, find_turnover, judge_turnover


def new_leader_from_rival_buyer(book: Book, *, least_rank: int = VP, percentile: int = 50) -> ir.Table:
    """The new people who may decide and came from a company that buys from a competitor."""
    deals = judge_turnover(book, _find_leaders(book, least_rank), COMING_AND_GOING, percentile)
    return give_answers(
        deals,
        hit=deals.people > 0,
        # Of a former employer the record can only know that a competitor serves it, never that none does.
        clear=(deals.people == 0) & ~deals.untold & deals.is_followed,
        value=deals.people,
        hit_at=deals.latest_at,
    )


def evidence(book: Book, *, least_rank: int = VP, percentile: int = 50) -> ir.Table:
    """Those who joined, of the deals that were hit."""
    answers = new_leader_from_rival_buyer(book, least_rank=least_rank, percentile=percentile)
    leaders = _find_leaders(book, least_rank)
    return give_evidence(leaders.filter(leaders.counts), answers, "person_change", "row_id")


def typical(book: Book) -> ir.Table:
    """The people recorded as having joined or left the account of each won deal by its close."""
    return count_recorded(book, COMING_AND_GOING)


def _find_leaders(book: Book, least_rank: int) -> ir.Table:
    """Those who joined; `counts`: they decide, and bought from a competitor before; null where either is not known."""
    joined = find_turnover(book, ("joined",), least_rank)
    return joined.mutate(counts=joined.decides & joined.from_rival_buyer)
