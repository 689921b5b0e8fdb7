"""Whom at the buyer to ask."""

from datetime import date, timedelta

import pytest

from asking.conftest import Put
from assay.asking.ask import Ask
from assay.asking.capping import Cap, count_requests
from assay.asking.whom import Candidate, propose_people

TODAY = date(2026, 3, 2)
CAP = Cap(most=1, days=90)


def _put_person(put: Put, number: int, name: str, role: str = "user", **told: object) -> None:
    put("person", id=number, full_name=name, kind="contact", **told)
    put("deal_person", id=number, deal_id=1, person_id=number, role=role)


def _put_activity(put: Put, number: int, person: int, kind: str, direction: str, part: str, **told: object) -> None:
    common = {"deal_id": 1, "activity_id": number, "occurred_at": number, "kind": kind, "direction": direction, **told}
    put("deal_event", **common)
    common.pop("is_automated", None)
    put("deal_presence", person_id=person, part=part, **common)


def _propose(ask: Ask, **told: object) -> list[Candidate]:
    return propose_people(ask, 1, {}, TODAY, CAP, **told)  # type: ignore[arg-type]


def test_talk_that_went_both_ways_goes_before_talk_that_went_one_way(put: Put, ask: Ask) -> None:
    _put_person(put, 1, "Written to")
    _put_person(put, 2, "In talk")
    for number in range(10, 20):
        _put_activity(put, number, 1, "email", "outbound", "to")
    for number in (20, 21):
        _put_activity(put, number, 2, "email", "outbound", "to")
        _put_activity(put, number + 10, 2, "email", "inbound", "from")
    found = _propose(ask)
    assert [one.name for one in found] == ["In talk", "Written to"]
    told = found[0].figures
    assert (told.inbound, told.outbound, told.meetings, told.last_word_at, told.both_ways) == (2, 2, 0, 31, 2)


def test_a_meeting_counts_when_it_was_held(put: Put, ask: Ask) -> None:
    _put_person(put, 1, "Met")
    _put_activity(put, 10, 1, "meeting", "unknown", "attendee")
    _put_activity(put, 11, 1, "meeting", "unknown", "attendee", status="cancelled")
    _put_activity(put, 12, 1, "meeting", "unknown", "attendee", status="planned")
    assert _propose(ask)[0].figures.meetings == 1


def test_what_a_system_sent_counts_for_nobody(put: Put, ask: Ask) -> None:
    _put_person(put, 1, "Away")
    _put_activity(put, 10, 1, "email", "inbound", "from", is_automated=True)
    assert _propose(ask)[0].figures.inbound == 0


@pytest.mark.parametrize(
    ("told", "why"), [({"do_not_contact": True}, "do_not_contact"), ({"consent": "Withdrawn"}, "consent")]
)
def test_who_does_not_want_to_be_asked_is_not(put: Put, ask: Ask, told: dict[str, object], why: str) -> None:
    _put_person(put, 1, "Closed", **told)
    _put_person(put, 2, "Open")
    assert [(one.name, one.hindered) for one in _propose(ask)] == [("Open", ""), ("Closed", why)]


def test_nobody_is_asked_too_often_over_all_deals(put: Put, ask: Ask) -> None:
    _put_person(put, 1, "Asked")
    asked_on = TODAY - timedelta(days=30)
    (found,) = propose_people(ask, 1, {1: [asked_on]}, TODAY, CAP)
    assert (found.hindered, found.asked.free_on) == ("cap", asked_on + timedelta(days=90))


def test_a_request_long_ago_does_not_count() -> None:
    assert count_requests([TODAY - timedelta(days=90)], TODAY, CAP).free_on is None


def test_who_is_not_in_the_buying_group_and_took_part_is_proposed_too(put: Put, ask: Ask) -> None:
    put("person", id=3, full_name="Unlisted", kind="contact")
    _put_activity(put, 10, 3, "call", "inbound", "caller")
    assert [(one.name, one.role) for one in _propose(ask)] == [("Unlisted", "")]
