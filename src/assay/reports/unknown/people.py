"""What is missing of the people on the buyer's side."""

from collections.abc import Iterator, Mapping

from assay.domain.spans import DAY
from assay.domain.tongue import mark, say, say_counted
from assay.reports.deal_file import Event
from assay.reports.meaning import MESSAGES, TOOK_PLACE, find_met, list_met
from assay.reports.unknown.case import (
    Case,
    Finder,
    say_at_age,
    say_opening,
    say_strangers,
    say_titles,
    say_unmeasured,
    say_unreported,
    say_unsigned_writers,
    say_young,
)
from assay.reports.unknown.nameless import (
    AFTER_THE_LAST_WORD,
    CONVERSATIONS_AND_MESSAGES,
    DEMOS,
    EXPORT_PARTICIPANTS,
    FIRST_CONVERSATIONS,
    MATERIAL,
    say_nameless,
)
from assay.reports.wording import write_count, write_day

_NO_CHAMPION = mark("Nobody has the role of champion on this deal. Export contact roles.")
_EXPORT_ROLES = mark("Export contact roles, and contacts with titles.")
_FEW_DATED = mark(
    "Too few won deals could tell when somebody who decides was first met by then to say what is typical."
)


def _find_in_first_talks(case: Case) -> Iterator[str]:
    talks = sorted(case.talks, key=lambda event: (event.at, event.id))[: int(case.threshold("conversations"))]
    if not talks and case.threshold("conversations"):
        yield say("No meeting, call or demo is recorded as held by {day}. Export meetings and calls.", day=case.day)
    yield from say_nameless(talks, FIRST_CONVERSATIONS)
    yield from say_titles(case, (person for talk in talks for person in talk.people))


def _find_in_demos(case: Case) -> Iterator[str]:
    demos = [event for event in case.talks if event.kind == "demo"]
    if not demos:
        yield say(
            "No demo is recorded as such by {day}. Export demos with an activity type of their own.", day=case.day
        )
    yield from say_nameless(demos, DEMOS)
    yield from say_titles(case, (person for demo in demos for person in demo.people))


def _find_in_engaged(case: Case) -> Iterator[str]:
    missing = [*say_opening(case), *say_young(case)]
    if missing:
        yield from missing
    elif not any(event.people or event.copied for event in case.events):
        yield say(
            "No activity up to {day} names who took part. Export activities with the contacts that took part.",
            day=case.day,
        )
    elif case.measure is None:
        yield from say_unmeasured(case)
    else:
        # each nameless one may be one buyer more
        yield from say_nameless(case.told, CONVERSATIONS_AND_MESSAGES)


def _find_in_deciders(case: Case) -> Iterator[str]:
    told = case.told
    if len(told) < case.threshold("interactions"):
        yield _say_few_told(case, told)
        return
    yield from _say_doubtful(case, told)


def _say_few_told(case: Case, told: list[Event]) -> str:
    if not told:
        return say(
            "Too few conversations with the buyer and messages from them are recorded by {day}: none.", day=case.day
        )
    return say(
        "Too few conversations with the buyer and messages from them are recorded by {day}: {count}.",
        day=case.day,
        count=_count_told(told),
    )


def _count_told(told: list[Event]) -> str:
    return write_count(len(told), "conversation or message", "conversations or messages")


def _say_doubtful(case: Case, told: list[Event]) -> Iterator[str]:
    """Who in `told` may have been somebody who decides."""
    yield from say_nameless(told, CONVERSATIONS_AND_MESSAGES)
    unsigned = list(say_unsigned_writers(told))
    yield from unsigned
    yield from say_strangers(case, told)
    if not unsigned:
        yield from say_unreported(case)


def _find_in_decider_lost(case: Case) -> Iterator[str]:
    rank = int(case.threshold("rank_without_role"))
    met = [event for event in case.told if any(case.decides(person, rank) for person in find_met(event))]
    if not met:
        yield say("Nobody who is known to decide was met by {day}, so that nobody could be lost.", day=case.day)
        yield from say_strangers(case, case.told)
        yield say(_EXPORT_ROLES)
        return
    yield from _say_doubtful(case, [event for event in case.told if event.at > met[-1].at])


def _find_in_decider_late(case: Case) -> Iterator[str]:
    yield from say_opening(case)
    known = any(map(case.decides, case.people))
    if not known:
        yield say("Nobody is known on the buyer's side who decides: no role and no title says so.")
        yield say(_EXPORT_ROLES)
    yield from say_unmeasured(case, _FEW_DATED)
    yield from _say_doubtful(case, case.told)
    limit = case.measure.usual.get(90) if case.measure else None
    opened = case.file.deal.opened_at
    if known and limit is not None and opened is not None and case.as_of <= opened + limit * DAY:
        yield say(
            "By {day} nobody who decides had met us, and the deal was not yet as old as nine in ten won deals were "
            "when somebody had.",
            day=case.day,
        )


def _find_in_material(case: Case) -> Iterator[str]:
    champions = _list_champions(case)
    if not champions:
        yield say(_NO_CHAMPION)
        return
    if not any(event.people or event.copied for event in case.events):
        said = say("No activity up to {day} names who took part.", day=case.day)
        yield f"{said} {say(EXPORT_PARTICIPANTS)}"
        return
    yield from say_at_age(case)
    sent = [event for event in case.events if event.kind in MESSAGES and event.direction in ("outbound", "unknown")]
    reached = [event for event in sent if champions & {*event.people, *event.copied} and not event.is_automated]
    untold = [event for event in reached if event.has_attachment is None]
    if untold:
        yield say(
            "{messages} to {names} without saying whether anything was attached. Export whether e-mails have "
            "attachments.",
            messages=write_count(len(untold), "message"),
            names=case.name_people(champions),
        )
    usual = case.measure.usual.get(int(case.threshold("percentile"))) if case.measure else None
    if case.measure and not usual:
        won = write_count(case.measure.n, "won deal")
        yield say(
            "Of {won} a quarter or more had none by this age either, so that none is no sign of anything.", won=won
        )
    pieces = [event for event in case.events if _is_piece(event)]
    yield from say_nameless(pieces, MATERIAL)


def _is_piece(event: Event) -> bool:
    attached = event.kind in MESSAGES and bool(event.has_attachment) and event.direction == "outbound"
    return event.status in TOOK_PLACE and (attached or event.kind in ("proposal", "demo"))


def _find_in_champion(case: Case) -> Iterator[str]:
    champions = _list_champions(case)
    if not champions:
        yield say(_NO_CHAMPION)
        return
    names = case.name_people(champions)
    spoke = [event for event in case.told if champions & {*find_met(event)}]
    if not spoke:
        yield say_counted(
            "The champion, {names}, never met us or wrote to us as far as the record goes by {day}.",
            "The champion, {names}, never met us or wrote to us as far as the record goes by {day}.",
            len(champions),
            names=names,
            day=case.day,
        )
        yield say(EXPORT_PARTICIPANTS)
        return
    later = [event for event in case.told if event.at > spoke[-1].at]
    yield from say_nameless(later, AFTER_THE_LAST_WORD, names=names, day=write_day(spoke[-1].at))
    yield from say_unsigned_writers(later)
    days = len({event.at // DAY for event in spoke})
    if days < case.threshold("spoken_days"):
        yield say_counted(
            "The champion, {names}, spoke on {n}\u00a0day only, so that there is no rhythm to go by.",
            "The champion, {names}, spoke on {n}\u00a0days only, so that there is no rhythm to go by.",
            days,
            names=names,
        )


def _list_champions(case: Case) -> set[int]:
    return {person.id for person in case.people.values() if "champion" in person.roles}


def _say_early(case: Case, told: list[Event]) -> str:
    if not told:
        return say(
            "It is too early to tell by {day}: of what the buyer said to us the record holds none.", day=case.day
        )
    return say(
        "It is too early to tell by {day}: of what the buyer said to us the record holds {count}.",
        day=case.day,
        count=_count_told(told),
    )


def _find_in_voices(case: Case) -> Iterator[str]:
    told, met = case.told, list_met(case.told)
    if len(told) < case.threshold("interactions"):
        yield _say_early(case, told)
    known = {*met, *(one for event in case.events for one in (*event.people, *event.copied)), *case.people}
    if len(known) <= case.threshold("others"):
        names = case.name_people(known)
        if names:
            yield say("Nobody but {names} is known on the buyer's side.", names=names)
        else:
            yield say("Nobody is known on the buyer's side.")
        yield say("Export contact roles, and the participants of activities.")
    yield from say_nameless(told, CONVERSATIONS_AND_MESSAGES)
    yield from say_unsigned_writers(told)
    planned = [event for event in case.unreported if any(person not in met for person in event.people)]
    if planned:
        absent = [person for event in planned for person in event.people if person not in met]
        yield say_counted(
            "Nobody reported whether {names} took part in what was planned.",
            "Nobody reported whether {names} took part in what was planned.",
            len({*absent} & case.people.keys()),
            names=case.name_people(absent),
        )
        yield say("Export the status of meetings and calls.")


FINDERS: Mapping[str, Finder] = {
    "people.began_too_low": _find_in_first_talks,
    "people.champion_not_equipped": _find_in_material,
    "people.champion_silent": _find_in_champion,
    "people.decider_lost": _find_in_decider_lost,
    "people.decider_met_late": _find_in_decider_late,
    "people.demo_repeated_upward": _find_in_demos,
    "people.few_buyers_engaged": _find_in_engaged,
    "people.no_decision_maker_met": _find_in_deciders,
    "people.single_thread": _find_in_voices,
}
