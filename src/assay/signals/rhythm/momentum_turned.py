"""Momentum turned

Question: Did the buyer's contact with us fall for good, and when?
Fires: when the days of the buyer's words up to the last one are at least four times as likely under one fall for good
    as under a steady rate, and as under a quiet stretch of two to five weeks that ended, and such a fall is more likely
    than not.
Says: Contact fell for good some time between {since} and {day}.
Value: days
Reads: deal, event, turn
Unknown: Fewer than eight words of the buyer are recorded since the opening, or fewer than six weeks lie between the
    opening and the last of them: a turn would not show. Export e-mails and calls of both directions, and meetings.
Evidence: What the buyer said, from four weeks before those days to the last word.
Source: the momentum turn; one change of rate with its day unknown, by Bayes factor (docs/guide/reading-the-numbers.md).
"""

from math import log

import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import find_words
from assay.signals.shape import give_answers, give_evidence, join_found

#: days before the turn whose words are shown
_BEFORE = 28


# Three to one is the least that is called positive evidence (Kass and Raftery 1995); at four, in each of five made-up
# worlds at most 5 % of deals fire that only lulled, and 3 % of steady ones (bench/turn.py). Fewer than eight words
# reach it only where all lie on one side.
def momentum_turned(
    book: Book, *, odds: float = 4.0, likely: float = 0.5, least_words: int = 8, least_days: int = 42
) -> ir.Table:
    """Days within which the rate of the buyer's words fell for good."""
    deals = join_found(book.deal, book.turn)
    known = (deals.words >= least_words) & (deals.days >= least_days) & deals.log_bf.notnull()
    turned = (deals.log_bf >= log(odds)) & (deals.p_turn > likely)
    return give_answers(
        deals,
        hit=known & turned,
        clear=known & ~turned,
        value=(deals.high_at + 1 - deals.low_at) // DAY - 1,
        hit_at=deals.high_at,
    )


def evidence(
    book: Book, *, odds: float = 4.0, likely: float = 0.5, least_words: int = 8, least_days: int = 42
) -> ir.Table:
    """The buyer's words around the turn and after it, for the deals that were hit."""
    answers = momentum_turned(book, odds=odds, likely=likely, least_words=least_words, least_days=least_days)
    since = book.turn.select("deal_id", shown_from=book.turn.low_at - _BEFORE * DAY)
    words = find_words(book).inner_join(since, "deal_id")
    return give_evidence(words.filter(words.occurred_at >= words.shown_from), answers, "activity")
