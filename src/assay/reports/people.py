"""Who took part in a deal, on both sides: how often, from when to when, in what part. Counted, and never ranked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from assay.domain.seniority import WORDS
from assay.domain.tongue import say, say_counted, translate
from assay.reports.deal_file import DealFile, Event, Person, SellerPart
from assay.reports.deal_rows import Names
from assay.reports.meaning import find_met
from assay.reports.presence import Presence
from assay.reports.wording import write_count, write_day, write_words


@dataclass(frozen=True)
class PersonView:
    """One person and the part that was theirs."""

    name: Annotated[str, "the name"]
    note: Annotated[str, "title or seniority, and roles; of a seller whether the deal is theirs"]
    part: Annotated[str, "how often met, written to, in copy; of a seller in how many activities"]
    first: Annotated[str, "the first day"]
    last: Annotated[str, "the last day, empty where it is the first"]


@dataclass(frozen=True)
class PeopleView:
    """Both sides of a deal."""

    buyers: Annotated[tuple[PersonView, ...], "from the most senior down, those of the same rank by name"]
    sellers: Annotated[tuple[PersonView, ...], "in the order in which they came to the deal"]


def list_sellers(presence: Presence, names: Names) -> dict[int, list[SellerPart]]:
    """Of each deal those of us who took part in its activities or own some, in the order in which they came to it."""
    found: dict[int, list[SellerPart]] = defaultdict(list)
    for deal, parts in presence.parts.items():
        for seller, acts in sorted(parts.items(), key=lambda part: (min(part[1].values()), part[0])):
            if name := names.name_seller(seller):
                found[deal].append(SellerPart(name, len(acts), min(acts.values()), max(acts.values())))
    return found


def view_people(file: DealFile) -> PeopleView:
    """Both sides of `file`, each person with what the record says of the part they had."""
    ordered = sorted(file.people, key=lambda person: (-person.rank, person.name, person.id))
    buyers = tuple(_view_buyer(person, file.events) for person in ordered)
    return PeopleView(buyers, tuple(_view_sellers(file)))


def _view_buyer(person: Person, events: Sequence[Event]) -> PersonView:
    met = [event for event in events if person.id in find_met(event)]
    named = [event for event in events if person.id in (*event.people, *event.copied)]
    written = [event for event in named if event.direction == "outbound" and person.id in event.people]
    copied = sum(1 for event in named if person.id in event.copied)
    counted = [
        say("met or heard from {times}", times=write_count(len(met), "time")) if met else say("not met"),
        say("written to {times}", times=write_count(len(written), "time")) if written else "",
        say("in copy {times}", times=write_count(copied, "time")) if copied else "",
    ]
    words = [person.title or translate(WORDS[person.rank]), *map(write_words, person.roles)]
    first, last = _say_days([event.at for event in met or named])
    return PersonView(person.name, ", ".join(words), ", ".join(filter(None, counted)), first, last)


def _view_sellers(file: DealFile) -> Iterable[PersonView]:
    owners = {change.old for change in file.changes if change.field == "owner" and change.old}
    for part in file.sellers:
        note = say("owner") if part.name == file.deal.owner else say("owned it before") if part.name in owners else ""
        first, last = _say_days([part.first_at, part.last_at])
        yield PersonView(part.name, note, _say_part(part.activities), first, last)
    known = {part.name for part in file.sellers}
    for name in [file.deal.owner, *sorted(owners)]:
        if name and name not in known:
            known.add(name)
            note = say("owner") if name == file.deal.owner else say("owned it before")
            yield PersonView(name, note, say("in no activity on record"), "", "")


def _say_part(activities: int) -> str:
    return say_counted("in {n} activity", "in {n} activities", activities)


def _say_days(moments: list[int]) -> tuple[str, str]:
    if not moments:
        return "", ""
    first, last = write_day(min(moments)), write_day(max(moments))
    return first, "" if first == last else last
