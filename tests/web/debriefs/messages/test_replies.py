"""What came back to an invitation or a letter, and what follows from it."""

import re

import pytest
from django.utils import timezone

from assay.store.home import Home
from assay.web.debriefs.models import (
    Answer,
    AskedPerson,
    Debrief,
    Reply,
    Task,
)
from smtp_server import Smtp
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make
from web.debriefs.messages.conftest import AHEAD, LATER, find_address, make_person, offer, press, send_all


def send_letter(make: Make, staff: Staff) -> AskedPerson:
    person = make_person(make, staff, "silent")
    assert press(sign_in(staff.anna), find_address(person, "letter"), "paper").status_code == 302
    return person


def test_an_answer_to_the_letter_goes_into_the_record_in_the_buyers_words(
    make_debrief: Make, staff: Staff, own_home: Home
) -> None:
    person = send_letter(make_debrief, staff)
    anna, address = sign_in(staff.anna), find_address(person, "letter") + "replies/"
    told = {"kind": "reply", "day": f"{timezone.localdate()}", "text": "You never came to the plant.", "named": ""}
    for _ in range(2):
        assert anna.post(address, told).status_code == 302
    reply = Reply.objects.get()
    stored = Answer.objects.get()
    assert (stored.origin, stored.side, stored.speaker_id) == ("letter_reply", "buyer", 5)
    assert stored.finished_at is not None
    assert (reply.kind, reply.answer, reply.by) == ("reply", stored, staff.anna)
    remove = f"/debriefs/{person.debrief_id}/replies/{reply.pk}/remove/"
    assert anna.post(remove).status_code == 302
    stored.refresh_from_db()
    assert stored.removed_at is not None


def test_somebody_more_senior_is_named_and_gives_something_to_do(
    make_debrief: Make, staff: Staff, own_home: Home
) -> None:
    person = send_letter(make_debrief, staff)
    anna, address = sign_in(staff.anna), find_address(person, "letter") + "replies/"
    told = {"kind": "more_senior", "day": f"{timezone.localdate()}", "text": "Call me.", "named": ""}
    assert anna.post(address, told).status_code == 422
    assert anna.post(address, told | {"named": "Dr Holt, CEO"}).status_code == 302
    stored = Answer.objects.get()
    assert (stored.speaker_id, stored.speaker_name) == (None, "Dr Holt, CEO")
    assert Task.objects.filter(kind="reply", owner=staff.anna, done_at=None).exists()


@pytest.mark.parametrize(
    "changes", [{"kind": "reply", "text": ""}, {"kind": "yes"}, {"day": "2999-01-01"}, {"kind": "gold"}]
)
def test_what_came_back_is_recorded_whole(
    make_debrief: Make, staff: Staff, own_home: Home, changes: dict[str, str]
) -> None:
    person = send_letter(make_debrief, staff)
    told = {"kind": "nothing", "day": f"{timezone.localdate()}", "text": "", "named": ""} | changes
    assert sign_in(staff.anna).post(find_address(person, "letter") + "replies/", told).status_code == 422
    assert not Reply.objects.exists()


def test_a_yes_by_telephone_schedules_the_talk_and_confirms_it_by_mail(
    person: AskedPerson, staff: Staff, smtp: Smtp
) -> None:
    anna, address = sign_in(staff.anna), find_address(person)
    press(anna, address, "mail", time_1=offer(AHEAD))
    told = {
        "kind": "yes",
        "day": f"{timezone.localdate()}",
        "time": offer(LATER),
        "channel": "phone",
        "named": "",
        "text": "",
    }
    assert anna.post(address + "replies/", told).status_code == 302
    debrief = Debrief.objects.get()
    assert (debrief.state, debrief.scheduled_for, debrief.channel) == ("scheduled", LATER, "phone")
    send_all()
    first, second = (
        next(part for part in one.message.walk() if part.get_content_type() == "text/calendar").get_content()
        for one in smtp.arrived
    )
    uid = re.compile(r"UID:(.*)")
    assert uid.search(first)[1] == uid.search(second)[1]  # type: ignore[index]
    assert ("SEQUENCE:0" in first, "SEQUENCE:1" in second) == (True, True)
    assert "STATUS:CONFIRMED" in second
    assert anna.post(address + "replies/", told | {"kind": "no", "time": ""}).status_code == 302
    send_all()
    last = smtp.arrived[-1].message
    assert "METHOD:CANCEL" in next(p for p in last.walk() if p.get_content_type() == "text/calendar").get_content()
    assert Debrief.objects.get().state == "asked"


def test_the_page_of_the_debrief_leads_there_and_shows_what_came_back(person: AskedPerson, staff: Staff) -> None:
    anna = sign_in(staff.anna)
    page = anna.get(f"/debriefs/{person.debrief_id}/").content.decode()
    assert find_address(person) in page
    press(anna, find_address(person), "file")
    Reply.objects.create(debrief=person.debrief, person=person, kind="other_time", by_buyer=True)
    page = anna.get(f"/debriefs/{person.debrief_id}/").content.decode()
    assert "Yes, at another time" in page
    reader = sign_in(staff.analyst).get(f"/debriefs/{person.debrief_id}/").content.decode()
    assert "Yes, at another time" in reader
    assert find_address(person) not in reader
