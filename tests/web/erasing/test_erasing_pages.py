"""Pages of erasing: who may open them, and the way from the search to the receipt."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from asking.forgetting.conftest import imported as imported
from assay.jobs.kinds import do_work
from assay.jobs.models import Job
from assay.jobs.progress import Progress
from assay.store.home import Home
from assay.web.debriefs.models import Answer, AskedPerson, Debrief, Draft, DraftVersion, Task, Token
from assay.web.debriefs.tokens import hash_secret
from assay.web.erasing.models import Erasure
from assay.web.people.log import LogEntry
from assay.web.people.models import PrivateNote, Role, User
from web.conftest import Staff, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, imported: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Home:
    path = tmp_path / "home"
    shutil.copytree(imported, path)
    monkeypatch.setenv("ASSAY_HOME", str(path))
    settings.HOME = Home(path, {})
    return settings.HOME


def _work(kind: str) -> None:
    for job in Job.objects.filter(kind=kind, state="queued"):
        job.result = dict(do_work(kind, Progress(), job.arguments))
        job.state = "done"
        job.save()


def _find_key(client: Client) -> str:
    page = client.post("/settings/erasing/", {"who": "ellison"}).content.decode()
    return page.split("/settings/erasing/person/person/")[1].split("/")[0]


def _plant(deal: int, person: int, by: User) -> Debrief:
    debrief = Debrief.objects.create(deal_id=deal, deal_name="Pumps", outcome="lost", kind="buyer")
    asked = AskedPerson.objects.create(debrief=debrief, person_id=person, name="Kara Ellison", role="VP")
    Token.objects.create(
        token_hash=hash_secret("x"), debrief=debrief, person=asked, expires_at="2099-01-01T00:00:00Z", made_by=by
    )
    said = "Somebody from the board wanted the other one, says Kara."
    Answer.objects.create(
        debrief=debrief, key="why", who=f"person {person}", question="Why?", text=said, side="buyer", speaker_id=person,
        origin="debrief", speaker_name="Kara Ellison", quotes=[[0, 4]], probes=[{"text": "Ms Ellison, how so?"}],
    )  # fmt: skip
    draft = Draft.objects.create(debrief=debrief, field="answer why", key=f"k {person}", person_id=person, text=said)
    DraftVersion.objects.create(draft=draft, number=1, text=said, who="buyer")
    Task.objects.create(key="t", kind="ask", deal_id=deal, deal_name="Pumps", text="Ring Kara", due="2026-12-01")
    LogEntry.objects.create(who=by.email, act="changed", kind="debrief", what="asked Kara Ellison",
                            detail={"to": "kara.ellison@hartwell.example"})  # fmt: skip
    Job.objects.create(kind="run", state="done", arguments={"who": "Kara Ellison"}, stage="writing to Kara Ellison")
    return debrief


def _list_texts() -> str:
    """Every text of every table of the database."""
    from django.apps import apps

    return "\n".join(str(list(model._default_manager.values())) for model in apps.get_models()).lower()


def test_from_the_search_to_the_receipt(home: Home, staff: Staff) -> None:
    client = sign_in(staff.administrator)
    key = _find_key(client)
    _plant(_find_deal(home), int(key), staff.anna)
    address = f"/settings/erasing/person/person/{key}/"
    assert "ellison" in client.get(address).content.decode().lower()
    _work("erasure_plan")
    assert "turns of speech" in client.get(address).content.decode()
    wrong = client.post(address, {"name": "Somebody"})
    assert (wrong.status_code, Erasure.objects.count()) == (422, 0)
    begun = client.post(address, {"name": "dr. kara ellison", "reference": "Letter 7"})
    assert client.post(address, {"name": "Dr. Kara Ellison"}).url == begun.url
    assert "at work" in client.get(begun.url).content.decode()
    _work("erasure")
    receipt = client.get(begun.url).content.decode()
    assert "Letter 7" in receipt
    assert "still fits both" in receipt
    texts = _list_texts()
    assert not [tell for tell in ("kara", "ellison", "the board wanted") if tell in texts]
    assert "[erased]" in client.get(address).content.decode()
    assert {"run", "catalogue"} <= set(Job.objects.filter(state="queued").values_list("kind", flat=True))


def _find_deal(home: Home) -> int:
    from assay.store import open_place
    from assay.tables import TABLES

    engine = open_place(home.record, TABLES).engine()
    try:
        ((key,),) = engine.rows("SELECT id FROM deal WHERE source_id = 'D1'")
        return int(str(key))
    finally:
        engine.close()


def test_what_was_said_is_over_and_what_happened_stays(home: Home, staff: Staff) -> None:
    client = sign_in(staff.administrator)
    key = _find_key(client)
    _plant(_find_deal(home), int(key), staff.anna)
    rows = LogEntry.objects.count()
    client.post(f"/settings/erasing/person/person/{key}/", {"name": "Dr. Kara Ellison"})
    _work("erasure")
    answer, asked, token = Answer.objects.get(), AskedPerson.objects.get(), Token.objects.get()
    assert (answer.text, answer.erased_at is not None, asked.removed_at is not None) == ("", True, True)
    assert (asked.name, token.revoked_at is not None) == ("[erased]", True)
    assert LogEntry.objects.count() > rows
    assert LogEntry.objects.get(kind="debrief").what == "asked ████ ███████"


def test_a_user_is_erased_and_what_happened_stays(home: Home, staff: Staff) -> None:
    PrivateNote.objects.create(owner=staff.sara, deal_id=1, kind="self_analysis", text="I was tired")
    LogEntry.objects.create(
        who=staff.sara.email, user_id_then=staff.sara.pk, act="saw", kind="deal", what="Pumps", address="10.0.0.7"
    )
    client = sign_in(staff.administrator)
    client.post(f"/settings/erasing/person/user/{staff.sara.pk}/", {"name": "Sara"})
    _work("erasure")
    staff.sara.refresh_from_db()
    assert (staff.sara.is_active, staff.sara.name) == (False, "[erased]")
    assert not PrivateNote.objects.exists()
    row = LogEntry.objects.get(act="saw", kind="deal")
    assert (row.who, row.user_id_then, row.address, row.what) == ("[erased]", None, None, "Pumps")
    assert "sara@example.org" not in _list_texts()


def test_nobody_shuts_everybody_out(home: Home, staff: Staff) -> None:
    client = sign_in(staff.administrator)
    name = staff.administrator.name
    client.post(f"/settings/erasing/person/user/{staff.administrator.pk}/", {"name": name})
    assert not Erasure.objects.exists()
    other = User.objects.create_user("second@example.org", "correct horse", name="Second", role=Role.ADMINISTRATOR)
    sign_in(other).post(f"/settings/erasing/person/user/{staff.administrator.pk}/", {"name": name})
    assert Erasure.objects.count() == 1


@pytest.mark.parametrize("name", ["anna", "nora", "max", "analyst"])
def test_only_administrators_erase(home: Home, staff: Staff, name: str) -> None:
    client = sign_in(getattr(staff, name))
    assert client.get("/settings/erasing/").status_code == 403
    assert client.post(f"/settings/erasing/person/user/{staff.sara.pk}/", {"name": "Sara"}).status_code == 403
    assert not Erasure.objects.exists()


def test_what_is_looked_for_stands_in_no_log(home: Home, staff: Staff) -> None:
    sign_in(staff.administrator).post("/settings/erasing/", {"who": "Ellison"})
    assert LogEntry.objects.filter(act="searched", kind="person").exists()
    assert "ellison" not in str(list(LogEntry.objects.values())).lower()


@pytest.mark.parametrize("address", ["person/0/", "nobody/5/", "user/99999/", "person/x/"])
def test_nobody_who_is_not_there_is_erased(home: Home, staff: Staff, address: str) -> None:
    assert sign_in(staff.administrator).get(f"/settings/erasing/person/{address}").status_code == 404


def test_a_receipt_that_was_changed_says_so(home: Home, staff: Staff) -> None:
    client = sign_in(staff.administrator)
    key = _find_key(client)
    client.post(f"/settings/erasing/person/person/{key}/", {"name": "Dr. Kara Ellison"})
    _work("erasure")
    Erasure.objects.update(counts={"quotes": 1})
    assert "no longer fits" in client.get(f"/settings/erasing/{Erasure.objects.get().pk}/").content.decode()
