"""Who of us was in contact with the buyer, and when the deal changed hands: told once, for every signal."""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import CONVERSATIONS, MESSAGES, TOOK_PLACE
from assay.signals.shape import join_found

_MOMENT = ("deal_id", "activity_id", "occurred_at")


def find_contacts(book: Book) -> ir.Table:
    """The rows of book.event in which the two sides had contact: conversations that took place and messages.

    What a machine sent is nobody's contact.
    """
    event = book.event.filter(~book.event.is_automated & (book.event.direction != "internal"))
    return event.filter(event.kind.isin((*CONVERSATIONS, *MESSAGES)) & event.status.isin(TOOK_PLACE))


def find_our_acts(book: Book) -> ir.Table:
    """Those contacts in which we did something: conversations, and messages not of the buyer.

    is_sure: false for a message that does not say which side wrote it.
    """
    contacts = find_contacts(book)
    wrote = contacts.kind.isin(MESSAGES)
    acts = contacts.filter(~wrote | (contacts.direction != "inbound"))
    return acts.mutate(is_sure=~(acts.kind.isin(MESSAGES) & (acts.direction == "unknown")))


def find_hands(book: Book, events: ir.Table) -> ir.Table:
    """One row for each of us in `events` (rows of book.event): who took part, and whose activity it is.

    Copies are left out.
    """
    there = book.seat.filter(book.seat.part != "cc").semi_join(events, ["deal_id", "activity_id"])
    owned = events.filter(events.owner_id.notnull())
    return ibis.union(
        there.select(*_MOMENT, "seller_id"), owned.select(*_MOMENT, seller_id=owned.owner_id), distinct=True
    )


def date_hands(book: Book) -> ir.Table:
    """One row for each of us who was in contact with the buyer, with the moment of the first time."""
    hands = find_hands(book, find_contacts(book))
    return hands.group_by(["deal_id", "seller_id"]).aggregate(first_at=hands.occurred_at.min())


def count_hands(book: Book) -> ir.Table:
    """One row a deal with contact: `contacts`, `ours` who were in them, and those `nameless` that name none of us."""
    contacts = find_contacts(book)
    hands = find_hands(book, contacts)
    people = hands.group_by("deal_id").aggregate(ours=hands.seller_id.nunique())
    nameless = contacts.anti_join(hands, ["deal_id", "activity_id"])
    told = contacts.group_by("deal_id").aggregate(contacts=contacts.count(), latest_at=contacts.occurred_at.max())
    counted = join_found(told, people, nameless.group_by("deal_id").aggregate(nameless=nameless.count()))
    return counted.select(
        "deal_id",
        "contacts",
        "latest_at",
        ours=counted.ours.fill_null(0),
        nameless=counted.nameless.fill_null(0),
    )


def find_handovers(book: Book) -> ir.Table:
    """The changes of owner in book.change by which a deal passed from one of us to another, one a day (UTC) at most.

    A change that was undone on the same day is none: somebody corrected a slip.
    """
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    told = book.change.filter((book.change.field == "owner") & book.change.new_value.notnull())
    steps = told.mutate(
        before=ibis.coalesce(told.old_value, told.new_value.lag().over(in_time)), day=told.changed_at // DAY
    )
    by_day = ["deal_id", "day"]
    forward = ibis.window(group_by=by_day, order_by=["changed_at", "sequence", "row_id"])
    backward = ibis.window(
        group_by=by_day, order_by=[ibis.desc("changed_at"), ibis.desc("sequence"), ibis.desc("row_id")]
    )
    placed = steps.mutate(began_with=steps.before.first().over(forward), place=ibis.row_number().over(backward))
    last = placed.filter(placed.place == 0)
    # named one by one: dropped columns are written in an order that changes from one process to the next
    return last.filter(last.began_with != last.new_value).select(*told.columns, "began_with")
