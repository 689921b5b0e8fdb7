"""The plain facts of one deal, counted from its rows: nothing here is a judgement."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from assay.domain.seniority import WORDS
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
        yield "Closing", "closed together with many others by one person: the day may say little"


def _say_last_word(file: DealFile) -> str:
    silence = find_silence(file)
    if silence is None:
        unsaid = say_unsaid(file, None)
        told = "none known" if unsaid else "none in the record"
        return f"{told}: no message from a buyer and no meeting held" + (f"; {unsaid}" if unsaid else "")
    said = next((event for event in reversed(file.events) if event.at == silence.since), None)
    what = f" ({say_event(said)})" if said else ""
    is_closed = file.deal.closed_at and file.moment and file.moment.view != "open"
    until = f"the record was closed {write_outcome(file.deal.outcome)}" if is_closed else "the day asked about"
    text = f"{write_day(silence.since)}{what}, {write_count(silence.days, 'day')} before {until}"
    return text + (f"; after it {silence.unsaid}, so it may not be the last" if silence.unsaid else "")


def _say_messages(events: Iterable[Event]) -> str:
    """Messages each way; what was talked is counted apart."""
    ways = [event.direction for event in events if event.kind in ("email", "chat", "letter")]
    if not ways:
        return "none in the record"
    unsaid = len(ways) - ways.count("inbound") - ways.count("outbound")
    text = f"{write_number(ways.count('inbound'))} from the buyer, {write_number(ways.count('outbound'))} to the buyer"
    return text + (f", {write_number(unsaid)} without a direction" if unsaid else "")


def _say_held(events: Iterable[Event]) -> str:
    """Meetings, demos and calls that took place, and those of which the source does not say so."""
    talks = [event for event in events if event.kind in CONVERSATIONS]
    if not talks:
        return "no meeting, demo or call in the record"
    held = [event.kind for event in talks if event.status == "held"]
    text = write_list([write_count(held.count(kind), kind) for kind in CONVERSATIONS if kind in held]) or "none"
    unsaid = sum(1 for event in talks if event.status == "unknown")
    return text + (f"; {write_number(unsaid)} more without saying whether held" if unsaid else "")


def _list_unmet(file: DealFile) -> list[Person]:
    met = list_met(file.events)
    return [person for person in file.people if person.id not in met]


def _say_people(file: DealFile) -> str:
    met = list_met(file.events)
    people = [person for person in file.people if person.id in met]
    if not people:
        return "nobody by name"
    top = max(people, key=lambda person: person.rank)
    senior = f"most senior: {top.name}, {top.title or WORDS[top.rank]}" if top.rank else "seniority of none is known"
    return f"{len(people)} of {write_count(len(file.people), 'buyer')} named; {senior}"


def _say_roles(file: DealFile) -> str:
    roles = [f"{write_words(role)} {person.name}" for person in file.people for role in person.roles]
    return write_list(roles) or "none recorded"


def _say_stages(changes: Iterable[Change]) -> str:
    stages = [change for change in changes if change.field == "stage"]
    return write_count(len(stages), "change") + " of stage" if stages else "no stage history in the record"


def _say_pushes(changes: Sequence[Change]) -> str:
    """How often and by how many days together the stated close date was moved later."""
    moved = [change for change in changes if change.field == "close_date"]
    if not moved:
        return "no changes of it in the record"
    days = [late for late in _list_moves(moved) if late > 0]
    if not days:
        return "never moved later, as far as the history goes"
    return f"moved later {write_count(len(days), 'time')}, by {write_count(sum(days), 'day')} together"


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
        return "none in the record"
    answered = sum(1 for touch in file.touches if touch.responded)
    last = file.touches[-1]
    return f"{len(file.touches)}, {answered} answered, the last on {write_day(last.at)} ({last.campaign})"


def _say_competitors(file: DealFile) -> str:
    rivals = [
        rival.name + ("" if rival.part == "unknown" else f" ({write_words(rival.part)})") for rival in file.competitors
    ]
    return write_list(rivals) or "none in the record"
