"""What the touches of a campaign mean to every signal: what it sent, what arrived, and who answered it.

Sources name touches in words of their own. A word that is not listed here is taken for something that was sent.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY

#: The person did something.
ANSWERS = ("clicked", "forwarded", "printed", "registered", "attended", "submitted", "responded", "replied")

#: It never arrived.
LOST_ON_THE_WAY = ("bounced", "dropped", "deferred", "suppressed", "failed")

#: Neither sent nor an answer: mails are opened by machines too, and who ends a subscription wants nothing more.
BESIDE = ("opened", "statuschange", "unsubscribed", "spamreport", "unbounce")

#: The person stands on the campaign's list, or stood there. That anything was sent is not said.
LISTED = (
    *("member", "added", "enrolled", "subscribed", "subscriber", "opted in", "opted-in", "opt-in", "active"),
    *("planned", "scheduled", "queued", "pending", "in progress", "not sent", "to be sent", "on hold", "paused"),
    *("stopped", "removed", "excluded", "inactive", "opted out", "opted-out", "opt-out"),
    *("abonniert", "abonnent", "eingetragen", "hinzugefügt", "mitglied", "geplant", "gestoppt", "entfernt"),
    *("abonné", "abonnée", "planifié", "suscrito", "suscrita", "planificado", "iscritto", "geabonneerd"),
)

#: Acts of the person's own, before which nothing need have been sent.
UNASKED = ("registered", "submitted")


def find_arrivals(book: Book) -> ir.Table:
    """The rows of book.touch that show that a campaign reached somebody, with or without a day."""
    return book.touch.filter(book.touch.kind.notin((*LOST_ON_THE_WAY, *LISTED)))


def find_listed(book: Book) -> ir.Table:
    """The rows of book.touch that tell that somebody was on a campaign's list, and not whether it reached them."""
    return book.touch.filter(book.touch.kind.isin(LISTED))


def find_sendings(book: Book) -> ir.Table:
    """The rows of book.touch, with a day, in which a campaign turned to somebody.

    Some sources keep one row for each person of a campaign, in which "opened" or "clicked" takes the place of "sent".
    Where nothing sent is told of a campaign, the first row that shows that something was stands for it.
    """
    touch, key = book.touch.filter(book.touch.occurred_at.notnull()), ["deal_id", "campaign_id"]
    unanswered = touch.filter(~touch.responded.fill_null(False))
    sent = unanswered.filter(unanswered.kind.notin((*ANSWERS, *LOST_ON_THE_WAY, *BESIDE, *LISTED)))
    shows = touch.responded.fill_null(False) | touch.kind.isin((*ANSWERS, "opened"))
    shown = touch.filter(shows & touch.kind.notin((*UNASKED, *LOST_ON_THE_WAY))).anti_join(sent, key)
    in_time = ibis.window(group_by=key, order_by=["occurred_at", "row_id"])
    first = shown.mutate(place=ibis.row_number().over(in_time)).filter(lambda rows: rows.place == 0)
    return sent.union(first.drop("place"))


def find_answers(book: Book) -> ir.Table:
    """The rows of book.touch, with a day, in which somebody answered a campaign."""
    touch = book.touch.filter(book.touch.occurred_at.notnull())
    return touch.filter(touch.responded.fill_null(False) | touch.kind.isin(ANSWERS))


def find_sending_days(book: Book) -> ir.Table:
    """Each day (UTC) on which a programme, with all of its steps, turned to the buyer's side.

    gap: days since its day before.  place: 0 for its first.
    """
    sent = find_sendings(book).filter(lambda rows: rows.programme_id.notnull())
    by_day = sent.group_by(["deal_id", "programme_id", sent.occurred_at // DAY]).aggregate(
        occurred_at=sent.occurred_at.max()
    )
    in_time = ibis.window(group_by=["deal_id", "programme_id"], order_by="occurred_at")
    day = by_day.occurred_at // DAY
    return by_day.select(
        "deal_id",
        "programme_id",
        "occurred_at",
        gap=day - day.lag().over(in_time),
        place=ibis.row_number().over(in_time),
    )


def measure_programmes(book: Book, touches: int, usual_gaps: float, longest_gaps: float) -> ir.Table:
    """Each programme of each deal that came on `touches` days (UTC) or more without a gap that stands out.

    steady_at: its touch on the last of the first `touches` days.  due_at: one usual gap after the last touch, last_at.
    over_at: when it has been away for `longest_gaps` times its longest gap, and is held to have stopped.
    """
    gaps = find_sending_days(book)
    told = gaps.group_by(["deal_id", "programme_id"]).aggregate(
        days=gaps.count(),
        steady_at=gaps.occurred_at.max(where=gaps.place == touches - 1),
        last_at=gaps.occurred_at.max(),
        usual_gap=gaps.gap.median(),
        longest=gaps.gap.max(),
    )
    steady = told.filter((told.days >= touches) & (told.longest <= usual_gaps * told.usual_gap))
    return steady.mutate(
        due_at=steady.last_at + (steady.usual_gap * DAY).ceil().cast("int64"),
        over_at=steady.last_at + (steady.longest * (longest_gaps * DAY)).ceil().cast("int64"),
    )
