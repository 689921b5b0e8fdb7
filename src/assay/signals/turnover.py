"""Who came, went and rose at the buyer during a deal, and which of them matter to it: told once, for every signal.

Of a company's staff most have nothing to do with a deal, and in a large one somebody comes and goes every week. Those
count who are senior enough to decide, and those who take part in the deal.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import UNKNOWN
from assay.signals.deciding import DECIDING_ROLES
from assay.signals.shape import find_usual, join_found

#: Who keeps a list of those who come keeps one of those who go: it is one announcement, or one look at a profile.
COMING_AND_GOING = ("joined", "left")

#: What a history of titles shows.
RISING = ("promoted", "moved")


def find_turnover(book: Book, kinds: tuple[str, ...], least_rank: int) -> ir.Table:
    """The changes of `kinds` since the opening, with `counts`: whether the person matters; null where nobody can tell.

    A title that was only written in other words, of the same rank as before, is left out.
    """
    told = join_found(book.turnover.filter(book.turnover.change.isin(kinds)), book.deal.select("deal_id", "opened_at"))
    during = told.filter((told.occurred_at >= told.opened_at) & ~_is_reworded(told))
    people = during.left_join(_gather_involved(book, during), ["deal_id", "person_id"])
    rank = ibis.greatest(people["rank"], people.old_rank, people.involved_rank.fill_null(UNKNOWN))
    matters = people.is_involved.fill_null(False) | (rank >= least_rank)
    return people.select(
        "deal_id",
        "row_id",
        "person_id",
        "change",
        "occurred_at",
        "from_rival_buyer",
        counts=ibis.cases((matters, True), (rank > UNKNOWN, False)),
        decides=ibis.cases(
            (people.decides_by_role.fill_null(False) | (rank >= least_rank), True), (rank > UNKNOWN, False)
        ),
    )


def judge_turnover(book: Book, changes: ir.Table, kinds: tuple[str, ...], percentile: int) -> ir.Table:
    """book.deal with what `changes` (rows of find_turnover) amount to.

    people: those who count.  latest_at: the last change of theirs.  untold: somebody of whom nobody can tell.
    is_followed: the record tells of such changes at this account, or did so in half of the won deals, so that none
    recorded means none that was seen.
    """
    counted = changes.filter(changes.counts)
    somebody = ibis.coalesce(counted.person_id, counted.row_id)
    found = counted.group_by("deal_id").aggregate(people=somebody.nunique(), latest_at=counted.occurred_at.max())
    doubtful = changes.filter(changes.counts.isnull()).select("deal_id").distinct()
    own = book.turnover.filter(book.turnover.change.isin(kinds)).select("deal_id").distinct()
    deals = join_found(
        book.deal, found, doubtful.mutate(untold=True), own.mutate(is_own=True), find_usual(book, percentile)
    )
    return deals.mutate(
        people=deals.people.fill_null(0),
        untold=deals.untold.fill_null(False),
        is_followed=deals.opened_at.notnull() & (deals.is_own.fill_null(False) | (deals.usual > 0).fill_null(False)),
    )


def count_recorded(book: Book, kinds: tuple[str, ...]) -> ir.Table:
    """The changes of `kinds` recorded of the account of each deal, before it or during it, as `typical` gives it."""
    told = book.turnover.filter(book.turnover.change.isin(kinds))
    deals = join_found(book.deal, told.group_by("deal_id").aggregate(recorded=told.count()))
    # Whether people are followed is a habit of the team and not of a size of deals: there is one group.
    return deals.select(
        "deal_id",
        grp=ibis.null("string"),
        age_days=ibis.literal(0, "int64"),
        value=deals.recorded.fill_null(0).cast("float64"),
    )


def _is_reworded(changes: ir.Table) -> ir.BooleanValue:
    is_same = (changes["rank"] == changes.old_rank) & (changes["rank"] > UNKNOWN)
    return (changes.change == "moved") & is_same


def _gather_involved(book: Book, changes: ir.Table) -> ir.Table:
    """One row for each person of `changes` who is of the buying group, or was in an activity of the deal."""
    pair = ["deal_id", "person_id"]
    member, presence = book.member.semi_join(changes, pair), book.presence.semi_join(changes, pair)
    people = ibis.union(
        member.select("deal_id", "person_id", "rank", decides=member.role.isin(DECIDING_ROLES)),
        presence.select("deal_id", "person_id", "rank", decides=False),
    )
    return people.group_by(pair).aggregate(
        involved_rank=people["rank"].max(), decides_by_role=people.decides.any(), is_involved=True
    )
