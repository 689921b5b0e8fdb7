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
from assay.domain.seniority import UNKNOWN, VP
from assay.signals.deciding import decides, gather_group
from assay.signals.meaning import find_interactions, find_met, find_planned
from assay.signals.shape import give_answers, give_evidence, join_found


def no_decision_maker_met(book: Book, *, interactions: int = 2, rank_without_role: int = VP) -> ir.Table:
    """Who was met, against who decides."""
    people = _judge_people(book, rank_without_role)
    found = people.group_by("deal_id").aggregate(
        met=people.count(),
        wrote=people.wrote.sum(),
        decider_met=people.decides.any(),
        stranger_met=people.is_stranger.any(),
    )
    deals = join_found(book.deal, found, _count_interactions(book), _find_planned(book, rank_without_role))
    # A message whose writer is not named, and a planned meeting that nobody reported on, may have been the decider's.
    nameless = deals.nameless | (deals.wrote < deals.messages)
    everybody_known = ~deals.stranger_met & ~nameless & deals.decider_planned.isnull()
    return give_answers(
        deals,
        hit=(deals.interactions >= interactions) & ~deals.decider_met & everybody_known,
        clear=deals.decider_met,
        value=deals.met,
        hit_at=deals.latest_at,
    )


def evidence(book: Book, *, interactions: int = 2, rank_without_role: int = VP) -> ir.Table:
    """The conversations and messages, and the deciders never met, of the deals that were hit."""
    answers = no_decision_maker_met(book, interactions=interactions, rank_without_role=rank_without_role)
    group = gather_group(book.member)
    deciders = group.filter(decides(group, group.member_rank, rank_without_role))
    return give_evidence(find_interactions(book), answers, "activity").union(
        give_evidence(deciders.mutate(occurred_at=ibis.null("int64")), answers, "deal_person", "row_id")
    )


def _judge_people(book: Book, rank_without_role: int) -> ir.Table:
    """One row for each buyer met: whether that person decides, or nobody can tell."""
    met = find_met(book)
    people = met.group_by(["deal_id", "person_id"]).aggregate(title_rank=met["rank"].max(), wrote=met.wrote.sum())
    judged = people.left_join(gather_group(book.member), ["deal_id", "person_id"])
    rank = ibis.greatest(judged.title_rank, judged.member_rank.fill_null(UNKNOWN))
    return judged.select(
        "deal_id",
        "wrote",
        decides=decides(judged, rank, rank_without_role),
        is_stranger=(rank == UNKNOWN) & ~judged.has_role.fill_null(False),
    )


def _find_planned(book: Book, rank_without_role: int) -> ir.Table:
    """Deals with a conversation that was planned with somebody who decides, and never reported on."""
    planned = find_planned(book)
    pair = ["deal_id", "person_id"]
    judged = planned.left_join(gather_group(book.member.semi_join(planned, pair)), pair)
    rank = ibis.greatest(judged["rank"], judged.member_rank.fill_null(UNKNOWN))
    deciders = judged.filter(decides(judged, rank, rank_without_role))
    return deciders.select("deal_id").distinct().mutate(decider_planned=True)


def _count_interactions(book: Book) -> ir.Table:
    told = find_interactions(book)
    return told.group_by("deal_id").aggregate(
        interactions=told.count(),
        messages=told.wrote.sum(),
        nameless=((told.buyers == 0) | (told.unnamed > 0)).any(),
        latest_at=told.occurred_at.max(),
    )
