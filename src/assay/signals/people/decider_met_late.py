"""Decider met late

Question: Was somebody who decides met later than in won deals?
Fires: when nobody who decides had met or written to us by the age at which nine in ten won deals of this size band had
    got there; whether one came later or has not come yet. Where a band has too few won deals, all of them together are
    the measure. Who decides is told as for no decision maker met.
Says: Until the deal was {value} old, nobody who decides had met us; nine in ten won deals had got there by {day}.
Value: days
Reads: deal, event, presence, member, baseline
Unknown: Nobody is known who decides; or none was met yet and the deal is still young; or somebody met early had neither
    a name, a role nor a title; or too few won deals can be dated so to say what is typical. Export contact roles,
    contacts with titles, and the participants of activities.
Evidence: The first conversation or message of somebody who decides, and what went before it.
Source: F4; G2: in what order people were met, compared with how won deals went.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import VP
from assay.domain.spans import DAY
from assay.signals.deciding import find_deciders_known, find_deciders_met, find_deciders_perhaps
from assay.signals.meaning import find_interactions
from assay.signals.shape import find_usual, give_answers, give_evidence, join_found

#: Won deals in which nobody who decides was ever met count too: later than any age. Without them, nine in ten of the
#: won deals would be nine in ten of some of them.
NEVER = 10**6  # days


def decider_met_late(book: Book, *, percentile: int = 90, rank_without_role: int = VP) -> ir.Table:
    """The age at which somebody who decides was first met, against won deals."""
    deals = join_found(_date_deciders(book, rank_without_role), find_usual(book, percentile))
    limit_at = deals.opened_at + (deals.usual * DAY).ceil().cast("int64")
    # Whoever cannot be judged, and came in time, may have been the one.
    nobody_perhaps = deals.perhaps_at.isnull() | (deals.perhaps_at > limit_at)
    came_late = (deals.decider_at > limit_at) | (deals.decider_at.isnull() & deals.can_tell & (deals.as_of > limit_at))
    return give_answers(
        deals,
        hit=came_late & nobody_perhaps,
        clear=deals.decider_at <= limit_at,
        value=ibis.greatest(ibis.coalesce(deals.decider_at, deals.as_of) - deals.opened_at, 0) // DAY,
        hit_at=limit_at,
    )


def evidence(book: Book, *, percentile: int = 90, rank_without_role: int = VP) -> ir.Table:
    """What the buyer took part in up to the first time with somebody who decides, of the deals that were hit."""
    answers = decider_met_late(book, percentile=percentile, rank_without_role=rank_without_role)
    met, told = find_deciders_met(book, rank_without_role), find_interactions(book)
    first = met.group_by("deal_id").aggregate(decider_at=met.occurred_at.min())
    dated = join_found(told, first)
    return give_evidence(
        dated.filter(dated.decider_at.isnull() | (dated.occurred_at <= dated.decider_at)), answers, "activity"
    )


def typical(book: Book) -> ir.Table:
    """The age in days at which each won deal first met somebody who decides, by size band."""
    dated = _date_deciders(book, VP)
    deals = dated.filter(dated.opened_at.notnull())
    told = deals.select(
        "deal_id",
        grp=deals.size_band.nullif("unknown"),
        age_days=ibis.literal(0, "int64"),
        value=ibis.cases(
            (deals.decider_at.notnull(), ibis.greatest((deals.decider_at - deals.opened_at) / DAY, 0.0)),
            (deals.can_tell & deals.perhaps_at.isnull(), float(NEVER)),
        ),
    )
    return told.filter(told.value.notnull())


def _date_deciders(book: Book, rank_without_role: int) -> ir.Table:
    """Each deal with when somebody who decides was met first, and somebody who perhaps does.

    can_tell: somebody who decides is known, and talks are on record, so that one met would be there to be seen.
    """
    met, perhaps = find_deciders_met(book, rank_without_role), find_deciders_perhaps(book, rank_without_role)
    told, known = find_interactions(book), find_deciders_known(book, rank_without_role)
    deals = join_found(
        book.deal,
        met.group_by("deal_id").aggregate(decider_at=met.occurred_at.min()),
        perhaps.group_by("deal_id").aggregate(perhaps_at=perhaps.occurred_at.min()),
        told.select("deal_id").distinct().semi_join(known, "deal_id").mutate(is_told=True),
    )
    return deals.mutate(can_tell=deals.is_told.fill_null(False))
