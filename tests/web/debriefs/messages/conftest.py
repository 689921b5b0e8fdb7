"""A buyer to write to, the page of a message as somebody fills it in, and the job that sends."""

from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.jobs.progress import Progress
from assay.store.home import Home
from assay.web.debriefs.mailing.sending import send_one
from assay.web.debriefs.messages import facts
from assay.web.debriefs.models import (
    AskedPerson,
    Mail,
    MailState,
)
from assay.web.people import sellers
from web.conftest import ANNA_SELLER, Staff
from web.debriefs.conftest import DEAL, Make

AHEAD = (datetime.now(UTC) + timedelta(days=9)).replace(hour=13, minute=0, second=0, microsecond=0)
LATER = AHEAD + timedelta(days=1)


@pytest.fixture(autouse=True)
def read_record(record: duckdb.DuckDBPyConnection, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    """A buyer with an address, and a competitor."""
    monkeypatch.setattr(facts, "ask_record", sellers.ask_record)
    put("deal", id=DEAL, name="Crane for Hartwell", owner_id=ANNA_SELLER, outcome="lost")
    put("account", id=70, name="Hartwell")
    put("person", id=5, full_name="Ines Roth", email="ines@hartwell.example", kind="contact")
    put("deal_person", id=5, deal_id=DEAL, person_id=5, role="champion")
    put("competitor", id=30, name="Rival Systems")


@pytest.fixture
def person(make_debrief: Make, staff: Staff, own_home: Home) -> AskedPerson:
    return make_person(make_debrief, staff)


def make_person(make: Make, staff: Staff, answer: str = "agreed", **told: Any) -> AskedPerson:
    now = timezone.now()
    values = {"state": "asked", "answer": answer, "asked_at": now, "asker": staff.anna, "account_id": 70,
              "accepted_at": now - timedelta(days=30)}  # fmt: skip
    debrief = make(**(values | told))
    return AskedPerson.objects.create(
        debrief=debrief, person_id=5, name="Ines Roth", asked_at=debrief.asked_at, answer=debrief.answer,
        figures={"meetings": 2},
    )  # fmt: skip


def find_address(person: AskedPerson, kind: str = "invitation") -> str:
    return f"/debriefs/{person.debrief_id}/messages/{person.pk}/{kind}/"


def read_form(client: Client, address: str) -> dict[str, Any]:
    """What the page would send as it stands."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    form, told = page.context["form"], {}
    for bound in form:
        told[bound.name] = bound.value() if bound.value() is not None else ""
    return told | {"text": page.context["text"], "seen": str(page.context["kept"].version)}


def press(client: Client, where: str, act: str, **changes: Any) -> Any:
    return client.post(where, read_form(client, where) | {"act": act} | changes)


def offer(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}"


def send_all() -> None:
    for mail in Mail.objects.filter(state=MailState.WAITING).order_by("pk"):
        send_one(Progress(), mail.pk)
