"""What is due, on the page of today and in the list of debriefs."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from assay.store.home import Home
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.tasks import make_task, set_next_task
from assay.web.home import standing
from reports.catalogue.made_catalogue import MadeDeal, put_catalogue
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make


@pytest.fixture
def today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_catalogue(tmp_path, [MadeDeal(1, 101, "lost", "Crane", closed=10), MadeDeal(2, 101, "lost", "Lift", closed=9)])
    monkeypatch.setattr(settings, "HOME", Home(tmp_path, {}))
    monkeypatch.setattr(standing, "find_record_version", lambda home: 1)
    monkeypatch.setattr(standing, "is_stale", lambda home: False)


def _make(make_debrief: Make, deal: int, name: str, due: date) -> Debrief:
    debrief = make_debrief(deal_id=deal, deal_name=name)
    make_task(f"debrief {debrief.pk} accept", "accept", debrief, due=due)
    return debrief


def test_the_owners_tasks_stand_on_the_page_of_today(staff: Staff, today: None, make_debrief: Make) -> None:
    debrief = _make(make_debrief, 1, "Crane", timezone.localdate() - timedelta(days=2))
    text = sign_in(staff.anna).get("/").text
    assert f'<a href="/debriefs/{debrief.pk}/">Crane</a>' in text
    assert "accept the loss, and tell the buyer so; was due" in text
    for other in (staff.ben, staff.sara, staff.nora):
        assert "accept the loss" not in sign_in(other).get("/").text


def test_a_task_is_ticked_off_by_the_step_it_is_for(staff: Staff, make_debrief: Make) -> None:
    debrief = make_debrief()
    set_next_task(debrief)
    debrief.state = "accepted"
    set_next_task(debrief, staff.anna)
    assert sorted(debrief.tasks.values_list("kind", "done_by")) == [("accept", staff.anna.pk), ("ask", None)]


def test_what_a_buyer_agreed_to_waits_until_the_day_it_is_scheduled_for(staff: Staff, make_debrief: Make) -> None:
    ahead = make_debrief(state="scheduled", answer="agreed", scheduled_for=timezone.now() + timedelta(days=2))
    past = make_debrief(
        deal_id=2, deal_name="Lift", state="scheduled", scheduled_for=timezone.now() - timedelta(days=2)
    )
    client = sign_in(staff.anna)
    waiting, due = client.get("/debriefs/?part=waiting").text, client.get("/debriefs/?part=due").text
    assert f'href="/debriefs/{ahead.pk}/"' in waiting
    assert f'href="/debriefs/{past.pk}/"' in due
    assert f'href="/debriefs/{ahead.pk}/"' not in due.split('<nav class="tabs"')[1]
