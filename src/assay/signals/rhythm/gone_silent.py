"""Gone silent

Question: Has the buyer been silent for longer than their own rhythm explains?
Fires: when the buyer has said nothing for more than 21 days, and for more than five times the usual gap between the
    days on which they spoke.
Says: The buyer has not been heard from for {value}, which is out of their own rhythm since {day}.
Value: days
Reads: deal, event
Unknown: The buyer spoke on fewer than three days, so there is no rhythm to go by. Export e-mails and calls of both
    directions, and meetings.
Evidence: What the buyer said and took part in, from which the rhythm is read.
Source: M2; a trail that went cold is told from a pause by the deal's own rhythm.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.meaning import DAY, is_word_of_buyer
from assay.signals.shape import give_answers, give_evidence, join_found


# Gaps of a steady but random rhythm exceed their median fivefold once in 2 ** 5 = 32 times.
def gone_silent(book: Book, *, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3) -> ir.Table:
    """Days since the buyer's last word, against the limit that their rhythm sets."""
    days = _date_words(book)
    spoken = days.group_by("deal_id").aggregate(days=days.count(), last_at=days.last_at.max())
    deals = join_found(book.deal, spoken)
    deals = deals.mutate(silent=deals.as_of - deals.last_at)
    # The median is dear, and only asked for where the silence is long enough to matter.
    quiet = deals.filter((deals.silent > quiet_days * DAY) & (deals.days >= spoken_days))
    deals = join_found(deals, _measure_gaps(days.semi_join(quiet, "deal_id")))
    limit = ibis.greatest(quiet_days * DAY, (deals.usual_gap * usual_gaps * DAY).ceil().cast("int64"))
    has_rhythm = deals.days >= spoken_days
    return give_answers(
        deals,
        hit=has_rhythm & (deals.silent > limit),
        clear=has_rhythm & ((deals.silent <= quiet_days * DAY) | (deals.silent <= limit)),
        value=deals.silent // DAY,
        hit_at=deals.last_at + limit,
    )


def evidence(book: Book, *, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3) -> ir.Table:
    """The buyer's words in the deals that were hit."""
    answers = gone_silent(book, quiet_days=quiet_days, usual_gaps=usual_gaps, spoken_days=spoken_days)
    return give_evidence(book.event.filter(is_word_of_buyer(book.event)), answers, "activity")


def _date_words(book: Book) -> ir.Table:
    """One row for each day (UTC) on which the buyer spoke."""
    words = book.event.filter(is_word_of_buyer(book.event))
    dated = words.select("deal_id", "occurred_at", day=words.occurred_at // DAY)
    return dated.group_by(["deal_id", "day"]).aggregate(last_at=dated.occurred_at.max())


def _measure_gaps(days: ir.Table) -> ir.Table:
    """The median number of days between one day on which the buyer spoke and the next."""
    in_time = ibis.window(group_by="deal_id", order_by="day")
    gaps = days.select("deal_id", gap=days.day - days.day.lag().over(in_time))
    return gaps.group_by("deal_id").aggregate(usual_gap=gaps.gap.median())
