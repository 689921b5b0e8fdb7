"""Decider lost

Question: Has somebody who decides dropped out while the talks went on?
Fires: when somebody who decides was met, and nobody who decides took part on the next four days of talks or more; and
    this went on for more than 21 days, and for longer than they had ever stayed away before. A talk is a conversation,
    or a message of the buyer. Who decides is told as for no decision maker met.
Says: Talks with others went on for {value} without anybody who decides; by {day} that was longer than before.
Value: days
Reads: deal, event, presence, member
Unknown: Nobody who decides was ever met; or somebody met since then has neither a name, a role nor a title. Export
    contact roles, contacts with titles, and the participants of activities.
Evidence: The last talk with somebody who decides, and those after it.
Source: G2; F4. How long is too long is read from the deal's own talks, as for gone silent.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import VP
from assay.domain.spans import DAY
from assay.signals.deciding import find_deciders_met, find_deciders_perhaps
from assay.signals.meaning import find_interactions
from assay.signals.shape import give_answers, give_evidence, join_found


# Whoever comes to every second talk misses four in a row once in 2 ** 4 = 16 times, and may well be on holiday for
# three weeks.
def decider_lost(book: Book, *, missed_talks: int = 4, absent_days: int = 21, rank_without_role: int = VP) -> ir.Table:
    """How long the talks went on after the last one with somebody who decides."""
    present, perhaps = _measure_presence(book, rank_without_role), find_deciders_perhaps(book, rank_without_role)
    since = perhaps.inner_join(present.select("deal_id", "last_at"), "deal_id")
    doubted = since.filter(since.occurred_at > since.last_at).select("deal_id").distinct()
    later = _find_later_talks(book, present)
    missed = later.group_by("deal_id").aggregate(
        missed=later.count(),
        latest_at=later.occurred_at.max(),
        enough_at=later.occurred_at.min(where=later.place == missed_talks - 1),
    )
    deals = join_found(book.deal, present, missed, doubted.mutate(is_doubted=True))
    absent = ibis.coalesce(deals.latest_at, deals.last_at) - deals.last_at
    limit = ibis.greatest(absent_days * DAY, deals.longest)
    is_lost = (deals.missed.fill_null(0) >= missed_talks) & (absent > limit)
    was_met = deals.last_at.notnull()
    return give_answers(
        deals,
        hit=was_met & is_lost & deals.is_doubted.isnull(),
        clear=was_met & ~is_lost,
        value=absent // DAY,
        hit_at=ibis.greatest(deals.last_at + limit, deals.enough_at),
    )


def evidence(book: Book, *, missed_talks: int = 4, absent_days: int = 21, rank_without_role: int = VP) -> ir.Table:
    """The talks from the last one with somebody who decides, of the deals that were hit."""
    answers = decider_lost(
        book, missed_talks=missed_talks, absent_days=absent_days, rank_without_role=rank_without_role
    )
    met = find_deciders_met(book, rank_without_role)
    last = met.group_by("deal_id").aggregate(last_at=met.occurred_at.max())
    talks = find_interactions(book).inner_join(last, "deal_id")
    return give_evidence(talks.filter(talks.occurred_at >= talks.last_at), answers, "activity")


def _measure_presence(book: Book, rank_without_role: int) -> ir.Table:
    """When somebody who decides took part last, and for how long at most they stayed away before, 0 if met once."""
    met = find_deciders_met(book, rank_without_role)
    days = met.group_by(["deal_id", met.occurred_at // DAY]).aggregate(occurred_at=met.occurred_at.max())
    in_time = ibis.window(group_by="deal_id", order_by="occurred_at")
    gaps = days.select("deal_id", "occurred_at", gap=days.occurred_at - days.occurred_at.lag().over(in_time))
    return gaps.group_by("deal_id").aggregate(last_at=gaps.occurred_at.max(), longest=gaps.gap.max().fill_null(0))


def _find_later_talks(book: Book, present: ir.Table) -> ir.Table:
    """The first talk of each later day (UTC), numbered from 0."""
    talks = find_interactions(book).inner_join(present.select("deal_id", "last_at"), "deal_id")
    later = talks.filter(talks.occurred_at // DAY > talks.last_at // DAY)
    days = later.group_by(["deal_id", later.occurred_at // DAY]).aggregate(occurred_at=later.occurred_at.min())
    in_time = ibis.window(group_by="deal_id", order_by="occurred_at")
    return days.select("deal_id", "occurred_at", place=ibis.row_number().over(in_time))
