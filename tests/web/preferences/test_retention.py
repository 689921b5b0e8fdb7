"""What was said in confidence, and mail, is kept for as long as an administrator says, and what goes is told before."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from assay.jobs.models import Job
from assay.store.home import Home
from assay.web.debriefs.models import Answer, AskedPerson, BuyerMessage, Debrief, Mail
from assay.web.people.log import LogEntry
from assay.web.preferences import store
from assay.web.preferences.retaining import count_expired, remove_expired
from web.conftest import Staff, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = {"keep_answers_days": 60, "keep_mails_days": 60}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Home:
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path))
    settings.HOME = Home(tmp_path, {})
    return settings.HOME


@pytest.fixture
def debrief(staff: Staff) -> Debrief:
    return Debrief.objects.create(deal_id=5, deal_name="Pumps", outcome="lost", kind="buyer")


def _say(debrief: Debrief, circle: str, days: int) -> Answer:
    return Answer.objects.create(
        debrief=debrief, key=f"{circle} {days}", who="user 1", question="Why?", text=f"{circle} {days}", side="rep",
        origin="debrief", circle=circle, changed_at=timezone.now() - timedelta(days=days),
    )  # fmt: skip


def test_nothing_that_people_typed_goes_by_itself(staff: Staff) -> None:
    assert [store.read(name) for name in KEPT] == [0, 0]


def test_confidential_answers_go_when_they_are_old(home: Home, debrief: Debrief) -> None:
    for circle in ("private", "participants", "team", "company"):
        _say(debrief, circle, 61)
        _say(debrief, circle, 59)
    assert count_expired(home, KEPT)["keep_answers_days"] == 3
    assert count_expired(home, KEPT, ahead=timedelta(days=30))["keep_answers_days"] == 6
    assert remove_expired(home, KEPT)["keep_answers_days"] == 3
    left = set(Answer.objects.exclude(text="").values_list("text", flat=True))
    assert left == {"private 59", "participants 59", "team 59", "company 59", "company 61"}
    assert Job.objects.filter(kind="debriefs_erase").exists()
    assert LogEntry.objects.get(act="removed").detail["counts"] == {"keep_answers_days": 3}


def test_old_mail_loses_its_words_and_addresses(home: Home, debrief: Debrief) -> None:
    person = AskedPerson.objects.create(debrief=debrief, person_id=7, name="Kara")
    old = timezone.now() - timedelta(days=61)
    for key, state, at in (("a", "sent", old), ("b", "waiting", old), ("c", "sent", timezone.now())):
        Mail.objects.create(key=key, message_id=key, person=person, debrief=debrief, to_address="kara@x.example",
                            subject="Thanks", text="Dear Kara", state=state, made_at=at)  # fmt: skip
    BuyerMessage.objects.create(debrief=debrief, person=person, kind="letter", text="Dear Kara", sent_at=old)
    assert remove_expired(home, KEPT)["keep_mails_days"] == 1
    assert list(Mail.objects.order_by("key").values_list("text", "to_address")) == [
        ("", ""), ("Dear Kara", "kara@x.example"), ("Dear Kara", "kara@x.example")]  # fmt: skip
    assert BuyerMessage.objects.get().text == ""
    assert remove_expired(home, KEPT)["keep_mails_days"] == 0


def test_what_goes_next_is_told_beforehand(home: Home, debrief: Debrief, staff: Staff) -> None:
    _say(debrief, "team", 61)
    _say(debrief, "team", 40)
    client = sign_in(staff.administrator)
    assert "Nothing within 30 days" in client.get("/settings/retention/").content.decode()
    store.save(staff.administrator, KEPT)
    assert "1 with the next removal, 2 within 30 days" in client.get("/settings/retention/").content.decode()
    assert sign_in(staff.max).get("/settings/retention/").status_code == 403
