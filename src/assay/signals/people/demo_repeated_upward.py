"""Demo repeated for more senior people

Question: Was the demo given again, each time to people higher up?
Fires: when the first demo had nobody at director level or above, and a later one had somebody more senior than anybody
    in the first.
Says: The demo was given {value}, first to nobody at director level or above, then again to people higher up on {day}.
Value: times
Reads: deal, event, presence
Unknown: No demo is recorded as such, or it is not known how senior the people in the demos were. Export demos with an
    activity type of their own, their participants, and contacts with titles.
Evidence: The demos.
Source: F4; demos that climb the ladder show that the first one was aimed too low.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import DIRECTOR, UNKNOWN
from assay.signals.meaning import is_held_conversation
from assay.signals.shape import give_answers, give_evidence, join_found


def demo_repeated_upward(book: Book, *, senior_rank: int = DIRECTOR) -> ir.Table:
    """The highest rank in later demos against that in the first."""
    demos = _order_demos(book)
    is_first = demos.place == 0
    found = demos.group_by("deal_id").aggregate(
        demos=demos.count(),
        first_top=demos.top_rank.max(where=is_first),
        later_top=demos.top_rank.max(where=~is_first),
        first_sure=demos.is_sure.all(where=is_first),
        later_sure=demos.is_sure.all(where=~is_first),
        raised_at=demos.occurred_at.min(where=demos.top_rank > demos.first_top),
    )
    deals = join_found(book.deal, found)
    # People of unknown rank can only have raised the top of a demo, so what is known of a later one is enough to hit.
    began_low = deals.first_sure & (deals.first_top < senior_rank)
    began_high = deals.first_top >= senior_rank
    stayed = deals.first_sure & deals.later_sure & (deals.later_top <= deals.first_top)
    return give_answers(
        deals,
        hit=began_low & (deals.later_top > deals.first_top),
        clear=began_high | stayed | (deals.demos == 1),
        value=deals.demos,
        hit_at=deals.raised_at,
    )


def evidence(book: Book, *, senior_rank: int = DIRECTOR) -> ir.Table:
    """The demos of the deals that were hit."""
    return give_evidence(_order_demos(book), demo_repeated_upward(book, senior_rank=senior_rank), "activity")


def _order_demos(book: Book) -> ir.Table:
    """Each demo with its place in time, the top rank of the first one, and whether everybody's rank is known."""
    event = book.event.filter((book.event.kind == "demo") & is_held_conversation(book.event))
    present = book.presence.filter((book.presence.kind == "demo") & (book.presence.part != "cc"))
    audience = present.group_by(["deal_id", "activity_id"]).aggregate(lowest=present["rank"].min())
    demos = event.left_join(audience, ["deal_id", "activity_id"])
    in_time = ibis.window(group_by="deal_id", order_by=["occurred_at", "activity_id"])
    return demos.select(
        "deal_id",
        "activity_id",
        "occurred_at",
        "top_rank",
        is_sure=(demos.unnamed == 0) & (demos.buyers > 0) & (demos.lowest > UNKNOWN),
        place=ibis.row_number().over(in_time),
        first_top=demos.top_rank.first().over(in_time),
    )
