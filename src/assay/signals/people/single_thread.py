"""Single thread

Question: Does the whole deal hang on one person on the buyer's side?
Fires: when one person alone has met or written to us, in three conversations or messages or more, while at least two
    others are known on the buyer's side: in the buying group, written to, in copy or invited.
Says: Up to {day} one person alone had met or written to us, of {value} known on the buyer's side.
Value: people
Reads: deal, event, presence, member
Unknown: Only one person spoke, and it is too early to tell, or not known who else there is; or somebody took part who
    is not named, or was to and nobody reported on it. Export contact roles, and the participants of activities.
Evidence: The conversations and messages, what named the others, and their roles on the deal.
Source: T6; G2. How few spoke beside won deals is another question: here it is one against a group that is known.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import find_interactions, find_met, find_nameless, find_planned
from assay.signals.shape import give_answers, give_evidence, join_found


# The first two talks may well be with one person; and of a group of two, the other one may be that person's boss, whom
# one meets in due course. From three on, one voice stands for people who never spoke.
def single_thread(book: Book, *, interactions: int = 3, others: int = 2) -> ir.Table:
    """How many spoke, against how many are known."""
    met, told = _list_people(find_met(book)), find_interactions(book)
    spoke = met.group_by("deal_id").aggregate(spoke=met.count())
    planned = _list_people(find_planned(book)).anti_join(met, ["deal_id", "person_id"])
    perhaps = ibis.union(planned.select("deal_id"), find_nameless(book).select("deal_id"), distinct=True)
    known = ibis.union(_list_people(book.presence), _list_people(book.member), distinct=True)
    deals = join_found(
        book.deal,
        spoke,
        told.group_by("deal_id").aggregate(interactions=told.count(), latest_at=told.occurred_at.max()),
        known.group_by("deal_id").aggregate(known=known.count()),
        perhaps.mutate(perhaps=True),
    )
    is_told = (deals.interactions >= interactions) & (deals.known > others) & deals.perhaps.isnull()
    return give_answers(
        deals,
        hit=(deals.spoke == 1) & is_told,
        clear=deals.spoke > 1,
        value=deals.known,
        hit_at=deals.latest_at,
    )


def evidence(book: Book, *, interactions: int = 3, others: int = 2) -> ir.Table:
    """Who spoke and who else is known, of the deals that were hit."""
    answers = single_thread(book, interactions=interactions, others=others)
    pair, columns = ["deal_id", "person_id"], ("deal_id", "activity_id", "occurred_at")
    met = _list_people(find_met(book))
    named = book.presence.anti_join(met, pair)
    silent = book.member.anti_join(met, pair).mutate(occurred_at=ibis.null("int64"))
    activities = ibis.union(find_interactions(book).select(columns), named.select(columns), distinct=True)
    return give_evidence(activities, answers, "activity").union(give_evidence(silent, answers, "deal_person", "row_id"))


def _list_people(rows: ir.Table) -> ir.Table:
    """One row a deal and person."""
    return rows.select("deal_id", "person_id").distinct()
