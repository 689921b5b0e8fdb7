"""What is missing of the people on our side."""

from collections.abc import Iterator, Mapping

from assay.domain.spans import DAY, count_days
from assay.domain.tongue import mark, say, say_counted
from assay.reports.deal_file import Change, Event
from assay.reports.meaning import CONVERSATIONS, MESSAGES, TOOK_PLACE
from assay.reports.unknown.case import Case, Finder, say_at_age, say_unmeasured, say_unsigned
from assay.reports.wording import write_count, write_day

_EXPORT_OWNERS = mark("Export the field history of the deals, or monthly lists of deals.")
_EXPORT_SELLERS = mark("Export activities with their owner and participants.")
_FEW_HANDED_OVER = mark("Too few won deals changed hands by then to say what is typical.")


def _list_contacts(case: Case) -> list[Event]:
    """Conversations that took place and messages either way, of people (signals/our_side)."""
    found = [one for one in case.events if one.kind in (*CONVERSATIONS, *MESSAGES) and one.status in TOOK_PLACE]
    return [event for event in found if not event.is_automated and event.direction != "internal"]


def _say_without_us(events: list[Event], what: str) -> Iterator[str]:
    nameless = [event for event in events if not event.ours]
    if nameless:
        said = say_counted(
            "{n} of {events} names none of us.",
            "{n} of {events} name none of us.",
            len(nameless),
            events=write_count(len(events), what),
        )
        yield f"{said} {say(_EXPORT_SELLERS)}"


def _find_in_hands(case: Case) -> Iterator[str]:
    contacts = _list_contacts(case)
    if not contacts:
        said = say("No contact with the buyer is recorded by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_SELLERS)}"
    yield from _say_without_us(contacts, "contact")
    yield from say_at_age(case)


def _find_in_single_hand(case: Case) -> Iterator[str]:
    contacts = _list_contacts(case)
    if len(contacts) < case.threshold("contacts"):
        yield _say_few_contacts(case, len(contacts))
    yield from _say_without_us(contacts, "contact")
    yield from say_at_age(case)


def _say_few_contacts(case: Case, n: int) -> str:
    if not n:
        return say("The record holds no contact with the buyer by {day}, which is too few to tell.", day=case.day)
    return say(
        "The record holds {contacts} with the buyer by {day}, which is too few to tell.",
        contacts=write_count(n, "contact"),
        day=case.day,
    )


def _find_in_owners(case: Case) -> Iterator[str]:
    missing = [*say_at_age(case)]
    yield from missing
    if missing or case.list_changes("owner"):
        return
    if not case.file.deal.owner:
        said = say("Nobody is recorded as the owner of the deal.")
    else:
        said = say(
            "No change of owner is recorded by {day}, and too few won deals had one to show that owners are followed.",
            day=case.day,
        )
    yield f"{said} {say(_EXPORT_OWNERS)}"


def _find_in_rest(case: Case) -> Iterator[str]:
    handovers = _list_handovers(case)
    if not handovers:
        said = say("No handover is recorded by {day}, so that nothing could rest after one.", day=case.day)
        yield f"{said} {say(_EXPORT_OWNERS)}"
        return
    if not case.our_messages and not case.talks:
        yield say(
            "Nothing that we wrote or said is recorded by {day}. Export e-mails and calls with their direction.",
            day=case.day,
        )
    yield from say_unsigned(case, handovers[0].at)
    yield from say_unmeasured(case, _FEW_HANDED_OVER)


def _list_handovers(case: Case) -> list[Change]:
    """Changes from one owner to another; one that was undone on the same day is none."""
    by_day: dict[int, list[Change]] = {}
    for change in case.list_changes("owner"):
        by_day.setdefault(change.at // DAY, []).append(change)
    return [day[-1] for day in by_day.values() if day[0].old and day[0].old != day[-1].new]


def _find_in_experience(case: Case) -> Iterator[str]:
    if not case.talks:
        yield say("No meeting, call or demo is recorded as held by {day}. Export meetings and calls.", day=case.day)
        return
    yield from _say_without_us(case.talks, "conversation")
    if not case.moment.kind:
        yield say("Neither the segment nor the product nor the size of the deal is recorded. Export them.")
        return
    seen, plenty = case.file.grounds.seen, case.threshold("plenty")
    known = [one for one in seen if one.team_closed >= plenty]
    if seen and not known:
        most = max(one.team_closed for one in seen)
        yield say_counted(
            "The team itself had seen only {n} deal of this kind end by then. Export older deals.",
            "The team itself had seen only {n} deals of this kind end by then. Export older deals.",
            most,
        )
    began = [one.record_from for one in known if one.closed < case.threshold("few") and one.record_from is not None]
    if began and case.as_of - began[0] < case.threshold("record_days") * DAY:
        yield say_counted(
            "The record begins on {began}, {n}\u00a0day before, and does not tell what somebody had seen before it. "
            "Export older deals.",
            "The record begins on {began}, {n}\u00a0days before, and does not tell what somebody had seen before it. "
            "Export older deals.",
            count_days(began[0], case.as_of),
            began=write_day(began[0]),
        )


FINDERS: Mapping[str, Finder] = {
    "people.many_handovers": _find_in_owners,
    "people.many_on_our_side": _find_in_hands,
    "people.rest_after_handover": _find_in_rest,
    "people.single_thread_on_our_side": _find_in_single_hand,
    "people.stranger_to_this_kind": _find_in_experience,
}
