"""Nurture stopped

Question: Did a campaign that had come steadily stop before the buyer's last reply?
Fires: when a campaign, with all that stand below it as its steps, turned to the buyer's side on at least four days,
    never with a gap of more than three usual ones, then not at all for more than twice its longest gap; and its next
    touch was due during the deal and before the buyer's last word. Where several stopped, the last one counts. That
    somebody was put on its list is no touch. Whether it ended as planned is not told.
Says: A campaign that had come steadily stopped: its next touch was due on {day}, {value} before the buyer's last word.
Value: days
Reads: deal, event, touch
Unknown: No campaign came steadily enough to see whether it stopped; or one stopped, and no word of the buyer or no day
    of opening is recorded. Export campaigns with the day of each touch, and e-mails and calls of both directions.
Evidence: The touches of the campaign that stopped, and the buyer's last word.
Source: F7; whether replies end sooner after a stop is asked of comparable won deals, not here.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.campaigns import find_sendings, measure_programmes
from assay.signals.meaning import find_words
from assay.signals.shape import give_answers, give_evidence, join_found


# Three gaps are the fewest of which a median is not moved by one that is odd. In a steady but random rhythm, of
# exponential gaps, a gap of three medians comes once in 2 ** 3 = 8 times: hence no earlier gap may have been as long.
# One of twice the longest of n comes once in (n + 1) * (n + 2) / 2 times: 10 at three gaps, 45 at eight. A strict
# rhythm is so told to have stopped after two gaps, and a loose one after six.
def nurture_stopped(book: Book, *, touches: int = 4, usual_gaps: float = 3.0, longest_gaps: float = 2.0) -> ir.Table:
    """Days from the touch that was due and did not come to the buyer's last word."""
    programmes = _follow_programmes(book, touches, usual_gaps, longest_gaps)
    is_stop = programmes.is_stop.fill_null(False)
    found = programmes.group_by("deal_id").aggregate(
        programmes=programmes.count(),
        due_at=is_stop.ifelse(programmes.due_at, ibis.null("int64")).max(),
        untold=programmes.is_stop.isnull().any(),
        spoke_at=programmes.spoke_at.max(),
    )
    deals = join_found(book.deal, found)
    return give_answers(
        deals,
        hit=deals.due_at.notnull(),
        clear=(deals.programmes > 0) & deals.due_at.isnull() & ~deals.untold,
        value=ibis.coalesce(deals.spoke_at - deals.due_at, 0) // DAY,
        hit_at=deals.due_at,
    )


def evidence(book: Book, *, touches: int = 4, usual_gaps: float = 3.0, longest_gaps: float = 2.0) -> ir.Table:
    """The touches of campaigns that stopped, and the buyer's last word, of the deals that were hit."""
    answers = nurture_stopped(book, touches=touches, usual_gaps=usual_gaps, longest_gaps=longest_gaps)
    programmes = _follow_programmes(book, touches, usual_gaps, longest_gaps)
    stopped = programmes.filter(programmes.is_stop)
    sent = find_sendings(book).semi_join(stopped, ["deal_id", "programme_id"])
    words = find_words(book).inner_join(stopped.select("deal_id", "spoke_at").distinct(), "deal_id")
    last = words.filter(words.occurred_at == words.spoke_at)
    return give_evidence(sent, answers, "campaign_touch", "row_id").union(give_evidence(last, answers, "activity"))


def _follow_programmes(book: Book, touches: int, usual_gaps: float, longest_gaps: float) -> ir.Table:
    """Each campaign that came steadily, with when its next touch was due, and whether it stopped before the last word.

    is_stop: null where it stopped and nobody can tell whether that was before the last word.
    """
    steady, words = measure_programmes(book, touches, usual_gaps, longest_gaps), find_words(book)
    spoke = words.group_by("deal_id").aggregate(spoke_at=words.occurred_at.max())
    deals = join_found(book.deal.select("deal_id", "opened_at", "as_of"), spoke)
    told = steady.inner_join(deals, "deal_id")
    has_stopped = told.as_of > told.over_at
    return told.select(
        "deal_id",
        "programme_id",
        "spoke_at",
        "due_at",
        is_stop=has_stopped & (told.due_at >= told.opened_at) & (told.due_at <= told.spoke_at),
    )
