"""What the words of the record mean to every signal: which activities took place, who was met, who spoke, what changed.

Conditions are kept apart where they could be joined by `or`: an engine tells plain conditions from a column's text at a
third of the price of nested ones.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY

#: Both sides speak.
CONVERSATIONS = ("meeting", "call", "demo")

#: One side writes.
MESSAGES = ("email", "chat", "letter")

#: Exports often leave the status out; a date that has passed with nothing said against it counts as held.
TOOK_PLACE = ("held", "unknown")

#: It was to be, and was not, or not yet.
CALLED_OFF = ("planned", "moved", "cancelled")

#: Landing writes dates so; anything else is no date and moves nothing.
ISO_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

#: Landing writes numbers so.
PLAIN_DECIMAL = r"^[0-9]+(\.[0-9]+)?$"


def is_held_conversation(rows: ir.Table) -> ir.BooleanValue:
    """A meeting, call or demo that took place, not among ourselves. rows: book.event or book.presence."""
    return rows.kind.isin(CONVERSATIONS) & rows.status.isin(TOOK_PLACE) & (rows.direction != "internal")


def is_message_of_buyer(rows: ir.Table) -> ir.BooleanValue:
    """A message that came in. rows: book.event or book.presence."""
    return (rows.direction == "inbound") & rows.kind.isin(MESSAGES)


def find_met(book: Book) -> ir.Table:
    """One row for each time that a buyer took part in a conversation or wrote to us: deal, activity, person, rank.

    `wrote` is 1 for a message. Whoever was only written to, or only in copy, was not met; nor did anybody write who let
    a machine answer that they are out of office.
    """
    presence, event = book.presence, book.event
    spoke = presence.filter(is_held_conversation(presence) & (presence.part != "cc"))
    wrote = presence.filter(is_message_of_buyer(presence) & (presence.part != "to") & (presence.part != "cc"))
    by_machine = event.filter(is_message_of_buyer(event) & event.is_automated)
    columns = ("deal_id", "activity_id", "person_id", "occurred_at", "rank")
    return ibis.union(
        spoke.select(*columns, wrote=ibis.literal(0, "int64")),
        wrote.anti_join(by_machine, ["deal_id", "activity_id"]).select(*columns, wrote=ibis.literal(1, "int64")),
    )


def find_interactions(book: Book) -> ir.Table:
    """The rows of book.event in which a buyer spoke with us or wrote to us; `wrote` is 1 for a message."""
    event = book.event
    spoke = event.filter(is_held_conversation(event))
    wrote = event.filter(is_message_of_buyer(event) & ~event.is_automated)
    return ibis.union(
        spoke.mutate(wrote=ibis.literal(0, "int64")),
        wrote.mutate(wrote=ibis.literal(1, "int64")),
    )


def find_planned(book: Book) -> ir.Table:
    """The rows of book.presence in conversations that were planned for a day gone by and never reported on."""
    presence = book.presence
    return presence.filter((presence.status == "planned") & presence.kind.isin(CONVERSATIONS) & (presence.part != "cc"))


def find_nameless(book: Book) -> ir.Table:
    """The rows of book.event in which some buyer spoke or wrote who is not named, or may have; a row may come twice."""
    told = find_interactions(book)
    presence = book.presence.filter(is_message_of_buyer(book.presence))
    writers = presence.filter((presence.part != "to") & (presence.part != "cc"))
    unsigned = told.filter(told.wrote == 1).anti_join(writers, ["deal_id", "activity_id"])
    return ibis.union(told.filter((told.buyers == 0) | (told.unnamed > 0)), unsigned)


def find_words(book: Book) -> ir.Table:
    """The buyer's words in book.event: messages, their calls even if we missed them, conversations that took place.

    A meeting or demo without a list of participants counts: nobody holds one for themself.
    """
    event = book.event.filter(~book.event.is_automated)
    came_in = event.filter(
        (event.direction == "inbound") & event.kind.isin((*MESSAGES, "call")) & event.status.notin(CALLED_OFF)
    )
    # A call of theirs that was held is already among what came in.
    ours = event.filter(is_held_conversation(event) & ((event.direction != "inbound") | (event.kind != "call")))
    spoke = ours.filter((ours.buyers > 0) | (ours.unnamed > 0) | (ours.kind != "call"))
    return ibis.union(came_in, spoke)


def find_unsaid(book: Book) -> ir.Table:
    """The rows of book.event that may be the buyer's words or ours: nothing says which side they came from."""
    event = book.event.filter((book.event.direction == "unknown") & ~book.event.is_automated)
    open_to_both = event.filter(event.kind.isin((*MESSAGES, "call")) & event.status.notin(CALLED_OFF))
    # A call that was held with somebody is a word, whoever rang.
    return open_to_both.filter(
        (open_to_both.kind != "call")
        | open_to_both.status.notin(TOOK_PLACE)
        | ((open_to_both.buyers == 0) & (open_to_both.unnamed == 0))
    )


def measure_rhythm(words: ir.Table) -> ir.Table:
    """The days (UTC) on which somebody spoke, and the median number of days from one of them to the next."""
    days = words.select("deal_id", day=words.occurred_at // DAY).distinct()
    in_time = ibis.window(group_by="deal_id", order_by="day")
    gaps = days.select("deal_id", gap=days.day - days.day.lag().over(in_time))
    return gaps.group_by("deal_id").aggregate(days=gaps.count(), usual_gap=gaps.gap.median())


def find_moves(book: Book) -> ir.Table:
    """The changes of stage in book.change, without those that only repeat it; `before`: the stage that was left."""
    changes = book.change.filter(book.change.field == "stage")
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    told = changes.mutate(before=ibis.coalesce(changes.old_value, changes.new_value.lag().over(in_time)))
    return told.filter(told.before.isnull() | (told.before != told.new_value))


def find_steps(book: Book) -> ir.Table:
    """Two rows a change of stage: out of the old `stage`, which has `left_at`, and into the new one."""
    moves = find_moves(book)
    columns = ("deal_id", "row_id", "changed_at", "sequence")
    came = moves.select(*columns, stage=moves.new_value, left_at=ibis.null("int64"))
    went = moves.select(*columns, stage=moves.before, left_at=moves.changed_at)
    return came.union(went.filter(went.stage.notnull()))


def read_number(text: ir.StringValue) -> ir.FloatingValue:
    """A plain decimal of book.change as a number above nought; null when it is none, or a field that nobody filled."""
    number = text.re_search(PLAIN_DECIMAL).ifelse(text, ibis.null("string")).cast("float64")
    return (number > 0).ifelse(number, ibis.null("float64"))


def measure_pushes(book: Book) -> ir.Table:
    """Each change of the close date, with the `days` by which it moved: 0 where it was set for the first time."""
    changes = book.change.filter((book.change.field == "close_date") & book.change.new_value.re_search(ISO_DAY))
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    before = ibis.coalesce(_read_day(changes.old_value), _read_day(changes.new_value.lag().over(in_time)))
    return changes.select(
        "deal_id",
        "row_id",
        "changed_at",
        "sequence",
        days=(_read_day(changes.new_value) - before).fill_null(0),
    )


def _read_day(text: ir.StringValue) -> ir.IntegerValue:
    return text.re_search(ISO_DAY).ifelse(text, ibis.null("string")).cast("date").epoch_days()
