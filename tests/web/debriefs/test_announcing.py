"""Debriefs announced on open deals."""

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.store.home import Home
from assay.web.debriefs.models import Announcement, Task
from assay.web.people.log import LogEntry
from web.conftest import ANNA_SELLER, Staff, sign_in

DAY = "2026-03-02"


@pytest.fixture
def open_deal(staff: Staff, own_home: Home, record: duckdb.DuckDBPyConnection, put: Put) -> str:
    put("deal", id=7, name="Lift for Roth", owner_id=ANNA_SELLER, outcome="open")
    Task.objects.create(key="announce 7", kind="announce", deal_id=7, deal_name="Lift", due=timezone.localdate())
    return "/debriefs/announce/7/"


def test_an_announcement_is_recorded_once_and_its_task_ticked_off(staff: Staff, open_deal: str) -> None:
    anna = sign_in(staff.anna)
    for _ in range(2):
        assert anna.post(open_deal, {"channel": "phone", "day": DAY}).status_code == 302
    assert Announcement.objects.get().owner_id == ANNA_SELLER
    assert Task.objects.get().done_by == staff.anna
    assert LogEntry.objects.filter(act="announced").count() == 1
    assert "announced" in anna.get(open_deal).text


def test_a_day_to_come_is_refused_and_what_was_typed_stays(staff: Staff, open_deal: str) -> None:
    answer = sign_in(staff.anna).post(open_deal, {"channel": "video", "day": "2999-01-01"})
    assert answer.status_code == 422
    assert 'value="2999-01-01"' in answer.text
    assert not Announcement.objects.exists()


def test_a_mistake_is_taken_back_and_announced_anew(staff: Staff, open_deal: str) -> None:
    anna = sign_in(staff.anna)
    anna.post(open_deal, {"channel": "phone", "day": DAY})
    anna.post(open_deal + "remove/")
    assert Announcement.objects.get().removed_at is not None
    anna.post(open_deal, {"channel": "video", "day": DAY})
    one = Announcement.objects.get()
    assert (one.removed_at, one.channel, one.version) == (None, "video", 3)


@pytest.mark.parametrize(
    ("who", "seen", "done"),
    [("anna", 200, 302), ("ben", 404, 404), ("nora", 200, 302), ("sven", 404, 404), ("analyst", 200, 403)],
)
def test_its_owner_and_the_owners_managers_announce(
    staff: Staff, open_deal: str, who: str, seen: int, done: int
) -> None:
    client = sign_in(getattr(staff, who))
    assert client.get(open_deal).status_code == seen
    assert client.post(open_deal, {"channel": "phone", "day": DAY}).status_code == done


def test_a_stranger_is_asked_to_sign_in(stranger: Client, open_deal: str) -> None:
    assert stranger.get(open_deal).status_code == 302
