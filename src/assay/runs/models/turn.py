"""The momentum turn: when the buyer's words became fewer for good, by each deal's own words up to the last one."""

import sys
from dataclasses import asdict

import ibis
import ibis.expr.types as ir
import numpy as np

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.runs.models.model import Columns, Model, Parameters, number_deals
from assay.signals import meaning
from assay.stats import turn, turn_prior, turn_weeks, workdays
from assay.stats.turn import find_turns
from assay.stats.turn_prior import Habits, fit_habits
from assay.stats.turn_weeks import Histories, end_before_last
from assay.stats.workdays import Workdays

#: stands for a deal of which nobody said when it was opened
_UNSAID = -(2**31)

#: histories of fewer days say nothing about a turn, nor do those of fewer words about what is usual
_LEAST_DAYS, _LEAST_WORDS = 28, 3


def group_words(book: Book) -> ir.Table:
    """The buyer's words of each deal and day (days since 1970-01-01, UTC), with the day on which it was opened."""
    words = meaning.find_words(book)
    days = words.group_by(deal_id=words.deal_id, day=words.occurred_at // DAY).aggregate(words=words.count())
    joined = days.inner_join(book.deal.select("deal_id", "opened_at"), "deal_id")
    opened = ibis.coalesce(joined.opened_at // DAY, ibis.literal(_UNSAID, "int64"))
    return joined.select(
        "deal_id", day=joined.day.cast("int64"), words=joined.words.cast("int64"), opened=opened.cast("int64")
    )


def fit_turn(rows: Columns) -> tuple[int, Parameters]:
    """Of ended deals with words enough; the numbers are those of stats.turn_prior and stats.workdays."""
    histories, _ = read_histories(rows)
    total = np.bincount(histories.history, weights=histories.count, minlength=len(histories.first))
    told = _keep(
        end_before_last(histories), (histories.last - histories.first + 1 >= _LEAST_DAYS) & (total >= _LEAST_WORDS)
    )
    days, habits = fit_habits(told)
    holidays = {str(day): left for day, left in days.holidays.items()}
    week = {"week": list(days.week), "holidays": holidays, "yearly": dict(days.yearly), "seen": days.seen}
    return len(told.first), {"workdays": week, "habits": asdict(habits)}


def estimate_turn(rows: Columns, parameters: Parameters) -> Columns:
    """The columns of the book's table turn; without a turn looked for where the words span fewer than 28 days."""
    histories, deals = read_histories(rows)
    told = parameters["workdays"]
    holidays = {int(day): left for day, left in told["holidays"].items()}
    days = Workdays(tuple(told["week"]), holidays, told["yearly"], told["seen"])
    turns = find_turns(end_before_last(histories), days, Habits(**parameters["habits"]).make_prior())
    span = histories.last - histories.first + 1
    short = span < _LEAST_DAYS
    found = {
        "log_bf": turns.log_bf,
        "p_turn": turns.p_turn,
        "turn_at": turns.at * DAY,
        "low_at": turns.low * DAY,
        "high_at": turns.high * DAY + DAY - 1,
        "rate_before": turns.before * 7,
        "rate_after": turns.after * 7,
    }
    words = np.bincount(histories.history, weights=histories.count, minlength=len(deals)).astype(np.int64)
    blank = {name: np.where(short, np.nan, column) for name, column in found.items()}
    return {"deal_id": deals, "words": words, "days": span, **blank}


def read_histories(rows: Columns) -> tuple[Histories, "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    """Each deal from its opening, or its first word where none is told, to the buyer's last word; and the deals.

    Words before the opening belong to what was before the deal; one with no word since has no history.
    """
    kept = rows["day"] >= rows["opened"]
    deal_id, day, count, opened = (rows[name][kept] for name in ("deal_id", "day", "words", "opened"))
    deals, history = number_deals(deal_id)
    is_first = np.r_[True, history[1:] != history[:-1]] if len(history) else np.zeros(0, np.bool_)
    is_last = np.r_[history[1:] != history[:-1], True] if len(history) else np.zeros(0, np.bool_)
    first = np.where(opened[is_first] == _UNSAID, day[is_first], opened[is_first])
    return Histories(first, day[is_last], history, day, count), deals


def _keep(histories: Histories, kept: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Histories:
    rows, place = kept[histories.history], np.cumsum(kept) - 1
    return Histories(
        histories.first[kept],
        histories.last[kept],
        place[histories.history[rows]],
        histories.day[rows],
        histories.count[rows],
    )


MODEL = Model(
    name="turn",
    reads=("event",),
    group=group_words,
    order=("day",),
    fit=fit_turn,
    estimate=estimate_turn,
    most=20_000,
    modules=(sys.modules[__name__], turn, turn_prior, turn_weeks, workdays, meaning),
)
