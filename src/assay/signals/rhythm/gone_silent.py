"""Gone silent

Question: Has the buyer stopped for good, or is it a pause?
Fires: when the silence is longer than nine of ten pauses beside the deal's own pace, and by how such silences ended
    before the buyer will not be heard from in 90 days more, and will not buy in them, with a probability of 80 % at
    least. In a record too small to learn that: when the buyer has said nothing for more than 21 days, and for more
    than five times the usual gap between the days on which they spoke.
Says: The buyer has not been heard from for {value}, which is out of their own rhythm since {day}.
Value: days
Reads: deal, event, silence
Unknown: Nothing that the buyer said is recorded; or messages in the silence do not say who wrote them; or too few
    silences were ever seen to end, and the buyer spoke on fewer than three days, so that there is no rhythm to go by.
    Export e-mails and calls of both directions, and meetings. Of a deal that has ended it is not known either: a look
    back ends seven days after the buyer's last word, before any silence could show.
Evidence: What the buyer said and took part in, from which the rhythm is read.
Source: M2; a trail that went cold is told from a pause by the deal's own rhythm and by how such silences ended before
    (docs/guide/reading-the-numbers.md).
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import find_unsaid, find_words, measure_rhythm
from assay.signals.shape import give_answers, give_evidence, join_found


# Four of five: a claim about one deal that is wrong in one of five at most is worth a call, and says so. Where nothing
# could be learnt: gaps of a steady but random rhythm exceed their median fivefold once in 2 ** 5 = 32 times.
def gone_silent(
    book: Book, *, likely: float = 0.8, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3
) -> ir.Table:
    """Days since the buyer's last word, against how such silences ended, or else the limit that their rhythm sets."""
    words, unsaid = find_words(book), find_unsaid(book)
    spoken = words.group_by("deal_id").aggregate(last_at=words.occurred_at.max())
    perhaps = unsaid.group_by("deal_id").aggregate(perhaps_at=unsaid.occurred_at.max())
    learnt = book.silence.select("deal_id", "p_dead", "usual_until")
    deals = join_found(book.deal, spoken, perhaps, learnt)
    # Whoever spoke of late is not silent, whatever the rhythm; only for the others it is worth its price.
    is_asked = deals.p_dead.isnull() & (deals.as_of - deals.last_at > quiet_days * DAY)
    deals = join_found(deals, measure_rhythm(words.semi_join(deals.filter(is_asked), "deal_id")))
    silent = deals.as_of - deals.last_at
    limit = ibis.greatest(quiet_days * DAY, (deals.usual_gap * usual_gaps * DAY).ceil().cast("int64"))
    by_rhythm = deals.p_dead.isnull() & (deals.days >= spoken_days)
    unusual_from = ibis.coalesce(deals.usual_until + 1, deals.last_at + quiet_days * DAY)
    is_dead = (deals.p_dead >= likely) & (deals.as_of >= unusual_from)
    is_spoken = deals.p_dead.isnull() & (silent <= quiet_days * DAY)
    can_tell = ~deals.is_look_back.fill_null(False)
    # What came without a direction may have been the buyer: it can end a silence, but never make one.
    is_sure = ibis.coalesce(deals.perhaps_at <= deals.last_at, True)
    return give_answers(
        deals,
        hit=can_tell & is_sure & (is_dead.fill_null(False) | (by_rhythm & (silent > limit)).fill_null(False)),
        clear=can_tell & ((~is_dead).fill_null(False) | is_spoken | (by_rhythm & (silent <= limit)).fill_null(False)),
        value=silent // DAY,
        hit_at=deals.p_dead.isnull().ifelse(deals.last_at + limit, unusual_from),
    )


def evidence(
    book: Book, *, likely: float = 0.8, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3
) -> ir.Table:
    """The buyer's words in the deals that were hit."""
    answers = gone_silent(book, likely=likely, quiet_days=quiet_days, usual_gaps=usual_gaps, spoken_days=spoken_days)
    return give_evidence(find_words(book), answers, "activity")
