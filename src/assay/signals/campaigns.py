"""What the touches of a campaign mean to every signal: what it sent, what arrived, and who answered it.

Sources name touches in words of their own. A word that is not listed here is taken for something that was sent.
"""

import ibis.expr.types as ir

from assay.domain.book import Book

#: The person did something.
ANSWERS = ("clicked", "forwarded", "printed", "registered", "attended", "submitted", "responded", "replied")

#: It never arrived.
LOST_ON_THE_WAY = ("bounced", "dropped", "deferred", "suppressed", "failed")

#: Neither sent nor an answer: mails are opened by machines too, and who ends a subscription wants nothing more.
BESIDE = ("opened", "statuschange", "unsubscribed", "spamreport", "unbounce")


def find_arrivals(book: Book) -> ir.Table:
    """The rows of book.touch that show that a campaign reached somebody, with or without a day."""
    return book.touch.filter(book.touch.kind.notin(LOST_ON_THE_WAY))


def find_sendings(book: Book) -> ir.Table:
    """The rows of book.touch, with a day, in which a campaign turned to somebody."""
    touch = book.touch.filter(book.touch.occurred_at.notnull() & ~book.touch.responded.fill_null(False))
    return touch.filter(touch.kind.notin((*ANSWERS, *LOST_ON_THE_WAY, *BESIDE)))


def find_answers(book: Book) -> ir.Table:
    """The rows of book.touch, with a day, in which somebody answered a campaign."""
    touch = book.touch.filter(book.touch.occurred_at.notnull())
    return touch.filter(touch.responded.fill_null(False) | touch.kind.isin(ANSWERS))
