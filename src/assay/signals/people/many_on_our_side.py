"""Many on our side

Question: Were more people on our side in contact with the buyer than in won deals of this size at this age?
Fires: when more of us were in contacts than in nine in ten won deals of this size band at the same age. Contacts are
    conversations that took place and messages either way; who was in copy does not count. Where a band has too few won
    deals, all of them together are the measure.
Says: By {day} {value} on our side had been in contact with the buyer: more than in nine in ten won deals.
Value: people
Reads: deal, event, seat, baseline
Unknown: No contact names any of us; or the deal is younger than two weeks, or too few deals were won to say what is
    typical; or contacts that name none of us may have had others. Export activities with their owner and participants.
Evidence: The contacts.
Source: T6: all who touched the deal on our side. Whether many are too many is read from the team's own deals.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.at_age import count_by_age, find_usual_at_age
from assay.signals.our_side import count_hands, date_hands, find_contacts
from assay.signals.shape import give_answers, give_evidence, join_found


def many_on_our_side(book: Book, *, percentile: int = 90) -> ir.Table:
    """Those of us who were in contact, against won deals of the size and age."""
    hands = date_hands(book)
    deals = join_found(book.deal, count_hands(book), find_usual_at_age(book, percentile))
    latest = hands.group_by("deal_id").aggregate(first_at=hands.first_at.max())
    deals = join_found(deals, latest)
    return give_answers(
        deals,
        hit=(deals.ours > deals.usual),
        # Each contact that names none of us may have been somebody else's.
        clear=(deals.ours > 0) & (deals.ours + deals.nameless <= deals.usual),
        value=deals.ours,
        hit_at=deals.first_at,
    )


def evidence(book: Book, *, percentile: int = 90) -> ir.Table:
    """The contacts of the deals that were hit."""
    return give_evidence(find_contacts(book), many_on_our_side(book, percentile=percentile), "activity")


def typical(book: Book) -> ir.Table:
    """Those of us who were in contact by each age that a won deal lived to, by size band."""
    hands = date_hands(book)
    return count_by_age(book.deal.semi_join(hands, "deal_id"), hands)
