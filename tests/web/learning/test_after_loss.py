"""Staying in touch after a loss, by what the buyer said."""

from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.web.debriefs.models import AskedPerson, Task
from assay.web.learning.models import Moment, Plan
from assay.web.learning.returning.planning import plan_all, renew
from web.conftest import ANNA_SELLER, Staff, sign_in
from web.debriefs.conftest import DEAL, Make

KIND = "Thank you for the time that you gave us. We accept your decision. I enclose the guide that you asked about."
SELLS = "Thank you for your time. We accept your decision. Could we give you a discount of 20 percent if you sign now?"


@pytest.fixture
def person(staff: Staff, record: duckdb.DuckDBPyConnection, put: Put, make_debrief: Make) -> AskedPerson:
    """Ines, who was asked about a lost deal of anna's."""
    put("run", run_id="first", as_of=int(datetime(2026, 3, 2, tzinfo=UTC).timestamp()))
    put("deal", id=DEAL, name="Crane for Hartwell", owner_id=ANNA_SELLER, outcome="lost")
    return AskedPerson.objects.create(debrief=make_debrief(), person_id=5, name="Ines Roth")


def _say_yes(person: AskedPerson) -> None:
    AskedPerson.objects.filter(pk=person.pk).update(comes_back=True, comes_back_at=timezone.now())


def test_nothing_is_planned_without_a_yes(person: AskedPerson, staff: Staff) -> None:
    text = sign_in(staff.anna).get(f"/learning/after/{DEAL}/").text
    assert "Nothing is planned without a yes" in text
    AskedPerson.objects.update(comes_back=False)
    assert "nobody writes or calls" in sign_in(staff.anna).get(f"/learning/after/{DEAL}/").text
    assert not Plan.objects.exists()


def test_a_yes_makes_a_task_by_itself_and_a_no_takes_it_back(person: AskedPerson, staff: Staff) -> None:
    _say_yes(person)

    def run(query: str) -> list[tuple[Any, ...]]:
        return []

    for _twice in range(2):
        assert plan_all(run) == 1
    task = Task.objects.get()
    assert (task.kind, task.owner, task.deal_id) == ("keep_in_touch", staff.anna, DEAL)
    AskedPerson.objects.update(comes_back=False)
    plan_all(run)
    task.refresh_from_db()
    assert task.dropped_at is not None
    assert Plan.objects.get().ended_at is not None


def test_a_contract_that_ends_makes_a_moment_before_it(person: AskedPerson, staff: Staff) -> None:
    _say_yes(person)
    ends = timezone.localdate() + timedelta(days=400)
    client = sign_in(staff.anna)
    sent = client.post(f"/learning/after/{DEAL}/", {"contract_ends": ends.isoformat(), "budget_month": ""})
    assert sent.status_code == 302
    moment = Moment.objects.get(kind="contract")
    assert 110 < (ends - moment.due).days <= 120
    own = {"due": (timezone.localdate() + timedelta(days=9)).isoformat(), "about": "Their fair"}
    for _twice in range(2):
        assert client.post(f"/learning/after/{DEAL}/", own).status_code == 302
    assert Moment.objects.filter(kind="own").count() == 1


def test_only_those_who_work_on_the_deal_plan(person: AskedPerson, staff: Staff, stranger: Client) -> None:
    _say_yes(person)
    renew(None, DEAL)
    moment = Moment.objects.get()
    seen = {
        name: (
            sign_in(getattr(staff, name)).get(f"/learning/after/{DEAL}/").status_code,
            sign_in(getattr(staff, name)).get(f"/learning/moments/{moment.pk}/").status_code,
            sign_in(getattr(staff, name)).post(f"/learning/after/{DEAL}/", {"budget_month": "3"}).status_code,
        )
        for name in ("anna", "ben", "nora", "sven", "analyst")
    }
    assert seen == {
        "anna": (200, 200, 302),
        "ben": (404, 404, 404),
        "nora": (200, 200, 302),
        "sven": (404, 404, 404),
        "analyst": (200, 404, 403),
    }
    assert stranger.get(f"/learning/after/{DEAL}/").status_code == 302


def test_a_message_that_sells_is_not_noted_as_sent(person: AskedPerson, staff: Staff) -> None:
    _say_yes(person)
    renew(None, DEAL)
    moment = Moment.objects.get()
    address, client = f"/learning/moments/{moment.pk}/", sign_in(staff.anna)
    refused = client.post(address, {"text": SELLS, "seen": 0, "act": "sent"})
    assert refused.status_code == 422
    assert "discount" in refused.text
    assert client.post(address, {"text": KIND, "seen": 1, "act": "sent"}).status_code == 302
    moment.refresh_from_db()
    assert (moment.sent_text, moment.done_by) == (KIND, staff.anna)
    assert Task.objects.get().done_at is not None


def test_a_moment_can_be_left_out(person: AskedPerson, staff: Staff) -> None:
    _say_yes(person)
    renew(None, DEAL)
    moment = Moment.objects.get()
    assert sign_in(staff.nora).post(f"/learning/moments/{moment.pk}/", {"text": "", "act": "drop"}).status_code == 302
    moment.refresh_from_db()
    assert moment.dropped_at is not None
    renew(None, DEAL)
    assert Moment.objects.count() == 1
