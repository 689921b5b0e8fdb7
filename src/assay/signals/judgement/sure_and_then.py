"""Counted as sure against the record

Question: Was the deal counted as sure while the record spoke against it?
Fires: when the deal was put into a forecast category that counts on it, and while it stood there the buyer was silent
    for more than 30 days, or the close date had been moved later twice, or nobody who is known to decide had been met
    when it was first put there. Without forecast categories, a probability of 90 % or more counts as sure.
Says: The deal was counted as sure for {value}; from {day} on something in the record spoke against that.
Value: days
Reads: deal, event, presence, member, change
Unknown: The deal was never counted as sure, so that the question does not arise, or no forecast category and no
    probability is recorded with the day on which it was set; or nothing speaks against it, but the buyer's words, the
    close dates or the people met are not all on record. Export the field history of the deals, e-mails and calls with
    their direction, contact roles, and contacts with titles.
Evidence: The change by which the deal was first counted as sure; the buyer's last word before each silence, the moves
    of the close date, and the conversations and messages in which nobody was known to decide.
Source: F11. 90 % is what common pipelines give to their last stage before the close, so that a forecast counts nearly
    all of it; a month is longer than a holiday.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.seniority import VP
from assay.domain.spans import DAY
from assay.signals.deciding import judge_until
from assay.signals.meaning import find_interactions, find_words, measure_pushes, read_number
from assay.signals.shape import give_answers, give_evidence, join_found

#: Forecast categories that count on the deal, as sources write them; Salesforce's own code for Commit is Forecast.
SURE_WORDS = ("commit", "committed", "forecast", "closed", "won")


def sure_and_then(
    book: Book,
    *,
    sure_from: float = 0.9,
    quiet_days: int = 30,
    pushes: int = 2,
    interactions: int = 2,
    rank_without_role: int = VP,
) -> ir.Table:
    """Days for which the deal was counted as sure the first time, and what spoke against it while it was."""
    spans = _find_spans(book, sure_from)
    unmet = _judge_met(book, spans, interactions, rank_without_role)
    facts = ibis.union(
        _find_silences(book, spans, quiet_days).select("deal_id", "since"),
        _date_pushes(book, spans, pushes).select("deal_id", "since"),
        unmet.filter(unmet.is_unmet).select("deal_id", "since"),
    )
    found = facts.group_by("deal_id").aggregate(since=facts.since.min())
    met = unmet.select("deal_id", "decider_met")
    shown = (_find_heard(book, spans), _find_dated(book))
    deals = join_found(book.deal, _find_followed(book, sure_from), spans.drop("as_of"), found, met, *shown)
    # Deals that end well are counted as sure more often: those that never were are no measure for those that were.
    is_all_told = deals.decider_met & deals.is_heard & deals.is_dated & ~deals.was_sure_unseen
    return give_answers(
        deals,
        hit=deals.since.notnull(),
        clear=deals.since.isnull() & deals.sure_at.notnull() & is_all_told,
        value=(deals.sure_until - deals.sure_at) // DAY,
        hit_at=deals.since,
    )


def evidence(
    book: Book,
    *,
    sure_from: float = 0.9,
    quiet_days: int = 30,
    pushes: int = 2,
    interactions: int = 2,
    rank_without_role: int = VP,
) -> ir.Table:
    """What was believed, and what spoke against it, of the deals that were hit."""
    answers = sure_and_then(
        book,
        sure_from=sure_from,
        quiet_days=quiet_days,
        pushes=pushes,
        interactions=interactions,
        rank_without_role=rank_without_role,
    )
    spans = _find_spans(book, sure_from)
    judged = _judge_met(book, spans, interactions, rank_without_role)
    talks = find_interactions(book).inner_join(judged.filter(judged.is_unmet), "deal_id")
    pushed = _find_pushes(book, spans).semi_join(_date_pushes(book, spans, pushes), "deal_id")
    activity, change = ("deal_id", "activity_id", "occurred_at"), ("deal_id", "row_id", "occurred_at")
    acts = (
        _find_silences(book, spans, quiet_days)
        .select(activity)
        .union(talks.filter(talks.occurred_at <= talks.since).select(activity), distinct=True)
    )
    changes = spans.select("deal_id", "row_id", occurred_at=spans.sure_at).union(pushed.select(change))
    return give_evidence(acts, answers, "activity").union(give_evidence(changes, answers, "stage_history", "row_id"))


def _read_beliefs(book: Book, sure_from: float) -> ir.Table:
    """Each change of the forecast category, else of the probability: whether it then counts, and counted, as sure."""
    columns = ("deal_id", "row_id", "changed_at", "sequence")
    category = book.change.filter((book.change.field == "forecast_category") & book.change.new_value.notnull())
    sorted_in = category.select(
        *columns,
        is_sure=category.new_value.lower().isin(SURE_WORDS),
        was_sure=category.old_value.lower().isin(SURE_WORDS).fill_null(False),
    )
    # A probability often follows from the stage alone; whoever chooses a category says more.
    stated = book.change.filter((book.change.field == "probability") & book.change.new_value.notnull())
    alone = stated.anti_join(category, "deal_id")
    numbers = alone.mutate(
        new=read_number(alone.new_value).fill_null(0.0), old=read_number(alone.old_value).fill_null(0.0)
    )
    # Some sources write 0.9, others 90; in a deal with numbers above 1, a 1 is one in a hundred.
    top = ibis.greatest(numbers.new, numbers.old).max().over(ibis.window(group_by="deal_id"))
    scaled = numbers.mutate(whole=(top > 1).ifelse(100.0, 1.0))
    weighed = scaled.select(
        *columns,
        is_sure=_weigh(scaled.new, scaled.whole) >= sure_from,
        was_sure=_weigh(scaled.old, scaled.whole) >= sure_from,
    )
    return sorted_in.union(weighed)


def _find_followed(book: Book, sure_from: float) -> ir.Table:
    """Deals of which it is recorded what was believed; whether they once had been sure since nobody knows when."""
    beliefs = _read_beliefs(book, sure_from)
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    told = beliefs.mutate(is_unseen=beliefs.was_sure & ~beliefs.is_sure.lag().over(in_time).fill_null(False))
    return told.group_by("deal_id").aggregate(was_sure_unseen=told.is_unseen.any())


def _weigh(number: ir.FloatingValue, whole: ir.FloatingValue) -> ir.FloatingValue:
    return (number < 1).ifelse(number, number / whole)


def _find_spans(book: Book, sure_from: float) -> ir.Table:
    """From when a deal was first counted as sure (`sure_at`, by `row_id`) until that was taken back, or as_of."""
    beliefs = _read_beliefs(book, sure_from)
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    placed = beliefs.mutate(place=ibis.row_number().over(in_time))
    sure = placed.filter(placed.is_sure)
    numbered = sure.mutate(time=ibis.row_number().over(in_time))
    first = numbered.filter(numbered.time == 0).select(
        "deal_id", "row_id", sure_place=numbered.place, sure_at=numbered.changed_at
    )
    later = placed.filter(~placed.is_sure).inner_join(first.select("deal_id", "sure_place"), "deal_id")
    back = (
        later.filter(later.place > later.sure_place)
        .group_by("deal_id")
        .aggregate(back_at=lambda rows: rows.changed_at.min())
    )
    spans = first.inner_join(book.deal.select("deal_id", "as_of"), "deal_id").left_join(back, "deal_id")
    return spans.select("deal_id", "row_id", "sure_at", "as_of", sure_until=ibis.coalesce(spans.back_at, spans.as_of))


def _judge_met(book: Book, spans: ir.Table, interactions: int, rank_without_role: int) -> ir.Table:
    """Whether anybody who decides was met before the deal was counted as sure, which is `since`."""
    moments = spans.select("deal_id", until=spans.sure_at)
    judged = judge_until(book, moments, interactions=interactions, rank_without_role=rank_without_role)
    return judged.inner_join(spans.select("deal_id", since=spans.sure_at), "deal_id")


def _find_silences(book: Book, spans: ir.Table, quiet_days: int) -> ir.Table:
    """The buyer's words after which they were silent for too long while the deal counted as sure, since then or so."""
    words = find_words(book).select("deal_id", "activity_id", "occurred_at").semi_join(spans, "deal_id")
    in_time = ibis.window(group_by="deal_id", order_by=["occurred_at", "activity_id"])
    followed = words.mutate(next_at=words.occurred_at.lead().over(in_time))
    # Most words are followed soon: those go before anything is joined to them.
    lonely = followed.filter(followed.next_at.isnull() | (followed.occurred_at + quiet_days * DAY < followed.next_at))
    told = lonely.inner_join(spans, "deal_id")
    since = ibis.greatest(told.occurred_at + quiet_days * DAY, told.sure_at)
    return told.mutate(since=since).filter(
        lambda rows: (rows.since < ibis.coalesce(rows.next_at, rows.as_of)) & (rows.since < rows.sure_until)
    )


def _find_pushes(book: Book, spans: ir.Table) -> ir.Table:
    """The moves of the close date to a later day before the deal no longer counted as sure, numbered from 1."""
    moves = measure_pushes(book).inner_join(spans.drop("row_id"), "deal_id")
    pushed = moves.filter((moves.days > 0) & (moves.changed_at < moves.sure_until))
    in_time = ibis.window(group_by="deal_id", order_by=["changed_at", "sequence", "row_id"])
    return pushed.mutate(number=ibis.row_number().over(in_time) + 1, occurred_at=pushed.changed_at)


def _date_pushes(book: Book, spans: ir.Table, pushes: int) -> ir.Table:
    """The move by which the close date had been put off too often, or the moment of being sure after it."""
    pushed = _find_pushes(book, spans)
    enough = pushed.filter(pushed.number == pushes)
    return enough.select("deal_id", since=ibis.greatest(enough.changed_at, enough.sure_at))


def _find_heard(book: Book, spans: ir.Table) -> ir.Table:
    """Deals of whose buyer a word is recorded before they were counted as sure."""
    words = find_words(book).inner_join(spans.select("deal_id", "sure_at"), "deal_id")
    return words.filter(words.occurred_at <= words.sure_at).select("deal_id").distinct().mutate(is_heard=True)


def _find_dated(book: Book) -> ir.Table:
    """Deals whose close date was followed."""
    return measure_pushes(book).select("deal_id").distinct().mutate(is_dated=True)
