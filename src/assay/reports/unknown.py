"""Why a signal could not answer about one deal, as far as the deal's own rows tell.

A signal names every reason that there can be. Each is looked for in the rows that the signal could read; where none of
them shows, all are given, as one of several.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assay.domain.spans import DAY, GRACE
from assay.reports.deal_file import AskedSignal, DealFile, Event, Person
from assay.reports.meaning import (
    CONVERSATIONS,
    MESSAGES,
    find_met,
    is_held_conversation,
    is_interaction,
    is_word,
    is_written_by_buyer,
    list_met,
)
from assay.reports.silence import say_unsaid
from assay.reports.wording import write_count, write_day, write_list

#: younger than this no deal is set beside others of its age (signals/people/few_buyers_engaged)
_YOUNGEST = 14 * DAY

_TOO_FEW_WON = "Too few deals had been won by then to say what is typical at this age."


@dataclass(frozen=True)
class _Case:
    """A deal as a signal saw it: `events` end with the moment `as_of` from which the deal is looked at."""

    signal: AskedSignal
    file: DealFile
    events: tuple[Event, ...]
    as_of: int
    people: dict[int, Person]

    @property
    def day(self) -> str:
        return write_day(self.as_of)

    def threshold(self, name: str) -> float:
        """A threshold in force; 0, below which nothing falls, for one that the results do not hold."""
        return self.signal.thresholds.get(name, 0)

    def say_titles(self, people: Iterable[int]) -> Iterator[str]:
        """Whose title is missing; nothing where everyone has one that tells the rank."""
        found = [self.people[one] for one in dict.fromkeys(people) if one in self.people]
        names = [person.name for person in found if not person.rank]
        if names:
            yield f"No title that tells seniority is recorded for {write_list(names)}. Export contacts with titles."


def say_missing(signal: AskedSignal, file: DealFile) -> str:
    """What is missing for `signal` on this deal, and what would bring it."""
    find = _FINDERS.get(signal.signal)
    if find and file.moment:
        as_of = file.moment.as_of
        events = tuple(event for event in file.events if event.at <= as_of)
        reasons = list(find(_Case(signal, file, events, as_of, {person.id: person for person in file.people})))
        if reasons:
            return " ".join(reasons)
    missing, *_ = re.split(r"\bexport\b", signal.unknown, maxsplit=1, flags=re.IGNORECASE)
    return f"One of these: {signal.unknown}" if re.search(r"\bor\b", missing) else signal.unknown


def _find_in_first_talks(case: _Case) -> Iterator[str]:
    talks = [event for event in case.events if is_held_conversation(event)]
    talks = sorted(talks, key=lambda event: (event.at, event.id))[: int(case.threshold("conversations"))]
    if not talks and case.threshold("conversations"):
        yield f"No meeting, call or demo is recorded as held by {case.day}. Export meetings and calls."
    yield from _say_nameless(talks, "of the first conversations")
    yield from case.say_titles(person for talk in talks for person in talk.people)


def _find_in_demos(case: _Case) -> Iterator[str]:
    demos = [event for event in case.events if event.kind == "demo" and is_held_conversation(event)]
    if not demos:
        yield f"No demo is recorded as such by {case.day}. Export demos with an activity type of their own."
    yield from _say_nameless(demos, "of the demos")
    yield from case.say_titles(person for demo in demos for person in demo.people)


def _find_in_engaged(case: _Case) -> Iterator[str]:
    opened = case.file.deal.opened_at
    if opened is None:
        yield "It is not recorded when the deal was opened, so its age is not known. Export the day of creation."
    elif case.as_of - opened < _YOUNGEST:
        yield f"The deal was younger than two weeks on {case.day}."
    elif not any(event.people or event.copied for event in case.events):
        yield f"No activity up to {case.day} names who took part. Export activities with the contacts that took part."
    # somebody without a name may be one buyer more; where there is nobody, only the measure can be missing
    elif not case.signal.has_typical or not list(_list_nameless(filter(is_interaction, case.events))):
        yield _TOO_FEW_WON


def _find_in_deciders(case: _Case) -> Iterator[str]:
    told = [event for event in case.events if is_interaction(event)]
    if len(told) < case.threshold("interactions"):
        count = write_count(len(told), "conversation or message", "conversations or messages") if told else "none"
        yield f"Too few conversations with the buyer and messages from them are recorded by {case.day}: {count}."
        return
    yield from _say_nameless(told, "of the conversations and messages")
    unsigned = [event for event in told if is_written_by_buyer(event) and event.people and not find_met(event)]
    if unsigned:
        yield f"{write_count(len(unsigned), 'message')} from the buyer without its writer. Export the senders."
    yield from case.say_titles(person for person in sorted(list_met(told)) if not _has_role(case, person))
    planned = [event for event in case.events if event.kind in CONVERSATIONS and event.status == "planned"]
    if planned and not unsigned:
        count = write_count(len(planned), "conversation")
        yield f"{count} planned, and nobody reported whether held. Export the status of meetings and calls."


def _has_role(case: _Case, person: int) -> bool:
    return person in case.people and bool(case.people[person].roles)


def _find_in_stay(case: _Case) -> Iterator[str]:
    if any(change.field == "stage" and change.at <= case.as_of for change in case.file.changes):
        yield "Too few won deals passed through this stage to say what is typical."
    else:
        yield f"No change of stage is recorded by {case.day}, so it is not known when the deal entered its stage."
        yield "Export the stage history."


def _find_in_rhythm(case: _Case) -> Iterator[str]:
    if case.file.moment and case.file.moment.view == "look_back" and case.file.moment.last_word_at:
        grace = write_count(GRACE // DAY, "day")
        yield f"A look back ends {grace} after the buyer's last word, before any silence could show."
        return
    words = [event for event in case.events if is_word(event)]
    days = len({event.at // DAY for event in words})
    unsaid = say_unsaid(case.file, case.file.moment.last_word_at if case.file.moment else None)
    if not words:
        yield f"Nothing that the buyer said is recorded by {case.day}."
    elif days < case.threshold("spoken_days") and not (case.file.quiet and case.file.quiet.p_dead is not None):
        yield f"The buyer spoke on {write_count(days, 'day')} only, so that there is no rhythm to go by,"
        yield "and too few silences of other deals were seen to end."
    if unsaid:
        yield f"After that {unsaid}." if words else f"{unsaid[0].upper()}{unsaid[1:]}."
        if words:
            yield "Each may have been the buyer's word."
    if not words or unsaid:
        yield "Export e-mails and calls with their direction, and meetings."


def _find_in_waits(case: _Case) -> Iterator[str]:
    unsigned = [
        one for one in case.events if one.kind in MESSAGES and one.direction == "unknown" and not one.is_automated
    ]
    written = [event for event in case.events if is_written_by_buyer(event)]
    if len(written) < 2:
        count = write_count(len(written), "message") if written else "no message"
        yield f"The record holds {count} from the buyer by {case.day}; two at least must be timed."
    elif not unsigned:
        hangs = " The last one asked in vain, and in a deal that has ended it may have been a goodbye."
        is_last = case.file.moment is not None and case.file.moment.view == "look_back" and _is_unanswered(case)
        yield "Too few waits for an answer of ours can be timed." + (hangs if is_last else "")
    if unsigned:
        yield f"{write_count(len(unsigned), 'message does', 'messages do')} not say which side wrote."
    yield "Export e-mails, chats and calls with their direction."


def _is_unanswered(case: _Case) -> bool:
    said = [event for event in case.events if event.kind in MESSAGES or is_held_conversation(event)]
    return bool(said) and is_written_by_buyer(said[-1])


def _list_nameless(events: Iterable[Event]) -> Iterator[Event]:
    return (event for event in events if event.buyers == 0 or event.unplaced > 0)


def _say_nameless(events: Iterable[Event], among: str) -> Iterator[str]:
    found = list(_list_nameless(events))
    silent = [event for event in found if not event.unplaced]
    if silent:
        yield f"{len(silent):,} {among} {'names' if len(silent) == 1 else 'name'} nobody on the buyer's side."
    strangers = list(dict.fromkeys(name for event in found for name in event.unnamed))
    if strangers:
        yield f"Nobody can tell who took part as {write_list(strangers)}."
    elif len(silent) < len(found):
        yield f"{len(found) - len(silent):,} {among} had somebody of whom nobody can tell who it was."
    if found:
        yield "Export the participants of activities."


#: signal -> what finds the reasons that hold
_FINDERS: dict[str, Callable[[_Case], Iterator[str]]] = {
    "people.began_too_low": _find_in_first_talks,
    "people.demo_repeated_upward": _find_in_demos,
    "people.few_buyers_engaged": _find_in_engaged,
    "people.no_decision_maker_met": _find_in_deciders,
    "process.stage_stalled": _find_in_stay,
    "rhythm.gone_silent": _find_in_rhythm,
    "rhythm.slow_replies": _find_in_waits,
}
