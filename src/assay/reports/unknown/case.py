"""A deal as one signal saw it, and the reasons that several signals share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assay.domain.seniority import VP
from assay.domain.spans import AGES, DAY, count_days
from assay.domain.tongue import mark, say, say_counted
from assay.reports.deal_file import AskedSignal, Change, DealFile, Event, Moment, Person
from assay.reports.grounds import Measure
from assay.reports.meaning import (
    CALLED_OFF,
    CONVERSATIONS,
    MESSAGES,
    decides,
    find_met,
    is_held_conversation,
    is_interaction,
    is_word,
    is_written_by_buyer,
)
from assay.reports.wording import write_count, write_day, write_list


@dataclass(frozen=True)
class Case:
    """`events` and `changes` end with the moment from which the deal is looked at."""

    signal: AskedSignal
    file: DealFile
    moment: Moment
    events: tuple[Event, ...]
    changes: tuple[Change, ...]
    people: dict[int, Person]

    @property
    def as_of(self) -> int:
        return self.moment.as_of

    @property
    def day(self) -> str:
        return write_day(self.as_of)

    @property
    def has_ended(self) -> bool:
        return self.moment.view == "look_back"

    @property
    def measure(self) -> Measure | None:
        return self.file.grounds.measures.get(self.signal.signal)

    @property
    def talks(self) -> list[Event]:
        """The meetings, calls and demos that took place."""
        return [event for event in self.events if is_held_conversation(event)]

    @property
    def told(self) -> list[Event]:
        """The talks, and the messages of the buyer."""
        return [event for event in self.events if is_interaction(event)]

    @property
    def words(self) -> list[Event]:
        return [event for event in self.events if is_word(event)]

    @property
    def our_messages(self) -> list[Event]:
        return [one for one in self.events if one.kind in MESSAGES and one.direction == "outbound"]

    @property
    def unsigned(self) -> list[Event]:
        """The messages that do not say which side wrote them."""
        messages = [one for one in self.events if one.kind in MESSAGES and not one.is_automated]
        return [one for one in messages if one.direction == "unknown"]

    @property
    def unreported(self) -> list[Event]:
        """The conversations that were planned, and of which nobody reported whether they took place."""
        return [one for one in self.events if one.kind in CONVERSATIONS and one.status == "planned"]

    def threshold(self, name: str) -> float:
        """A threshold in force; 0, below which nothing falls, for one that the results do not hold."""
        return self.signal.thresholds.get(name, 0)

    def list_changes(self, *fields: str) -> list[Change]:
        return [change for change in self.changes if change.field in fields]

    def decides(self, person: int | None, rank_without_role: int = VP) -> bool:
        """Whether somebody is one of the deal's people and known to decide."""
        return person in self.people and decides(self.people[person], rank_without_role)

    def name_people(self, people: Iterable[int]) -> str:
        return write_list([self.people[one].name for one in dict.fromkeys(people) if one in self.people])


#: finds the reasons that hold, a sentence each
Finder = Callable[[Case], Iterator[str]]


def say_titles(case: Case, people: Iterable[int]) -> Iterator[str]:
    """Whose title is missing; nothing where everyone has one that tells the rank."""
    found = [case.people[one] for one in dict.fromkeys(people) if one in case.people]
    names = [person.name for person in found if not person.rank]
    if names:
        yield say(
            "No title that tells seniority is recorded for {names}. Export contacts with titles.",
            names=write_list(names),
        )


def say_strangers(case: Case, events: Iterable[Event]) -> Iterator[str]:
    """Who was met of whom neither a role nor a title says whether they decide."""
    met = dict.fromkeys(person for event in events for person in find_met(event))
    yield from say_titles(case, (one for one in met if one in case.people and not case.people[one].roles))


def say_unsigned_writers(events: Iterable[Event]) -> Iterator[str]:
    """Messages of the buyer that name only those to whom they went."""
    unsigned = [event for event in events if is_written_by_buyer(event) and event.people and not find_met(event)]
    if unsigned:
        yield say(
            "{messages} from the buyer without its writer. Export the senders.",
            messages=write_count(len(unsigned), "message"),
        )


def say_unreported(case: Case) -> Iterator[str]:
    """How many conversations may have been held, or not."""
    if case.unreported:
        yield say(
            "{conversations} planned, and nobody reported whether held. Export the status of meetings and calls.",
            conversations=write_count(len(case.unreported), "conversation"),
        )


def say_sideless(n: int) -> str:
    """How many messages nobody can lay to a side."""
    return say_counted(
        "{n}\u00a0message does not say which side wrote.", "{n}\u00a0messages do not say which side wrote.", n
    )


def say_unsigned(case: Case, since: int | None = None) -> Iterator[str]:
    """Messages after `since` of which nobody can tell whether they were ours."""
    unsigned = [event for event in case.unsigned if since is None or event.at > since]
    if unsigned:
        yield say_sideless(len(unsigned))
        yield say("Export e-mails and chats with their direction.")


def say_perhaps_ours(case: Case) -> Iterator[str]:
    """What may have been an answer of ours: messages without a side, meetings called off or never reported on."""
    yield from say_unsigned(case)
    off = [one for one in case.events if one.kind in CONVERSATIONS and one.status in CALLED_OFF]
    if off:
        yield say_counted(
            "{n}\u00a0meeting, call or demo was planned, moved or cancelled, and somebody on our side may have said so "
            "in a message.",
            "{n}\u00a0meetings, calls or demos were planned, moved or cancelled, and somebody on our side may have "
            "said so in a message.",
            len(off),
        )
    if case.our_messages and not off and not case.unsigned and any(one.kind != "call" for one in case.talks):
        yield say(
            "What came next may have been a message that is not on record, in which a later meeting was agreed upon."
        )


EXPORT_BOTH = mark("Export e-mails and chats of both directions.")
#: what may be missing too where no message of ours is there
HIDDEN_ANSWERS = mark("No message of ours is recorded by {day}, so that the answers may be missing too.")
HIDDEN_DEEDS = mark("No message of ours is recorded by {day}, so that other things that we did may be missing too.")


def say_nothing_of_ours(case: Case, hidden: str = HIDDEN_ANSWERS) -> Iterator[str]:
    """That no message of ours is there, and what may be missing with it, which is the message `hidden`."""
    if not case.our_messages:
        yield say(hidden, day=case.day)
        yield say(EXPORT_BOTH)


def say_opening(case: Case) -> Iterator[str]:
    """That the day of the opening is missing, from which ages are counted."""
    if case.file.deal.opened_at is None:
        yield say("It is not recorded when the deal was opened, so its age is not known. Export the day of creation.")


def say_young(case: Case) -> Iterator[str]:
    """Younger than the first age no deal is set beside others of its age (signals/at_age)."""
    opened = case.file.deal.opened_at
    if opened is not None and case.as_of - opened < AGES[0] * DAY:
        yield say("The deal was younger than two weeks on {day}.", day=case.day)


FEW_WON = mark("Too few deals had been won by then to say what is typical.")


def say_unmeasured(case: Case, few: str = FEW_WON) -> Iterator[str]:
    """That nothing is typical yet, which is the message `few`: of which won deals there are too few."""
    if case.measure is None:
        yield say(few)


def say_at_age(case: Case) -> Iterator[str]:
    """What every comparison with won deals of the same age needs: an opening, two weeks, won deals."""
    found = [*say_opening(case), *say_young(case)]
    yield from found or say_unmeasured(case)


def say_age(case: Case) -> str:
    """The age of the deal when it was looked at, in days."""
    return write_count(count_days(case.file.deal.opened_at or case.as_of, case.as_of), "day")
