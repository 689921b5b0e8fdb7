"""No touch

Question: Did no campaign ever reach anybody on the buyer's side?
Fires: when no touch of a campaign reached anybody of the buying group or the account, before or during the deal, by the
    age at which half of the won deals of this size band had been reached. Where a band has too few won deals, all of
    them together are the measure. To stand on a campaign's list is not yet to be reached.
Says: By {day} no campaign had reached anybody on the buyer's side; half of the won deals had been reached by that age.
Value: times
Reads: deal, presence, member, touch, baseline
Unknown: Nobody is known on the buyer's side; or somebody stands on a campaign's list, and whether it ever wrote to
    them is not told; or fewer than half of the won deals were ever reached, as where campaigns
    are not recorded; or the deal is still younger than that age. Export campaigns with their members, and contacts.
Evidence: The deal itself: there is nothing else.
Source: F7; whether campaigns are recorded at all is read from the team's own won deals.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.campaigns import find_arrivals, find_listed
from assay.signals.shape import find_usual, give_answers, give_evidence, join_found

#: A won deal that no campaign reached counts as reached later than any age, so that half of them are half of all.
NEVER = 10**6  # days


# Half: where most won deals had no touch either, or nobody wrote touches down, a deal without one stands for nothing.
def no_touch(book: Book, *, percentile: int = 50) -> ir.Table:
    """Touches that reached the buyer's side; none at an age at which won deals had been reached."""
    deals = join_found(_date_arrivals(book), find_usual(book, percentile))
    limit_at = deals.opened_at + (deals.usual * DAY).ceil().cast("int64")
    return give_answers(
        deals,
        hit=deals.is_known & (deals.touches == 0) & ~deals.is_listed & (deals.as_of > limit_at),
        clear=deals.touches > 0,
        value=deals.touches,
        hit_at=limit_at,
    )


def evidence(book: Book, *, percentile: int = 50) -> ir.Table:
    """The deals that were hit."""
    answers = no_touch(book, percentile=percentile)
    return give_evidence(book.deal.mutate(occurred_at=book.deal.opened_at), answers, "deal", "deal_id")


def typical(book: Book) -> ir.Table:
    """The age in days at which each won deal was first reached, by size band; one reached before began so."""
    dated = _date_arrivals(book)
    can_tell = (dated.touches > 0) | (dated.is_known & ~dated.is_listed)
    deals = dated.filter(dated.opened_at.notnull() & can_tell)
    told = deals.select(
        "deal_id",
        grp=deals.size_band.nullif("unknown"),
        age_days=ibis.literal(0, "int64"),
        value=ibis.cases(
            (deals.touches == 0, float(NEVER)),
            (deals.reached_at.notnull(), ibis.greatest((deals.reached_at - deals.opened_at) / DAY, 0.0)),
        ),
    )
    return told.filter(told.value.notnull())


def _date_arrivals(book: Book) -> ir.Table:
    """Each deal with its touches, when the first arrived, and whether anybody is known, or is listed."""
    touch = find_arrivals(book)
    known = ibis.union(book.presence.select("deal_id"), book.member.select("deal_id"), distinct=True)
    deals = join_found(
        book.deal,
        touch.group_by("deal_id").aggregate(arrived=touch.count(), reached_at=touch.occurred_at.min()),
        known.mutate(somebody=True),
        find_listed(book).select("deal_id").distinct().mutate(listed=True),
    )
    return deals.mutate(
        touches=deals.arrived.fill_null(0),
        is_known=deals.somebody.fill_null(False),
        is_listed=deals.listed.fill_null(False),
    )
