"""The calendar feed: read by its secret address alone, understood by other programs, and private where wished."""

import re
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from django.test import Client
from django.utils import timezone

from assay.web.debriefs.models import Action, Debrief
from assay.web.digests.models import CalendarFeed
from assay.web.people.models import User
from assay.web.plays.models import Play
from web.conftest import ANNA_SELLER, Staff, sign_in

TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def busy(company: Staff) -> Staff:
    """Anna has a play, a debrief and an action before her; ben a play."""
    due = timezone.localdate() + timedelta(days=1)
    play = {"deal_id": 2, "driver": "timing", "source": "verdict", "due": due}
    Play.objects.create(owner=company.anna, deal_name="Open crane", contact_name="Ines; Roth", **play)
    Play.objects.create(owner=company.ben, deal_name="Open saw", **play)
    Debrief.objects.create(
        deal_id=1, deal_name="Lost press", owner_id=ANNA_SELLER, outcome="lost", kind="buyer", state="scheduled",
        asker=company.anna, scheduled_for=TOMORROW, minutes=45,
    )  # fmt: skip
    Action.objects.create(
        what="Know the CFO of Lost press", owner=company.anna, due=due, area="process", made_by=company.anna
    )
    return company


def _make(user: User, **told: str) -> str:
    page = sign_in(user).post("/digests/calendar/", {"act": "make", **told}).text
    found = re.search(r"/digests/calendar/[\w-]+\.ics", page)
    assert found is not None
    return found.group()


def _read(path: str) -> Any:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return icalendar.Calendar.from_ical(answer.content)


def test_it_holds_what_the_person_has_to_do_and_nothing_of_others(busy: Staff) -> None:
    events = {str(one["SUMMARY"]): one for one in _read(_make(busy.anna)).walk("VEVENT")}
    assert set(events) == {"Call: Open crane", "Debrief: Lost press", "Know the CFO of Lost press"}
    assert events["Debrief: Lost press"].duration == timedelta(minutes=45)
    assert type(events["Know the CFO of Lost press"].start) is date
    assert str(events["Call: Open crane"]["DESCRIPTION"]) == "Ines; Roth"


def test_another_reader_understands_it_too(busy: Staff) -> None:
    text = Client().get(_make(busy.anna)).content.decode()
    read = vobject.readOne(text)
    assert len(read.vevent_list) == 3


def test_a_play_stands_at_nine_by_the_clock_of_the_person(busy: Staff) -> None:
    User.objects.filter(pk=busy.ben.pk).update(time_zone="Asia/Tokyo")
    (event,) = _read(_make(busy.ben)).walk("VEVENT")
    assert event.start.utcoffset() == timedelta(0)
    assert event.start.hour == 0  # nine hours behind, no summer time there


def test_private_titles_name_no_deal(busy: Staff) -> None:
    path = _make(busy.anna)
    sign_in(busy.anna).post("/digests/calendar/", {"act": "titles", "private_titles": "on"})
    text = Client().get(path).content.decode()
    assert "crane" not in text
    assert "press" not in text
    assert "Ines" not in text
    assert text.count("BEGIN:VEVENT") == 3


def test_a_new_address_ends_the_old_one_and_taking_back_ends_both(busy: Staff) -> None:
    first = _make(busy.anna)
    second = _make(busy.anna)
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    sign_in(busy.anna).post("/digests/calendar/", {"act": "revoke"})
    assert Client().get(second).status_code == 404


def test_the_secret_is_kept_nowhere(busy: Staff) -> None:
    secret = _make(busy.anna).removeprefix("/digests/calendar/").removesuffix(".ics")
    assert CalendarFeed.objects.get().secret_hash != secret
    assert secret not in sign_in(busy.anna).get("/digests/").text


def test_who_may_no_longer_sign_in_is_read_no_longer(busy: Staff) -> None:
    path = _make(busy.anna)
    User.objects.filter(pk=busy.anna.pk).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_a_deal_that_the_person_audits_stands_not_in_it(busy: Staff) -> None:
    path = _make(busy.anna)
    audit = Debrief.objects.create(deal_id=2, deal_name="x", outcome="lost", kind="audit")
    audit.participants.create(user=busy.anna, part="auditor")
    assert "Open crane" not in Client().get(path).content.decode()
