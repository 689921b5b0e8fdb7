"""Who decides on the buyer's side: told by the role on the deal, and by the title where no role speaks against it."""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import C_LEVEL, UNKNOWN
from assay.signals.meaning import find_met, find_nameless, find_planned

DECIDING_ROLES = ("decision_maker", "economic_buyer")

_MOMENT = ("deal_id", "activity_id", "occurred_at")


def gather_group(member: ir.Table) -> ir.Table:
    """One row a person of the buying group."""
    return member.group_by(["deal_id", "person_id"]).aggregate(
        row_id=member.row_id.min(),
        has_role=(member.role != "unknown").any(),
        has_deciding_role=member.role.isin(DECIDING_ROLES).any(),
        member_rank=member["rank"].max(),
    )


def decides(people: ir.Table, rank: ir.IntegerValue, rank_without_role: int) -> ir.BooleanValue:
    """Whether each of `people`, to whom `gather_group` was joined, decides."""
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
    by_role = group.filter(decides(group, group.member_rank, rank_without_role))
    named = _judge(book.presence, book, rank_without_role)
    return ibis.union(by_role.select("deal_id"), named.filter(named.decides).select("deal_id"), distinct=True)


def _judge(rows: ir.Table, book: Book, rank_without_role: int) -> ir.Table:
    """`rows` of buyers in activities, with whether each decides, and whether that cannot be told."""
    judged = rows.left_join(gather_group(book.member), ["deal_id", "person_id"])
    rank = ibis.greatest(judged["rank"], judged.member_rank.fill_null(UNKNOWN))
    return judged.select(
        *_MOMENT,
        decides=decides(judged, rank, rank_without_role),
        is_stranger=(rank == UNKNOWN) & ~judged.has_role.fill_null(False),
    )
