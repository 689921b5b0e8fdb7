"""No decision maker met

Question: Did anybody who decides meet or write to us?
Fires: when at least two conversations or messages of the buyer took place, and everyone in them is known not to decide.
    Whoever has the role of decision maker or economic buyer decides, and so does top management by title; a vice
    president does when no role is known. To be written to, or to be in copy, is not to be met.
Says: Up to {day} we had met {value} on the buyer's side, and none of them was known to decide.
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
from assay.domain.seniority import C_LEVEL, UNKNOWN, VP
from assay.signals.meaning import CONVERSATIONS, MESSAGES, find_met, is_answer_by_machine, is_held_conversation
from assay.signals.shape import give_answers, give_evidence, join_found

DECIDING_ROLES = ("decision_maker", "economic_buyer")


def no_decision_maker_met(book: Book, *, interactions: int = 2, rank_without_role: int = VP) -> ir.Table:
    """Who was met, against who decides."""
    people = _judge_people(book, rank_without_role)
    found = people.group_by("deal_id").aggregate(
        met=people.was_met.sum(),
        wrote=people.wrote.sum(),
        decider_met=(people.was_met & people.decides).any(),
        decider_planned=(~people.was_met & people.decides).any(),
        stranger_met=(people.was_met & people.is_stranger).any(),
    )
    deals = join_found(book.deal, found, _count_interactions(book))
    # A message whose writer is not named, and a planned meeting that nobody reported on, may have been the decider's.
    in_doubt = deals.stranger_met | deals.decider_planned | deals.nameless | (deals.wrote < deals.messages)
    return give_answers(
        deals,
        hit=(deals.interactions >= interactions) & ~deals.decider_met & ~in_doubt,
        clear=deals.decider_met,
        value=deals.met,
        hit_at=deals.latest_at,
    )


def evidence(book: Book, *, interactions: int = 2, rank_without_role: int = VP) -> ir.Table:
    """The conversations and messages, and the deciders never met, of the deals that were hit."""
    answers = no_decision_maker_met(book, interactions=interactions, rank_without_role=rank_without_role)
    group = _gather_group(book)
    deciders = group.filter(_decides(group, group.member_rank, rank_without_role))
    return give_evidence(_find_interactions(book), answers, "activity").union(
        give_evidence(deciders.mutate(occurred_at=ibis.null("int64")), answers, "deal_person", "row_id")
    )


def _judge_people(book: Book, rank_without_role: int) -> ir.Table:
    """One row for each buyer met or to be met: whether that person decides, or nobody can tell."""
    met = find_met(book)
    planned = book.presence.filter(
        (book.presence.status == "planned") & book.presence.kind.isin(CONVERSATIONS) & (book.presence.part != "cc")
    )
    columns = ("deal_id", "person_id", "rank", "kind")
    present = met.select(*columns, is_met=True).union(planned.select(*columns, is_met=False))
    people = present.group_by(["deal_id", "person_id"]).aggregate(
        was_met=present.is_met.any(),
        title_rank=present["rank"].max(),
        wrote=(present.is_met & present.kind.isin(MESSAGES)).sum(),
    )
    judged = people.left_join(_gather_group(book), ["deal_id", "person_id"])
    rank = ibis.greatest(judged.title_rank, judged.member_rank.fill_null(UNKNOWN))
    return judged.select(
        "deal_id",
        "was_met",
        "wrote",
        decides=_decides(judged, rank, rank_without_role),
        is_stranger=judged.role.isnull() & (rank == UNKNOWN),
    )


def _gather_group(book: Book) -> ir.Table:
    """One row a person of the buying group; role: null when none is known."""
    member = book.member
    return member.group_by(["deal_id", "person_id"]).aggregate(
        row_id=member.row_id.min(),
        role=member.role.max(where=member.role != "unknown"),
        has_deciding_role=member.role.isin(DECIDING_ROLES).any(),
        member_rank=member["rank"].max(),
    )


def _decides(people: ir.Table, rank: ir.IntegerValue, rank_without_role: int) -> ir.BooleanValue:
    by_title = (rank == C_LEVEL) | (people.role.isnull() & (rank >= rank_without_role))
    return people.has_deciding_role.fill_null(False) | by_title


def _find_interactions(book: Book) -> ir.Table:
    """The conversations that took place and the messages that a person on the buyer's side wrote."""
    event = book.event
    came_in = event.kind.isin(MESSAGES) & (event.direction == "inbound") & ~is_answer_by_machine(event)
    return event.filter(is_held_conversation(event) | came_in)


def _count_interactions(book: Book) -> ir.Table:
    interactions = _find_interactions(book)
    return interactions.group_by("deal_id").aggregate(
        interactions=interactions.count(),
        messages=interactions.kind.isin(MESSAGES).sum(),
        nameless=((interactions.buyers == 0) | (interactions.unnamed > 0)).any(),
        latest_at=interactions.occurred_at.max(),
    )
