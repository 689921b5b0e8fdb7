"""Who decides on the buyer's side, and whether anybody of them was met: told once, for every signal that asks it."""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import C_LEVEL, UNKNOWN
from assay.signals.meaning import find_interactions, find_met, find_nameless, find_planned
from assay.signals.shape import join_found

DECIDING_ROLES = ("decision_maker", "economic_buyer")

_MOMENT = ("deal_id", "activity_id", "occurred_at")


def judge_met(book: Book, *, interactions: int, rank_without_role: int) -> ir.Table:
    """Who of the buyers was met, one row a deal.

    met: the buyers met.  decider_met: null where nobody was met.  is_unmet: at least `interactions` conversations or
    messages of the buyer took place, and everyone in them is known not to decide.  latest_at: the last of them.
    """
    planned = _find_deciders_planned(book, rank_without_role)
    met, told = judge_buyers(_list_met(find_met(book)), book, rank_without_role), find_interactions(book)
    return _sum_up(book.deal, met, told, planned, interactions)


def judge_until(book: Book, moments: ir.Table, *, interactions: int, rank_without_role: int) -> ir.Table:
    """The same as judge_met, up to a moment of each deal. moments: deal_id and `until`, at most one row a deal."""
    planned = _keep_until(_find_deciders_planned(book, rank_without_role), moments)
    met = judge_buyers(_list_met(_keep_until(find_met(book), moments)), book, rank_without_role)
    return _sum_up(moments, met, _keep_until(find_interactions(book), moments), planned, interactions)


def judge_buyers(rows: ir.Table, book: Book, rank_without_role: int) -> ir.Table:
    """`rows` of buyers, with whether each decides, and whether that cannot be told.

    rows: deal_id, person_id, and `rank` by the title. The role on the deal goes before the title.
    """
    judged = rows.left_join(_gather_group(book.member), ["deal_id", "person_id"])
    rank = ibis.greatest(judged["rank"], judged.member_rank.fill_null(UNKNOWN))
    return judged.select(
        *rows.columns,
        decides=_is_deciding(judged, rank, rank_without_role),
        is_stranger=(rank == UNKNOWN) & ~judged.has_role.fill_null(False),
    )


def find_deciders_met(book: Book, rank_without_role: int) -> ir.Table:
    """One row for each time that somebody who decides met or wrote to us: deal, activity, moment."""
    met = judge_buyers(find_met(book), book, rank_without_role)
    return met.filter(met.decides).select(_MOMENT)


def find_deciders_perhaps(book: Book, rank_without_role: int) -> ir.Table:
    """The moments at which somebody may have met us who decides: deal, activity, moment; one may come twice.

    They are those of people without a name, of people with neither role nor title, and of conversations planned with
    somebody who decides and never reported on.
    """
    met = judge_buyers(find_met(book), book, rank_without_role)
    return ibis.union(
        find_nameless(book).select(_MOMENT),
        met.filter(met.is_stranger).select(_MOMENT),
        _find_deciders_planned(book, rank_without_role),
    )


def find_deciders_known(book: Book, rank_without_role: int) -> ir.Table:
    """Deals on which somebody is known who decides, met or not: in the buying group, written to, or in copy."""
    named = judge_buyers(book.presence, book, rank_without_role)
    group = find_deciders_in_group(book, rank_without_role)
    return ibis.union(group.select("deal_id"), named.filter(named.decides).select("deal_id"), distinct=True)


def find_deciders_in_group(book: Book, rank_without_role: int) -> ir.Table:
    """The people of the buying group who decide, with the row of their role."""
    group = _gather_group(book.member)
    return group.filter(_is_deciding(group, group.member_rank, rank_without_role)).select(
        "deal_id", "person_id", "row_id"
    )


def _find_deciders_planned(book: Book, rank_without_role: int) -> ir.Table:
    """Conversations that were planned with somebody who decides, and never reported on: deal, activity, moment."""
    planned = judge_buyers(find_planned(book), book, rank_without_role)
    return planned.filter(planned.decides).select(_MOMENT)


def _list_met(met: ir.Table) -> ir.Table:
    """One row a buyer met, with the highest rank and the messages. met: rows of find_met."""
    return met.group_by(["deal_id", "person_id"]).aggregate(rank=met["rank"].max(), wrote=met.wrote.sum())


def _sum_up(deals: ir.Table, people: ir.Table, told: ir.Table, planned: ir.Table, interactions: int) -> ir.Table:
    """people: judged rows of _list_met.  told: rows of find_interactions.  planned: of _find_deciders_planned."""
    met = people.group_by("deal_id").aggregate(
        met=people.count(),
        wrote=people.wrote.sum(),
        decider_met=people.decides.any(),
        stranger_met=people.is_stranger.any(),
    )
    counted = told.group_by("deal_id").aggregate(
        interactions=told.count(),
        messages=told.wrote.sum(),
        nameless=((told.buyers == 0) | (told.unnamed > 0)).any(),
        latest_at=told.occurred_at.max(),
    )
    flags = planned.select("deal_id").distinct().mutate(decider_planned=True)
    found = join_found(deals.select("deal_id"), met, counted, flags)
    # A message whose writer is not named, and a planned meeting that nobody reported on, may have been the decider's.
    nameless = found.nameless | (found.wrote < found.messages)
    is_everybody_known = ~found.stranger_met & ~nameless & found.decider_planned.isnull()
    is_unmet = (found.interactions >= interactions) & ~found.decider_met & is_everybody_known
    return found.select("deal_id", "met", "decider_met", "latest_at", is_unmet=is_unmet.fill_null(False))


def _gather_group(member: ir.Table) -> ir.Table:
    """One row a person of the buying group."""
    return member.group_by(["deal_id", "person_id"]).aggregate(
        row_id=member.row_id.min(),
        has_role=(member.role != "unknown").any(),
        has_deciding_role=member.role.isin(DECIDING_ROLES).any(),
        member_rank=member["rank"].max(),
    )


def _is_deciding(people: ir.Table, rank: ir.IntegerValue, rank_without_role: int) -> ir.BooleanValue:
    """Whether each of `people`, to whom _gather_group was joined, decides by role, else by title."""
    by_title = (rank == C_LEVEL) | (~people.has_role.fill_null(False) & (rank >= rank_without_role))
    return people.has_deciding_role.fill_null(False) | by_title


def _keep_until(rows: ir.Table, moments: ir.Table) -> ir.Table:
    kept = rows.inner_join(moments.select("deal_id", "until"), "deal_id")
    return kept.filter(kept.occurred_at <= kept.until).drop("until")
