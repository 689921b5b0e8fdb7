"""The momentum turn in a loss file: what is said of it, and what was happening on both sides of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Protocol

from assay.domain.spans import DAY
from assay.domain.tongue import find_tongue, say
from assay.reports.deal_file import DealFile, Event, Turn
from assay.reports.meaning import MESSAGES, is_held_conversation, is_interaction, is_word, is_written_by_buyer, list_met
from assay.reports.wording import write_count, write_day, write_number

SIGNAL = "rhythm.momentum_turned"

_WEEK = 7 * DAY


@dataclass(frozen=True)
class TurnDays:
    """Epoch seconds: the days within which contact fell for good with 80 %, and the middle of what is possible."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Side:
    """One thing, before and after."""

    name: Annotated[str, "what was counted"]
    before: Annotated[str, "how much of it before"]
    after: Annotated[str, "how much of it after"]


@dataclass(frozen=True)
class TurnView:
    """What is said of the turn, and the facts on both sides; none of these where no turn is visible."""

    sentence: Annotated[str, "whether and when contact fell for good"]
    sides: Annotated[tuple[Side, ...], "what was happening before and after"]
    before: Annotated[str, "the days before, in words"]
    after: Annotated[str, "the days after, in words"]
    note: Annotated[str, "how the sides were chosen"]


class _Dated(Protocol):
    @property
    def at(self) -> int: ...


def find_turn_days(file: DealFile) -> TurnDays | None:
    """The days of the turn, where the signal says that there was one."""
    turn = file.turn
    if file.answers.get(SIGNAL) != "hit" or turn is None or turn.turn_at is None:
        return None
    return TurnDays(turn.low_at or turn.turn_at, turn.turn_at, turn.high_at or turn.turn_at)


def view_turn(file: DealFile) -> TurnView | None:
    """What the file says of the turn; None where it cannot be told, which stands among the unknown."""
    if file.turn is None or file.answers.get(SIGNAL) not in ("hit", "clear"):
        return None
    days = find_turn_days(file)
    if days is None:
        return TurnView(_say_none(file.turn), (), "", "", "")
    start, end = _find_window(file, days)
    sides = tuple(_list_sides(file, (start, days.middle), (days.middle, end)))
    return TurnView(
        sentence=_say_turn(file, file.turn, days, (start, end)),
        sides=sides,
        before=_say_span(start, days.middle),
        after=_say_span(days.middle, end),
        note=(
            say(
                "Both sides together are the days that the sentence counts; they meet on {day}, the middle of what is "
                "possible. In brackets: a week, by which sides of unequal length compare; people are counted over the "
                "whole side. What changed beside the contact is not shown to have caused it.",
                day=write_day(days.middle),
            )
        ),
    )


def say_turn_days(days: TurnDays) -> str:
    """The interval, short enough for a picture."""
    low, high = write_day(days.low), write_day(days.high)
    low = low.removesuffix(high[-5:])
    return say("contact fell for good {low} to {high} (80 %)", low=low, high=high)


def _say_turn(file: DealFile, turn: Turn, days: TurnDays, window: tuple[int, int]) -> str:
    """The sentence counts as the table does, over the same days; the interval alone is estimated."""
    start, end = window
    words = [event for event in file.events if is_word(event)]
    before, after = _count_rate(words, (start, days.middle)), _count_rate(words, (days.middle, end))
    return say(
        "Contact fell for good some time between {low} and {high}, most likely {about} (80 % interval, from {words} of "
        "the buyer): from {before} words a week since {start} to {after} until {end}, the last of them.",
        low=write_day(days.low),
        high=write_day(days.high),
        about=_say_about(days.middle),
        words=write_count(turn.words, "word"),
        before=_say_rate(before),
        start=write_day(start),
        after=_say_rate(after),
        end=write_day(end - DAY),
    )


def _say_none(turn: Turn) -> str:
    rate = turn.words / max(turn.days, 7) * 7
    return say(
        "No turn visible: {words} of the buyer in {days}, about {rate} a week, do not show that contact fell for good "
        "before the last of them.",
        words=write_count(turn.words, "word"),
        days=write_count(turn.days, "day"),
        rate=_say_rate(rate),
    )


def _say_about(moment: int) -> str:
    """Early, mid or late in a month: a day would say more than is known."""
    day = datetime.fromtimestamp(moment, UTC).date()
    month = find_tongue().month(day)
    if day.day <= 10:
        return say("early {month}", month=month)
    return say("mid {month}", month=month) if day.day <= 20 else say("late {month}", month=month)


def _say_rate(rate: float) -> str:
    return write_number(rate, 1 if rate < 9.95 else 0)


def _find_window(file: DealFile, days: TurnDays) -> tuple[int, int]:
    """The days in which the turn was looked for, from the opening to the one after the last word."""
    words = [event.at for event in file.events if is_word(event)]
    last = file.moment.last_word_at if file.moment and file.moment.last_word_at else max(words, default=days.high)
    first = file.deal.opened_at if file.deal.opened_at is not None else min(words, default=days.low)
    return min(_begin_day(first), days.middle - DAY), max(_begin_day(last), days.middle) + DAY


def _begin_day(moment: int) -> int:
    return moment - moment % DAY


def _say_span(start: int, end: int) -> str:
    days = write_count((end - start) // DAY, "day")
    return say("{start} to {end}, {days}", start=write_day(start), end=write_day(end - DAY), days=days)


def _list_sides(file: DealFile, before: tuple[int, int], after: tuple[int, int]) -> Iterable[Side]:
    stages = [change for change in file.changes if change.field == "stage"]
    counted: list[tuple[str, Sequence[_Dated]]] = [
        (say("Words of the buyer"), [event for event in file.events if is_word(event)]),
        (say("Meetings, demos and calls held"), [event for event in file.events if is_held_conversation(event)]),
        (say("Messages to the buyer"), [event for event in file.events if _is_ours(event)]),
        (say("Moves between stages"), stages),
        (say("Campaign touches"), file.touches),
    ]
    rows = [Side(name, *(_say_count(found, span) for span in (before, after))) for name, found in counted]
    told: list[tuple[str, Callable[[DealFile, tuple[int, int]], str]]] = [
        (say("Buyers met or heard from"), _say_people),
        (say("Our answers to their messages"), _say_answers),
    ]
    rows[2:2] = [Side(name, say(file, before), say(file, after)) for name, say in told]
    return rows


def _is_ours(event: Event) -> bool:
    return event.direction == "outbound" and event.kind in MESSAGES and not event.is_automated


def _say_count(found: Sequence[_Dated], span: tuple[int, int]) -> str:
    count = sum(1 for each in found if span[0] <= each.at < span[1])
    return f"{write_number(count)} ({_say_rate(_count_rate(found, span))})" if count else say("none")


def _count_rate(found: Iterable[_Dated], span: tuple[int, int]) -> float:
    """How many of `found` lie in the span, a week."""
    return sum(1 for each in found if span[0] <= each.at < span[1]) / ((span[1] - span[0]) / _WEEK)


def _say_people(file: DealFile, span: tuple[int, int]) -> str:
    met = list_met(event for event in file.events if is_interaction(event) and span[0] <= event.at < span[1])
    return write_count(len(met), "person", "people") if met else say("nobody by name")


def _say_answers(file: DealFile, span: tuple[int, int]) -> str:
    """Waits that began within the span: from their first message since our last word to our next word."""
    waits: list[int] = []
    asked: int | None = None
    for event in file.events:
        if is_written_by_buyer(event):
            asked = event.at if asked is None else asked
        elif (_is_ours(event) or is_held_conversation(event)) and asked is not None:
            waits += [event.at - asked] if span[0] <= asked < span[1] else []
            asked = None
    unanswered = int(asked is not None and span[0] <= asked < span[1])
    if not waits:
        return say("none") if unanswered else say("none asked for")
    half = _say_wait(sorted(waits)[(len(waits) - 1) // 2])
    return say("{n}, half within {time}", n=write_number(len(waits)), time=half)


def _say_wait(seconds: int) -> str:
    hours = seconds / 3600
    return write_count(round(hours), "hour") if hours < 72 else write_count(round(hours / 24), "day")
