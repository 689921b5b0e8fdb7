"""Single thread on our side

Question: Did one person on our side alone carry all contact with the buyer?
Fires: when one of us alone was in all contacts, three or more of them, while three in four won deals of this size band
    had more of us in contact by the same age. Contacts are conversations that took place and messages either way; who
    was in copy does not count. Where a band has too few won deals, all of them together are the measure.
Says: One person on our side alone was in contact with the buyer, {value} up to {day}; most won deals had more of us.
Value: times
Reads: deal, event, seat, baseline
Unknown: Some contact names none of us; or the contacts are fewer than three; or the deal is younger than two weeks, or
    too few deals were won to say what is typical. Export activities with their owner and participants.
Evidence: The contacts.
Source: T6. A small deal may well need one person only: hence the measure is won deals of its size and age.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.at_age import count_by_age, find_usual_at_age
from assay.signals.our_side import count_hands, date_hands, find_contacts
from assay.signals.shape import give_answers, give_evidence, join_found


# Two contacts are a beginning: whoever made the first one answers the second.
def single_thread_on_our_side(book: Book, *, contacts: int = 3, percentile: int = 25) -> ir.Table:
    """How often one of us alone was in contact, against how many of us were in won deals of the size and age."""
    deals = join_found(book.deal, count_hands(book), find_usual_at_age(book, percentile), _date_enough(book, contacts))
    is_told = (deals.contacts >= contacts) & (deals.nameless == 0)
    return give_answers(
        deals,
        hit=is_told & (deals.ours == 1) & (deals.usual > 1),
        clear=(deals.ours > 1) | (is_told & (deals.ours == 1) & (deals.usual <= 1)),
        value=deals.contacts,
        hit_at=ibis.greatest(deals.opened_at + deals.age_days * DAY, deals.enough_at),
    )


def evidence(book: Book, *, contacts: int = 3, percentile: int = 25) -> ir.Table:
    """The contacts of the deals that were hit."""
    answers = single_thread_on_our_side(book, contacts=contacts, percentile=percentile)
    return give_evidence(find_contacts(book), answers, "activity")


def typical(book: Book) -> ir.Table:
    """Those of us who were in contact by each age that a won deal lived to, by size band."""
    # a won deal whose contacts name none of us says nothing about how many there were
    hands = date_hands(book)
    return count_by_age(book.deal.semi_join(hands, "deal_id"), hands)


def _date_enough(book: Book, contacts: int) -> ir.Table:
    """When each deal had its `contacts`-th contact."""
    told = find_contacts(book)
    in_time = ibis.window(group_by="deal_id", order_by=["occurred_at", "activity_id"])
    placed = told.select("deal_id", "occurred_at", place=ibis.row_number().over(in_time))
    reached = placed.filter(placed.place == contacts - 1)
    return reached.select("deal_id", enough_at=reached.occurred_at)
