"""The plain facts of one deal, counted from its rows: nothing here is a judgement."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from assay.domain.seniority import WORDS
from assay.domain.tongue import say, translate
from assay.reports.deal_file import Change, DealFile, Event, Person
from assay.reports.listing import say_event
from assay.reports.meaning import CONVERSATIONS, list_met
from assay.reports.silence import find_silence, say_prospects, say_unsaid
from assay.reports.wording import write_count, write_day, write_list, write_number, write_outcome, write_words


@dataclass(frozen=True)
class Fact:
    """One line: what, and how it stands."""

    name: Annotated[str, "what it is about"]
    text: Annotated[str, "how it stands"]


def list_facts(file: DealFile) -> tuple[Fact, ...]:
    """What the record says about the deal, a line each; a line says so where the record says nothing."""
    return tuple(Fact(name, text) for name, text in _say_facts(file) if text)


def _say_facts(file: DealFile) -> Iterator[tuple[str, str]]:
    yield "Buyer's last word", _say_last_word(file)
    yield "Silence since then", say_prospects(file)
    yield "Messages", _say_messages(file.events)
    yield "Held", _say_held(file.events)
    yield "People met", _say_people(file)
    yield "Known and not met", write_list([person.name for person in _list_unmet(file)], 5)
    yield "Roles", _say_roles(file)
    yield "Stages", _say_stages(file.changes)
    yield "Close date", _say_pushes(file.changes)
    yield "Campaign touches", _say_touches(file)
    yield "Competitors named", _say_competitors(file)
    if file.deal.closed_in_batch:
        yield "Closing", say("closed together with many others by one person: the day may say little")


def _say_last_word(file: DealFile) -> str:
    silence = find_silence(file)
    if silence is None:
        unsaid = say_unsaid(file, None)
        told = say("none known") if unsaid else say("none in the record")
        text = say("{none}: no message from a buyer and no meeting held", none=told)
        return text + (f"; {unsaid}" if unsaid else "")
    said = next((event for event in reversed(file.events) if event.at == silence.since), None)
    what = f" ({say_event(said)})" if said else ""
    is_closed = file.deal.closed_at and file.moment and file.moment.view != "open"
    day, days = f"{write_day(silence.since)}{what}", write_count(silence.days, "day")
    text = (
        say(
            "{day}, {days} before the record was closed {outcome}",
            day=day,
            days=days,
            outcome=write_outcome(file.deal.outcome),
        )
        if is_closed
        else say("{day}, {days} before the day asked about", day=day, days=days)
    )
    unsaid = say("after it {messages}, so it may not be the last", messages=silence.unsaid) if silence.unsaid else ""
    return "; ".join(filter(None, (text, unsaid)))


def _say_messages(events: Iterable[Event]) -> str:
    """Messages each way; what was talked is counted apart."""
    ways = [event.direction for event in events if event.kind in ("email", "chat", "letter")]
    if not ways:
        return say("none in the record")
    unsaid = len(ways) - ways.count("inbound") - ways.count("outbound")
    came, went = write_number(ways.count("inbound")), write_number(ways.count("outbound"))
    text = say("{came} from the buyer, {went} to the buyer", came=came, went=went)
    return text + (", " + say("{n} without a direction", n=write_number(unsaid)) if unsaid else "")


def _say_held(events: Iterable[Event]) -> str:
    """Meetings, demos and calls that took place, and those of which the source does not say so."""
    talks = [event for event in events if event.kind in CONVERSATIONS]
    if not talks:
        return say("no meeting, demo or call in the record")
    held = [event.kind for event in talks if event.status == "held"]
    text = write_list([write_count(held.count(kind), kind) for kind in CONVERSATIONS if kind in held]) or say("none")
    unsaid = sum(1 for event in talks if event.status == "unknown")
    return text + ("; " + say("{n} more without saying whether held", n=write_number(unsaid)) if unsaid else "")


def _list_unmet(file: DealFile) -> list[Person]:
    met = list_met(file.events)
    return [person for person in file.people if person.id not in met]


def _say_people(file: DealFile) -> str:
    met = list_met(file.events)
    people = [person for person in file.people if person.id in met]
    if not people:
        return say("nobody by name")
    top = max(people, key=lambda person: person.rank)
    senior = (
        say("most senior: {name}, {title}", name=top.name, title=top.title or translate(WORDS[top.rank]))
        if top.rank
        else say("seniority of none is known")
    )
    buyers = write_count(len(file.people), "buyer")
    return say("{n} of {buyers} named; {senior}", n=len(people), buyers=buyers, senior=senior)


def _say_roles(file: DealFile) -> str:
    roles = [f"{write_words(role)} {person.name}" for person in file.people for role in person.roles]
    return write_list(roles) or say("none recorded")


def _say_stages(changes: Iterable[Change]) -> str:
    stages = [change for change in changes if change.field == "stage"]
    if not stages:
        return say("no stage history in the record")
    return say("{changes} of stage", changes=write_count(len(stages), "change"))


def _say_pushes(changes: Sequence[Change]) -> str:
    """How often and by how many days together the stated close date was moved later."""
    moved = [change for change in changes if change.field == "close_date"]
    if not moved:
        return say("no changes of it in the record")
    days = [late for late in _list_moves(moved) if late > 0]
    if not days:
        return say("never moved later, as far as the history goes")
    times, together = write_count(len(days), "time"), write_count(sum(days), "day")
    return say("moved later {times}, by {days} together", times=times, days=together)


def _list_moves(changes: Iterable[Change]) -> Iterator[int]:
    """The days by which each change moved the date; one that does not say from when moved it from where it stood."""
    stood = None
    for change in changes:
        before, after = _read_day(change.old) or stood, _read_day(change.new)
        if before and after:
            yield (after - before).days
        stood = after or stood


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _say_touches(file: DealFile) -> str:
    if not file.touches:
        return say("none in the record")
    answered = sum(1 for touch in file.touches if touch.responded)
    last = file.touches[-1]
    return say(
        "{n}, {answered} answered, the last on {day} ({campaign})",
        n=len(file.touches),
        answered=answered,
        day=write_day(last.at),
        campaign=last.campaign,
    )


def _say_competitors(file: DealFile) -> str:
    rivals = [
        rival.name + ("" if rival.part == "unknown" else f" ({write_words(rival.part)})") for rival in file.competitors
    ]
    return write_list(rivals) or say("none in the record")
