"""Touches after the last word

Question: Did campaigns go on after the buyer had fallen silent?
Fires: when campaigns turned to the buyer's side twice or more after the buyer's silence had outlasted 21 days and five
    times the usual gap between the days on which they spoke. What one campaign sent on one day counts once. An answer
    to a campaign, such as a click or a visit, breaks the silence; that a mail was opened does not.
Says: Campaigns turned to the buyer {value} after the silence had begun, for the second time on {day}.
Value: times
Reads: deal, event, touch
Unknown: No dated touch of a campaign and no word of the buyer is recorded; or the buyer spoke on fewer than three days,
    so that there is no rhythm to go by. Export campaigns with their members and days, and e-mails and calls of both
    directions. Of a deal that has ended it is not known either: a look back ends before any silence could show.
Evidence: The buyer's last word, and what campaigns sent after the silence had begun.
Source: F7; M2: a trail that went cold is told from a pause by the deal's own rhythm, as for gone silent.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.campaigns import find_answers, find_sendings
from assay.signals.meaning import find_words, measure_rhythm
from assay.signals.shape import give_answers, give_evidence, join_found


# A single one may have been on its way already.
def touches_after_last_word(
    book: Book, *, touches: int = 2, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3
) -> ir.Table:
    """What campaigns sent after the buyer had been silent for longer than their rhythm explains."""
    sent = find_sendings(book)
    silent, late = _find_late(book, quiet_days, usual_gaps, spoken_days)
    by_day = late.group_by(["deal_id", "campaign_id", late.occurred_at // DAY]).aggregate(
        occurred_at=late.occurred_at.min()
    )
    in_time = ibis.window(group_by="deal_id", order_by=["occurred_at", "campaign_id"])
    placed = by_day.mutate(place=ibis.row_number().over(in_time))
    counted = placed.group_by("deal_id").aggregate(
        late=placed.count(), enough_at=placed.occurred_at.min(where=placed.place == touches - 1)
    )
    has_touches = sent.select("deal_id").distinct().mutate(has_touches=True)
    deals = join_found(book.deal, silent, counted, has_touches)
    late_ones = deals.late.fill_null(0)
    can_tell = deals.has_touches & deals.silent_at.notnull() & ~deals.is_look_back.fill_null(False)
    return give_answers(
        deals,
        hit=can_tell & deals.has_rhythm & (late_ones >= touches),
        # Without a rhythm the silence may have begun later, so that there can only be fewer of them.
        clear=can_tell & (late_ones < touches),
        value=late_ones,
        hit_at=deals.enough_at,
    )


def evidence(
    book: Book, *, touches: int = 2, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3
) -> ir.Table:
    """The last word and the touches after the silence had begun, of the deals that were hit."""
    answers = touches_after_last_word(
        book, touches=touches, quiet_days=quiet_days, usual_gaps=usual_gaps, spoken_days=spoken_days
    )
    silent, late = _find_late(book, quiet_days, usual_gaps, spoken_days)
    words = find_words(book).inner_join(silent.select("deal_id", "spoke_at"), "deal_id")
    last = words.filter(words.occurred_at == words.spoke_at)
    return give_evidence(last, answers, "activity").union(give_evidence(late, answers, "campaign_touch", "row_id"))


def _find_late(book: Book, quiet_days: int, usual_gaps: float, spoken_days: int) -> tuple[ir.Table, ir.Table]:
    """When each deal's silence began to be out of its rhythm, and what campaigns sent after that."""
    words, answers = find_words(book), find_answers(book)
    spoke = words.group_by("deal_id").aggregate(spoke_at=words.occurred_at.max())
    answered = answers.group_by("deal_id").aggregate(answered_at=answers.occurred_at.max())
    signs = join_found(spoke, answered)
    signs = signs.mutate(sign_at=ibis.greatest(signs.spoke_at, signs.answered_at.fill_null(signs.spoke_at)))
    sent = find_sendings(book).inner_join(signs.select("deal_id", "sign_at"), "deal_id")
    sent = sent.filter(sent.occurred_at > sent.sign_at + quiet_days * DAY)
    # What nobody sent into a silence needs no rhythm; only for the others it is worth its price.
    told = join_found(signs, measure_rhythm(words.semi_join(sent, "deal_id")))
    has_rhythm = told.days >= spoken_days
    usual = has_rhythm.ifelse(told.usual_gap, 0.0).fill_null(0.0)
    limit = ibis.greatest(quiet_days * DAY, (usual * usual_gaps * DAY).ceil().cast("int64"))
    silent = told.select("deal_id", "spoke_at", has_rhythm=has_rhythm, silent_at=told.sign_at + limit)
    late = sent.inner_join(silent.select("deal_id", "silent_at"), "deal_id")
    return silent, late.filter(late.occurred_at > late.silent_at)
