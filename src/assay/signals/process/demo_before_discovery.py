"""Demo before discovery

Question: Was a demo given before we had talked with the buyer in any other way?
Fires: when no meeting and no call with the buyer took place before the first demo. It is taken as shown only where such
    conversations are kept: the deal has a meeting or call on record at some time, or half of the won deals with a demo
    had one before it.
Says: The first demo was given on {day}, before any other meeting or call with the buyer.
Value: times
Reads: deal, event, baseline
Unknown: No demo is recorded as such, meetings and calls seem not to be kept, or it is not known whether one before the
    demo took place and with whom. Export demos with an activity type of their own, and meetings and calls with status,
    time and participants.
Evidence: The first demo.
Source: F4; T8: whether the need was looked into before something was shown. Letters are not counted as such a talk.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import is_held_conversation
from assay.signals.shape import give_answers, give_evidence, join_found

#: What may have taken place: it did by all signs, or nobody reported.
MAYBE = ("held", "unknown", "planned")

TALKS = ("meeting", "call")


def demo_before_discovery(book: Book, *, conversations: int = 1) -> ir.Table:
    """Meetings and calls before the first demo."""
    deals = join_found(book.deal, _count_earlier(book), _find_kept(book), _find_usual(book))
    is_kept = deals.is_kept.fill_null(False) | (deals.usual >= conversations).fill_null(False)
    return give_answers(
        deals,
        hit=is_kept & (deals.at_most < conversations),
        clear=deals.at_least >= conversations,
        value=deals.at_least,
        hit_at=deals.first_at,
    )


def evidence(book: Book, *, conversations: int = 1) -> ir.Table:
    """The first demo of the deals that were hit."""
    answers = demo_before_discovery(book, conversations=conversations)
    demos = book.event.filter((book.event.kind == "demo") & is_held_conversation(book.event))
    in_time = ibis.window(group_by="deal_id", order_by=["occurred_at", "activity_id"])
    numbered = demos.mutate(place=ibis.row_number().over(in_time))
    return give_evidence(numbered.filter(numbered.place == 0), answers, "activity")


def typical(book: Book) -> ir.Table:
    """The meetings and calls before the first demo of each won deal that had one."""
    counted = _count_earlier(book)
    return counted.select(
        "deal_id",
        grp=ibis.null("string"),
        age_days=ibis.literal(0, "int64"),
        value=counted.at_least.cast("float64"),
    )


def _count_earlier(book: Book) -> ir.Table:
    """The time of each deal's first demo, and how many talks came before it: at least, and at most."""
    demos = book.event.filter((book.event.kind == "demo") & (book.event.direction != "internal"))
    first = demos.group_by("deal_id").aggregate(
        first_at=demos.occurred_at.min(where=is_held_conversation(demos)),
        maybe_at=demos.occurred_at.min(where=demos.status.isin(MAYBE)),
    )
    talks = _find_talks(book.event)
    told = first.filter(first.first_at.notnull()).left_join(talks, "deal_id")
    # At one and the same second nobody can tell which came first; exports often keep no more than the day.
    return told.group_by(["deal_id", "first_at"]).aggregate(
        at_least=(told.is_sure & (told.talked_at < told.maybe_at)).fill_null(False).ifelse(1, 0).sum(),
        at_most=(told.talked_at <= told.first_at).fill_null(False).ifelse(1, 0).sum(),
    )


def _find_talks(event: ir.Table) -> ir.Table:
    """The meetings and calls that may have taken place, and whether they did, with the buyer on the line."""
    talks = event.filter(event.kind.isin(TALKS) & event.status.isin(MAYBE) & (event.direction != "internal"))
    # Nobody holds a meeting for themself; a call of ours may have been no more than a try.
    reached = (talks.kind == "meeting") | (talks.direction == "inbound") | (talks.buyers > 0) | (talks.unnamed > 0)
    return talks.select("deal_id", talked_at=talks.occurred_at, is_sure=reached & is_held_conversation(talks))


def _find_kept(book: Book) -> ir.Table:
    """Deals that have a meeting or call on record, whatever came of it."""
    talks = book.event.filter(book.event.kind.isin(TALKS) & (book.event.direction != "internal"))
    return talks.select("deal_id").distinct().mutate(is_kept=True)


def _find_usual(book: Book) -> ir.Table:
    """The median of the won deals at each deal's moment."""
    everyone = book.baseline.filter((book.baseline.grp == "all") & (book.baseline.age_days == 0))
    deal = book.deal.select("deal_id", "as_of")
    valid = deal.inner_join(everyone, [deal.as_of >= everyone.valid_from, deal.as_of < everyone.valid_to])
    return valid.select("deal_id", usual=valid.p50)
