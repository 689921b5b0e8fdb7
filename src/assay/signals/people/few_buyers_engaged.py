"""Few buyers engaged

Question: Are fewer people on the buyer's side involved than in won deals of this size and segment at this age?
Fires: when the people who met or wrote to us are fewer than in three quarters of the won deals of this size band and
    segment at the same age. Where these are too few, or the segment was not known then, the won deals of the size band
    are the measure; where these are too few too, all won deals.
Says: By {day} {value} on the buyer's side had met or written to us; three in four comparable won deals had more by
    that age.
Value: people
Reads: deal, event, presence, baseline
Unknown: The participants of activities are missing, the deal is younger than two weeks, or too few deals were won to
    say what is typical. Export activities with the contacts that took part.
Evidence: The conversations and messages of those who were engaged; with nobody engaged, what we sent.
Source: T6; H6: how many people decide is read from the team's own won deals.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.at_age import count_by_age, find_usual_at_age
from assay.signals.meaning import find_interactions, find_met
from assay.signals.shape import give_answers, give_evidence, join_found


def few_buyers_engaged(book: Book, *, percentile: int = 25) -> ir.Table:
    """Buyers engaged against those of won deals of the size and age."""
    buyers = find_met(book).select("deal_id", "person_id").distinct()
    engaged = buyers.group_by("deal_id").aggregate(engaged=buyers.count())
    named = book.presence.select("deal_id").distinct().mutate(is_named=True)
    usual = find_usual_at_age(book, percentile, by_segment=True)
    deals = join_found(book.deal, engaged, named, _count_nameless(book), usual)
    deals = deals.mutate(engaged=deals.engaged.fill_null(deals.is_named.ifelse(0, ibis.null("int64"))))
    # Each nameless participant may be one buyer more.
    at_most = deals.engaged + deals.nameless.fill_null(0)
    return give_answers(
        deals,
        hit=at_most < deals.usual,
        clear=deals.engaged >= deals.usual,
        value=deals.engaged,
        # Later on there can only have been more of them, so it was so at that age already.
        hit_at=deals.opened_at + deals.age_days * DAY,
    )


def evidence(book: Book, *, percentile: int = 25) -> ir.Table:
    """What the engaged buyers took part in, or all that named a buyer, of the deals that were hit."""
    answers = few_buyers_engaged(book, percentile=percentile)
    columns = ("deal_id", "activity_id", "occurred_at")
    sent = book.presence.semi_join(answers.filter(answers.value == 0), "deal_id")
    return give_evidence(find_met(book).select(columns).union(sent.select(columns)), answers, "activity").distinct()


def typical(book: Book) -> ir.Table:
    """The buyers engaged by each age that a won deal lived to, by size band, and by band and segment."""
    # a won deal whose activities name nobody says nothing about how many were engaged
    deal = book.deal.semi_join(book.presence, "deal_id")
    return count_by_age(deal, _date_first_words(book), by_segment=True)


def _date_first_words(book: Book) -> ir.Table:
    """One row a buyer engaged, with the moment of the first time."""
    met = find_met(book)
    return met.group_by(["deal_id", "person_id"]).aggregate(first_at=met.occurred_at.min())


def _count_nameless(book: Book) -> ir.Table:
    """Participants without a name, one at least where a conversation or a message of the buyer names nobody."""
    told = find_interactions(book)
    nameless = told.filter((told.unnamed > 0) | (told.buyers == 0))
    return nameless.group_by("deal_id").aggregate(nameless=ibis.greatest(nameless.unnamed, 1).sum())
