"""Proposal before a decision maker

Question: Did a proposal go out before anybody who decides had met or written to us?
Fires: when, up to the first proposal, the buyer had spoken with us or written to us, and everyone in that is known not
    to decide. Whoever has the role of decision maker or economic buyer decides, and so does top management by title; a
    vice president does when no role is known. Where no proposal is recorded as an activity, the deal's first move into
    a stage named after one stands for it.
Says: The proposal of {day} went out when we had met {value} on the buyer's side, and nobody who is known to decide.
Value: people
Reads: deal, event, presence, member, change
Unknown: No proposal is recorded, nobody is on record as met before it, or somebody met has neither a role on the deal
    nor a title, or no name at all. Export proposals with an activity type of their own or the stage history, contact
    roles, contacts with titles, and the participants of activities.
Evidence: The first proposal, or the change into its stage; the conversations and messages before it.
Source: G2; F4; T8: whether the right person was there when it counted.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import VP
from assay.signals.deciding import judge_until
from assay.signals.meaning import TOOK_PLACE, find_interactions, find_steps
from assay.signals.shape import give_answers, give_evidence, join_found

#: Stages named after a proposal, in the languages in which activities are read. A value proposition is none.
PROPOSAL_STAGE = r"proposal|quote|quotation|angebot|devis|propuesta|proposta|^proposition$"


def proposal_before_decider(book: Book, *, interactions: int = 1, rank_without_role: int = VP) -> ir.Table:
    """Who was met up to the first proposal."""
    proposals = _find_proposals(book)
    judged = judge_until(book, proposals, interactions=interactions, rank_without_role=rank_without_role)
    deals = join_found(book.deal, proposals, judged)
    return give_answers(
        deals,
        hit=deals.is_unmet,
        clear=deals.decider_met,
        value=deals.met,
        hit_at=deals.until,
    )


def evidence(book: Book, *, interactions: int = 1, rank_without_role: int = VP) -> ir.Table:
    """The first proposal, and what was said before it, of the deals that were hit."""
    answers = proposal_before_decider(book, interactions=interactions, rank_without_role=rank_without_role)
    sent = _find_sent(book)
    entered = _find_entered(book).anti_join(sent, "deal_id")
    words = find_interactions(book).inner_join(_find_proposals(book), "deal_id")
    earlier = words.filter(words.occurred_at <= words.until)
    columns = ("deal_id", "activity_id", "occurred_at")
    return give_evidence(sent.select(columns).union(earlier.select(columns)), answers, "activity").union(
        give_evidence(entered, answers, "stage_history", "row_id")
    )


def _find_proposals(book: Book) -> ir.Table:
    """When each deal's first proposal went out: deal_id, until."""
    sent, entered = _find_sent(book), _find_entered(book)
    by_stage = entered.anti_join(sent, "deal_id")
    return sent.select("deal_id", until=sent.occurred_at).union(by_stage.select("deal_id", until=by_stage.occurred_at))


def _find_sent(book: Book) -> ir.Table:
    """The first proposal of each deal that is recorded as an activity."""
    event = book.event
    sent = event.filter(
        (event.kind == "proposal")
        & event.status.isin(TOOK_PLACE)
        & (event.direction != "internal")
        & (event.direction != "inbound")
    )
    in_time = ibis.window(group_by="deal_id", order_by=["occurred_at", "activity_id"])
    numbered = sent.mutate(place=ibis.row_number().over(in_time))
    return numbered.filter(numbered.place == 0).select("deal_id", "activity_id", "occurred_at")


def _find_entered(book: Book) -> ir.Table:
    """The first move of each deal into a stage named after a proposal."""
    steps = find_steps(book)
    named = steps.filter(steps.left_at.isnull() & steps.stage.lower().re_search(PROPOSAL_STAGE))
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    numbered = named.mutate(place=ibis.row_number().over(in_time))
    first = numbered.filter(numbered.place == 0)
    return first.select("deal_id", "row_id", occurred_at=first.changed_at)
