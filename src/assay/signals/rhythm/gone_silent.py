"""Gone silent

Question: Has the buyer been silent for longer than their own rhythm explains?
Fires: when the buyer has said nothing for more than 21 days, and for more than five times the usual gap between the
    days on which they spoke.
Says: The buyer has not been heard from for {value}, which is out of their own rhythm since {day}.
Value: days
Reads: deal, event
Unknown: Nothing that the buyer said is recorded; or they are quiet, and spoke on fewer than three days before, so that
    there is no rhythm to go by. Export e-mails and calls of both directions, and meetings. Of a deal that has ended it
    is not known either: a look back ends seven days after the buyer's last word, before any silence could show.
Evidence: What the buyer said and took part in, from which the rhythm is read.
Source: M2; a trail that went cold is told from a pause by the deal's own rhythm.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import find_words, measure_rhythm
from assay.signals.shape import give_answers, give_evidence, join_found


# Gaps of a steady but random rhythm exceed their median fivefold once in 2 ** 5 = 32 times.
def gone_silent(book: Book, *, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3) -> ir.Table:
    """Days since the buyer's last word, against the limit that their rhythm sets."""
    words = find_words(book)
    spoken = words.group_by("deal_id").aggregate(last_at=words.occurred_at.max())
    deals = join_found(book.deal, spoken)
    # Whoever spoke of late is not silent, whatever the rhythm; only for the others it is worth its price.
    is_quiet = deals.as_of - deals.last_at > quiet_days * DAY
    deals = join_found(deals, measure_rhythm(words.semi_join(deals.filter(is_quiet), "deal_id")))
    silent = deals.as_of - deals.last_at
    limit = ibis.greatest(quiet_days * DAY, (deals.usual_gap * usual_gaps * DAY).ceil().cast("int64"))
    has_rhythm = deals.days >= spoken_days
    can_tell = ~deals.is_look_back.fill_null(False)
    return give_answers(
        deals,
        hit=can_tell & has_rhythm & (silent > limit),
        clear=can_tell & ((silent <= quiet_days * DAY) | (has_rhythm & (silent <= limit))),
        value=silent // DAY,
        hit_at=deals.last_at + limit,
    )


def evidence(book: Book, *, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3) -> ir.Table:
    """The buyer's words in the deals that were hit."""
    answers = gone_silent(book, quiet_days=quiet_days, usual_gaps=usual_gaps, spoken_days=spoken_days)
    return give_evidence(find_words(book), answers, "activity")
