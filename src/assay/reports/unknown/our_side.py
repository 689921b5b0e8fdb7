"""What is missing of the people on our side."""

from collections.abc import Iterator, Mapping

from assay.domain.spans import DAY, count_days
from assay.reports.deal_file import Change, Event
from assay.reports.meaning import CONVERSATIONS, MESSAGES, TOOK_PLACE
from assay.reports.unknown.case import Case, Finder, say_at_age, say_unmeasured, say_unsigned
from assay.reports.wording import write_count, write_day

_EXPORT_OWNERS = "Export the field history of the deals, or monthly lists of deals."
_EXPORT_SELLERS = "Export activities with their owner and participants."


def _list_contacts(case: Case) -> list[Event]:
    """Conversations that took place and messages either way, of people (signals/our_side)."""
    found = [one for one in case.events if one.kind in (*CONVERSATIONS, *MESSAGES) and one.status in TOOK_PLACE]
    return [event for event in found if not event.is_automated and event.direction != "internal"]


def _say_without_us(events: list[Event], what: str) -> Iterator[str]:
    nameless = [event for event in events if not event.ours]
    if nameless:
        yield f"{len(nameless):,} of {write_count(len(events), what)} {'names' if len(nameless) == 1 else 'name'} none"
        yield f"of us. {_EXPORT_SELLERS}"


def _find_in_hands(case: Case) -> Iterator[str]:
    contacts = _list_contacts(case)
    if not contacts:
        yield f"No contact with the buyer is recorded by {case.day}. {_EXPORT_SELLERS}"
    yield from _say_without_us(contacts, "contact")
    yield from say_at_age(case)


def _find_in_single_hand(case: Case) -> Iterator[str]:
    contacts = _list_contacts(case)
    if len(contacts) < case.threshold("contacts"):
        count = write_count(len(contacts), "contact") if contacts else "no contact"
        yield f"The record holds {count} with the buyer by {case.day}, which is too few to tell."
    yield from _say_without_us(contacts, "contact")
    yield from say_at_age(case)


def _find_in_owners(case: Case) -> Iterator[str]:
    missing = [*say_at_age(case)]
    yield from missing
    if missing or case.list_changes("owner"):
        return
    if not case.file.deal.owner:
        yield f"Nobody is recorded as the owner of the deal. {_EXPORT_OWNERS}"
    else:
        yield f"No change of owner is recorded by {case.day}, and too few won deals had one to show that owners are"
        yield f"followed. {_EXPORT_OWNERS}"


def _find_in_rest(case: Case) -> Iterator[str]:
    handovers = _list_handovers(case)
    if not handovers:
        yield f"No handover is recorded by {case.day}, so that nothing could rest after one. {_EXPORT_OWNERS}"
        return
    if not case.our_messages and not case.talks:
        yield f"Nothing that we wrote or said is recorded by {case.day}. Export e-mails and calls with their direction."
    yield from say_unsigned(case, handovers[0].at)
    yield from say_unmeasured(case, "won deals changed hands")


def _list_handovers(case: Case) -> list[Change]:
    """Changes from one owner to another; one that was undone on the same day is none."""
    by_day: dict[int, list[Change]] = {}
    for change in case.list_changes("owner"):
        by_day.setdefault(change.at // DAY, []).append(change)
    return [day[-1] for day in by_day.values() if day[0].old and day[0].old != day[-1].new]


def _find_in_experience(case: Case) -> Iterator[str]:
    if not case.talks:
        yield f"No meeting, call or demo is recorded as held by {case.day}. Export meetings and calls."
        return
    yield from _say_without_us(case.talks, "conversation")
    if not case.moment.kind:
        yield "Neither the segment nor the product nor the size of the deal is recorded. Export them."
        return
    seen, plenty = case.file.grounds.seen, case.threshold("plenty")
    known = [one for one in seen if one.team_closed >= plenty]
    if seen and not known:
        most = max(one.team_closed for one in seen)
        yield f"The team itself had seen only {most:,} deals of this kind end by then. Export older deals."
    began = [one.record_from for one in known if one.closed < case.threshold("few") and one.record_from is not None]
    if began and case.as_of - began[0] < case.threshold("record_days") * DAY:
        span = write_count(count_days(began[0], case.as_of), "day")
        yield f"The record begins on {write_day(began[0])}, {span} before, and does not tell what somebody had seen"
        yield "before it. Export older deals."


FINDERS: Mapping[str, Finder] = {
    "people.many_handovers": _find_in_owners,
    "people.many_on_our_side": _find_in_hands,
    "people.rest_after_handover": _find_in_rest,
    "people.single_thread_on_our_side": _find_in_single_hand,
    "people.stranger_to_this_kind": _find_in_experience,
}
