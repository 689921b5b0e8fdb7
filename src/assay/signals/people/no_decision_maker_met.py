"""No decision maker met

Question: Did anybody who decides meet or write to us?
Fires: when at least two conversations or messages of the buyer took place, and everyone in them is known not to decide.
    Whoever has the role of decision maker or economic buyer decides, and so does top management by title; a vice
    president does when no role is known. To be written to, or to be in copy, is not to be met.
Says: Up to {day} we had met {value} on the buyer's side, and nobody who is known to decide.
Value: people
Reads: deal, event, presence, member
Unknown: Somebody met has neither a role on the deal nor a title, or no name at all; or there were too few conversations
    and messages. Export contact roles, contacts with titles, and the participants of activities.
Evidence: The conversations and messages, and those known to decide who were never met.
Source: G2; F4.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import VP
from assay.signals.deciding import find_deciders_in_group, judge_met
from assay.signals.meaning import find_interactions
from assay.signals.shape import give_answers, give_evidence, join_found


def no_decision_maker_met(book: Book, *, interactions: int = 2, rank_without_role: int = VP) -> ir.Table:
    """Who was met, against who decides."""
    judged = judge_met(book, interactions=interactions, rank_without_role=rank_without_role)
    deals = join_found(book.deal, judged)
    return give_answers(
        deals,
        hit=deals.is_unmet,
        clear=deals.decider_met,
        value=deals.met,
        hit_at=deals.latest_at,
    )


def evidence(book: Book, *, interactions: int = 2, rank_without_role: int = VP) -> ir.Table:
    """The conversations and messages, and the deciders never met, of the deals that were hit."""
    answers = no_decision_maker_met(book, interactions=interactions, rank_without_role=rank_without_role)
    deciders = find_deciders_in_group(book, rank_without_role)
    return give_evidence(find_interactions(book), answers, "activity").union(
        give_evidence(deciders.mutate(occurred_at=ibis.null("int64")), answers, "deal_person", "row_id")
    )
