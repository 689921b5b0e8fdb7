"""Began too low

Question: Did the first conversations reach anybody senior?
Fires: when everybody met in the first two meetings, calls or demos ranked below director.
Says: Up to {day}, the first conversations reached nobody more senior than {value}.
Value: seniority
Reads: deal, event, presence
Unknown: The titles of people met in the first conversations, or the people themselves, are missing. Export contacts
    with their titles, and the participants of meetings and calls.
Evidence: The first conversations.
Source: F4; a junior entry followed by demos to more senior people means that the deal was aimed too low.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import DIRECTOR, UNKNOWN
from assay.signals.meaning import is_held_conversation
from assay.signals.shape import give_answers, give_evidence, join_found, keep_hits


def began_too_low(book: Book, *, conversations: int = 2, senior_rank: int = DIRECTOR) -> ir.Table:
    """The highest rank met in the first `conversations`."""
    first = _find_first(book.event, conversations)
    # A buyer whose rank is unknown, or who has no name, may have been the senior one.
    strangers = book.presence.filter((book.presence["rank"] == UNKNOWN) & (book.presence.part != "cc"))
    unsure = first.semi_join(strangers, ["deal_id", "activity_id"]).select("deal_id").distinct().mutate(unsure=True)
    met = first.group_by("deal_id").aggregate(
        top=first.top_rank.max(),
        nameless=((first.buyers == 0) | (first.unnamed > 0)).any(),
        last=first.occurred_at.max(),
    )
    deals = join_found(book.deal, met, unsure)
    everybody_known = ~deals.nameless & deals.unsure.isnull()
    return give_answers(
        deals,
        hit=(deals.top < senior_rank) & everybody_known,
        clear=deals.top >= senior_rank,
        value=deals.top,
        hit_at=deals["last"],
    )


def evidence(book: Book, *, conversations: int = 2, senior_rank: int = DIRECTOR) -> ir.Table:
    """The first conversations of the deals that were hit."""
    answers = began_too_low(book, conversations=conversations, senior_rank=senior_rank)
    return give_evidence(_find_first(keep_hits(book.event, answers), conversations), answers, "activity")


def _find_first(event: ir.Table, conversations: int) -> ir.Table:
    held = event.filter(is_held_conversation(event))
    in_time = ibis.window(group_by="deal_id", order_by=["occurred_at", "activity_id"])
    numbered = held.mutate(place=ibis.row_number().over(in_time))
    return numbered.filter(numbered.place < conversations)
