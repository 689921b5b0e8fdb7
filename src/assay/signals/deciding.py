"""Who decides on the buyer's side, and whether anybody of them was met: told once, for every signal that asks it."""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import C_LEVEL, UNKNOWN
from assay.signals.meaning import find_interactions, find_met, find_nameless, find_planned
from assay.signals.shape import join_found

DECIDING_ROLES = ("decision_maker", "economic_buyer")

_MOMENT = ("deal_id", "activity_id", "occurred_at")


def judge_until(book: Book, moments: ir.Table, *, interactions: int, rank_without_role: int) -> ir.Table:
    """Who of the buyers was met up to a moment of each deal.

    moments: deal_id and `until`, at most one row a deal, each of which has a row in what comes out:  `met`: the buyers
    met.  `decider_met`: null where nobody was met.  `is_unmet`: at least `interactions` conversations or messages of
    the buyer took place, and everyone in them is known not to decide.
    """
    people = judge_people(_keep_until(find_met(book), moments), book.member, rank_without_role)
    found = sum_up_people(people)
    told = count_interactions(_keep_until(find_interactions(book), moments))
    planned = _keep_until(find_deciders_planned(book, rank_without_role), moments)
    flags = planned.select("deal_id").distinct().mutate(decider_planned=True)
    deals = join_found(moments.select("deal_id"), found, told, flags)
    return deals.select(
        "deal_id",
        "met",
        "decider_met",
        is_unmet=((deals.interactions >= interactions) & ~deals.decider_met & is_everybody_known(deals)).fill_null(
            False
        ),
    )


def is_everybody_known(deals: ir.Table) -> ir.BooleanValue:
    """Nobody met can have been one who decides without our knowing. deals: with what the functions below found."""
    # A message whose writer is not named, and a planned meeting that nobody reported on, may have been the decider's.
    nameless = deals.nameless | (deals.wrote < deals.messages)
    return ~deals.stranger_met & ~nameless & deals.decider_planned.isnull()


def judge_people(met: ir.Table, member: ir.Table, rank_without_role: int) -> ir.Table:
    """One row for each buyer met: whether that person decides, or nobody can tell. met: rows of find_met."""
    people = met.group_by(["deal_id", "person_id"]).aggregate(title_rank=met["rank"].max(), wrote=met.wrote.sum())
    judged = people.left_join(gather_group(member), ["deal_id", "person_id"])
    rank = ibis.greatest(judged.title_rank, judged.member_rank.fill_null(UNKNOWN))
    return judged.select(
        "deal_id",
        "wrote",
        decides=is_deciding(judged, rank, rank_without_role),
        is_stranger=(rank == UNKNOWN) & ~judged.has_role.fill_null(False),
    )


def sum_up_people(people: ir.Table) -> ir.Table:
    """One row a deal. people: rows of judge_people."""
    return people.group_by("deal_id").aggregate(
        met=people.count(),
        wrote=people.wrote.sum(),
        decider_met=people.decides.any(),
        stranger_met=people.is_stranger.any(),
    )


def count_interactions(told: ir.Table) -> ir.Table:
    """One row a deal. told: rows of find_interactions."""
    return told.group_by("deal_id").aggregate(
        interactions=told.count(),
        messages=told.wrote.sum(),
        nameless=((told.buyers == 0) | (told.unnamed > 0)).any(),
        latest_at=told.occurred_at.max(),
    )


def find_deciders_planned(book: Book, rank_without_role: int) -> ir.Table:
    """Conversations that were planned with somebody who decides, and never reported on: deal_id, occurred_at."""
    planned = find_planned(book)
    pair = ["deal_id", "person_id"]
    judged = planned.left_join(gather_group(book.member.semi_join(planned, pair)), pair)
    rank = ibis.greatest(judged["rank"], judged.member_rank.fill_null(UNKNOWN))
    return judged.filter(is_deciding(judged, rank, rank_without_role)).select("deal_id", "occurred_at")


def gather_group(member: ir.Table) -> ir.Table:
    """One row a person of the buying group."""
    return member.group_by(["deal_id", "person_id"]).aggregate(
        row_id=member.row_id.min(),
        has_role=(member.role != "unknown").any(),
        has_deciding_role=member.role.isin(DECIDING_ROLES).any(),
        member_rank=member["rank"].max(),
    )


def is_deciding(people: ir.Table, rank: ir.IntegerValue, rank_without_role: int) -> ir.BooleanValue:
    """Whether each of `people`, to whom gather_group was joined, decides by role, else by title."""
    by_title = (rank == C_LEVEL) | (~people.has_role.fill_null(False) & (rank >= rank_without_role))
    return people.has_deciding_role.fill_null(False) | by_title


def find_deciders_met(book: Book, rank_without_role: int) -> ir.Table:
    """One row for each time that somebody who decides met or wrote to us: deal, activity, moment."""
    met = _judge(find_met(book), book, rank_without_role)
    return met.filter(met.decides).select(_MOMENT)


def find_deciders_perhaps(book: Book, rank_without_role: int) -> ir.Table:
    """The moments at which somebody may have met us who decides: deal, activity, moment; one may come twice.

    They are those of people without a name, of people with neither role nor title, and of conversations planned with
    somebody who decides and never reported on.
    """
    met = _judge(find_met(book), book, rank_without_role)
    planned = _judge(find_planned(book), book, rank_without_role)
    return ibis.union(
        find_nameless(book).select(_MOMENT),
        met.filter(met.is_stranger).select(_MOMENT),
        planned.filter(planned.decides).select(_MOMENT),
    )


def find_deciders_known(book: Book, rank_without_role: int) -> ir.Table:
    """Deals on which somebody is known who decides, met or not: in the buying group, written to, or in copy."""
    group = gather_group(book.member)
    by_role = group.filter(is_deciding(group, group.member_rank, rank_without_role))
    named = _judge(book.presence, book, rank_without_role)
    return ibis.union(by_role.select("deal_id"), named.filter(named.decides).select("deal_id"), distinct=True)


def _judge(rows: ir.Table, book: Book, rank_without_role: int) -> ir.Table:
    """`rows` of buyers in activities, with whether each decides, and whether that cannot be told."""
    judged = rows.left_join(gather_group(book.member), ["deal_id", "person_id"])
    rank = ibis.greatest(judged["rank"], judged.member_rank.fill_null(UNKNOWN))
    return judged.select(
        *_MOMENT,
        decides=is_deciding(judged, rank, rank_without_role),
        is_stranger=(rank == UNKNOWN) & ~judged.has_role.fill_null(False),
    )


def _keep_until(rows: ir.Table, moments: ir.Table) -> ir.Table:
    kept = rows.inner_join(moments.select("deal_id", "until"), "deal_id")
    return kept.filter(kept.occurred_at <= kept.until).drop("until")
