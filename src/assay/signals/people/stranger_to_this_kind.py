"""New to this kind of deal

Question: Had anybody of ours in the conversations seen deals of this kind to their end before?
Fires: when nobody of ours who took part in the deal's conversations had seen three deals of its segment, of its product
    or of its size end before, while the team had seen twenty of that kind. What is set against the team is how many
    ended, not how they ended.
Says: By the quarter of {day}, the most anybody of ours in the conversations had seen end of this kind was {value}.
Value: deals
Reads: deal, event, seat, experience
Unknown: Nobody of ours is named in the conversations, or not in all of them; the segment, the product and the size are
    not known, or the team itself hardly knows such deals; or the record does not reach back far enough to tell what
    somebody had seen before it began. Export sellers on activities, the segment and product of deals, and older deals.
Evidence: The conversations.
Source: T8: whether the right person was on the call. It is said of the deal, never of a person: how many deals
    somebody had seen is no measure of how well they sell, and a handful is no verdict on anybody.
"""

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import is_held_conversation
from assay.signals.our_side import find_hands
from assay.signals.shape import give_answers, give_evidence, join_found


# After three one has seen more than one way in which they end; of twenty the team can say what is usual, and has
# somebody to ask. Both are choices. A seller who was with us when the record begins would be on some deal within half a
# year; and whoever saw none of a kind for two years is new to it by now, whatever was before.
def stranger_to_this_kind(
    book: Book, *, few: int = 3, plenty: int = 20, newcomer_days: int = 180, record_days: int = 730
) -> ir.Table:
    """How many deals of the deal's kind the most experienced in its conversations had seen end."""
    kinds = _judge_kinds(book, few, plenty, newcomer_days, record_days)
    found = kinds.group_by("deal_id").aggregate(
        most=kinds.most.min(), is_new=kinds.is_new.any(), is_known=(kinds.most >= few).all()
    )
    talks = _find_talks(book)
    dated = talks.group_by("deal_id").aggregate(latest_at=talks.occurred_at.max())
    nameless = talks.anti_join(find_hands(book, talks), ["deal_id", "activity_id"]).select("deal_id").distinct()
    deals = join_found(book.deal, found, dated, nameless.mutate(is_doubted=True))
    return give_answers(
        deals,
        hit=deals.is_new & deals.is_doubted.isnull(),
        clear=deals.is_known,
        value=deals.most,
        hit_at=deals.latest_at,
    )


def evidence(
    book: Book, *, few: int = 3, plenty: int = 20, newcomer_days: int = 180, record_days: int = 730
) -> ir.Table:
    """The conversations of the deals that were hit."""
    answers = stranger_to_this_kind(book, few=few, plenty=plenty, newcomer_days=newcomer_days, record_days=record_days)
    return give_evidence(_find_talks(book), answers, "activity")


def _judge_kinds(book: Book, few: int, plenty: int, newcomer_days: int, record_days: int) -> ir.Table:
    """Each kind of each deal that the team knows well: what the most experienced in the conversations had seen of it.

    is_new: that is too little, and the record reaches back far enough to say so of everyone.
    """
    known = book.experience.filter((book.experience.on_call == 1) & (book.experience.team_closed >= plenty))
    told = known.inner_join(book.deal.select("deal_id", "as_of"), "deal_id")
    came_later = told.first_at - told.record_from >= newcomer_days * DAY
    reaches_back = told.as_of - told.record_from >= record_days * DAY
    by_kind = told.mutate(is_told=(came_later | reaches_back).fill_null(False)).group_by(["deal_id", "basis"])
    kinds = by_kind.aggregate(most=lambda rows: rows.closed.max(), is_told=lambda rows: rows.is_told.all())
    return kinds.mutate(is_new=(kinds.most < few) & kinds.is_told)


def _find_talks(book: Book) -> ir.Table:
    """The conversations that took place."""
    return book.event.filter(is_held_conversation(book.event))
