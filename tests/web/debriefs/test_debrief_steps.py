"""The steps of a debrief with a buyer, taken on its page."""

from datetime import timedelta

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.store.home import Home
from assay.web.debriefs.models import AskedPerson, Debrief, Draft, Task
from assay.web.people.log import LogEntry
from assay.web.people.models import Grant, PrivateNote
from web.conftest import Staff, sign_in
from web.debriefs.conftest import DEAL, Make


@pytest.fixture
def anna(staff: Staff, own_home: Home, record: duckdb.DuckDBPyConnection, put: Put) -> Client:
    """Anna's browser, over a record in which two people at the buyer took part in her deal."""
    put("deal", id=DEAL, name="Crane for Hartwell", owner_id=101, outcome="lost")
    for number, name in ((5, "Ines Roth"), (6, "Karl Voss")):
        put("person", id=number, full_name=name, kind="contact", do_not_contact=number == 6)
        put("deal_person", id=number, deal_id=DEAL, person_id=number, role="champion")
        common = {"deal_id": DEAL, "activity_id": number, "occurred_at": 1_770_000_000, "kind": "meeting"}
        put("deal_event", **common)
        put("deal_presence", person_id=number, part="attendee", **common)
    return sign_in(staff.anna)


def _post(client: Client, debrief: Debrief, step: str, **told: object) -> int:
    debrief.refresh_from_db()
    data = {"version": debrief.version, **told}
    return client.post(f"/debriefs/{debrief.pk}/{step}/", data).status_code


def _to_agreed(client: Client, debrief: Debrief) -> AskedPerson:
    _post(client, debrief, "accept", how="By phone")
    _post(client, debrief, "people", person=5)
    person = AskedPerson.objects.get(debrief=debrief, person_id=5)
    _post(client, debrief, "asked", person=person.pk, channel="phone", answer="agreed")
    return person


def test_a_debrief_goes_from_the_acceptance_to_its_close(anna: Client, make_debrief: Make) -> None:
    debrief = make_debrief()
    _to_agreed(anna, debrief)
    Debrief.objects.filter(pk=debrief.pk).update(accepted_at=timezone.now() - timedelta(days=7))
    at = f"{timezone.now() + timedelta(days=1):%Y-%m-%dT10:00}"
    assert _post(anna, debrief, "schedule", at=at, channel="video", minutes=30) == 302
    assert _post(anna, debrief, "held") == 302
    assert _post(anna, debrief, "close") == 302
    debrief.refresh_from_db()
    assert (debrief.state, debrief.answer, debrief.channel) == ("closed", "agreed", "video")
    assert not Task.objects.filter(done_at=None).exists()
    assert LogEntry.objects.filter(act="moved", kind="debrief").count() == 5


def test_nobody_is_asked_before_the_loss_is_accepted(anna: Client, make_debrief: Make) -> None:
    debrief = make_debrief()
    _post(anna, debrief, "people", person=5)
    person = AskedPerson.objects.get()
    answer = anna.post(f"/debriefs/{debrief.pk}/asked/", {"version": 1, "person": person.pk, "channel": "phone"})
    assert answer.status_code == 422
    assert "before it is recorded that the loss is accepted" in answer.text
    person.refresh_from_db()
    assert person.asked_at is None


def test_a_talk_is_not_scheduled_before_a_working_day_has_passed(anna: Client, make_debrief: Make) -> None:
    debrief = make_debrief()
    _to_agreed(anna, debrief)
    at = f"{timezone.now() + timedelta(hours=20):%Y-%m-%dT%H:%M}"
    assert _post(anna, debrief, "schedule", at=at, channel="video", minutes=30) == 422
    debrief.refresh_from_db()
    assert debrief.state == "asked"


def test_who_does_not_want_to_be_contacted_cannot_be_chosen(anna: Client, make_debrief: Make) -> None:
    debrief = make_debrief()
    _post(anna, debrief, "people", person=["5", "6"])
    assert list(debrief.people.values_list("person_id", flat=True)) == [5]
    assert "does not want to be contacted" in anna.get(f"/debriefs/{debrief.pk}/").text


def test_somebody_asked_about_another_deal_of_late_is_not_asked_again(anna: Client, make_debrief: Make) -> None:
    other = make_debrief(deal_id=1)
    AskedPerson.objects.create(debrief=other, person_id=5, name="Ines Roth", asked_at=timezone.now())
    debrief = make_debrief()
    _post(anna, debrief, "people", person=5)
    assert not debrief.people.exists()


def test_the_figures_behind_a_choice_are_kept_with_it(anna: Client, make_debrief: Make) -> None:
    debrief = make_debrief()
    _post(anna, debrief, "people", person=5)
    assert debrief.people.get().figures == {"inbound": 0, "outbound": 0, "meetings": 1, "last_word_at": 1_770_000_000}


def test_a_double_click_does_nothing_twice(anna: Client, make_debrief: Make) -> None:
    debrief = make_debrief()
    for _ in range(2):
        sent = anna.post(f"/debriefs/{debrief.pk}/accept/", {"version": 1, "how": "By phone"})
        assert sent.status_code == 302
    debrief.refresh_from_db()
    assert debrief.version == 2
    assert LogEntry.objects.filter(act="moved").count() == 1


def test_an_old_page_says_so_and_keeps_what_was_typed(anna: Client, make_debrief: Make) -> None:
    debrief = make_debrief(version=3)
    answer = anna.post(f"/debriefs/{debrief.pk}/accept/", {"version": 1, "how": "Told Ines on the phone"})
    assert answer.status_code == 409
    assert "Told Ines on the phone" in answer.text
    assert "since you opened the page" in answer.text


def test_no_owner_can_take_a_debrief_out_and_a_managers_reason_stays(
    anna: Client, staff: Staff, make_debrief: Make
) -> None:
    debrief = make_debrief()
    assert _post(anna, debrief, "decline", reason="I would rather not") == 403
    assert _post(sign_in(staff.sven), debrief, "decline", reason="Not mine") == 404
    nora = sign_in(staff.nora)
    assert _post(nora, debrief, "decline", reason="   ") == 422
    assert _post(nora, debrief, "decline", reason="The buyer is bankrupt") == 302
    assert "The buyer is bankrupt" in anna.get(f"/debriefs/{debrief.pk}/").text
    assert "The buyer is bankrupt" in anna.get("/debriefs/?part=out").text
    assert _post(anna, debrief, "take-back") == 403
    assert _post(nora, debrief, "take-back") == 302


def test_that_a_rep_would_rather_not_is_seen_by_nobody_else(anna: Client, staff: Staff, make_debrief: Make) -> None:
    debrief = make_debrief()
    before = LogEntry.objects.count()
    assert anna.post(f"/debriefs/{debrief.pk}/wish/", {"wish": "rather_not"}).status_code == 302
    assert LogEntry.objects.count() == before
    assert PrivateNote.objects.get().owner == staff.anna
    assert "You noted for yourself" in anna.get(f"/debriefs/{debrief.pk}/").text
    for user in (staff.nora, staff.administrator):
        assert "You noted for yourself" not in sign_in(user).get(f"/debriefs/{debrief.pk}/").text
    assert sign_in(staff.nora).post(f"/debriefs/{debrief.pk}/wish/", {"wish": "rather_not"}).status_code == 404


def test_a_delegate_is_let_in_and_introduced_before_anybody_is_asked(
    anna: Client, staff: Staff, make_debrief: Make
) -> None:
    debrief = make_debrief()
    assert sign_in(staff.ben).get(f"/debriefs/{debrief.pk}/").status_code == 404
    assert _post(anna, debrief, "asker", asker_kind="delegate", asker=staff.ben.pk) == 302
    assert Grant.objects.get().user == staff.ben
    ben = sign_in(staff.ben)
    assert ben.get(f"/debriefs/{debrief.pk}/").status_code == 200
    _post(anna, debrief, "accept", how="By phone")
    _post(anna, debrief, "people", person=5)
    person = AskedPerson.objects.get()
    assert _post(ben, debrief, "asked", person=person.pk, channel="phone", answer="agreed") == 422
    assert _post(anna, debrief, "introduction", text="Ben will call you", act="introduced", seen=0) == 302
    assert _post(ben, debrief, "asked", person=person.pk, channel="phone", answer="agreed") == 302


def test_an_introduction_is_kept_as_it_is_typed(anna: Client, make_debrief: Make) -> None:
    debrief = make_debrief(asker_kind="third_party", asker_name="Dana")
    address, htmx = f"/debriefs/{debrief.pk}/introduction/", {"HX-Request": "true"}
    first = anna.post(address, {"text": "Dear", "seen": 0}, headers=htmx)
    assert 'value="1"' in first.text
    stale = anna.post(address, {"text": "Hello", "seen": 0}, headers=htmx)
    assert "Another window has changed this text" in stale.text
    assert anna.post(address, {"text": "Dear", "seen": "9" * 5000}, headers=htmx).status_code == 200
    draft = Draft.objects.get()
    assert draft.text == "Dear"
    assert list(draft.versions.values_list("text", "is_aside")) == [("Dear", False), ("Hello", True)]


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 200), ("ben", 404), ("nora", 200), ("max", 200), ("sara", 404), ("sven", 404), ("analyst", 200)],
)
def test_a_debrief_is_seen_by_who_may_see_its_deal(
    anna: Client, staff: Staff, make_debrief: Make, who: str, status: int
) -> None:
    debrief = make_debrief()
    client = sign_in(getattr(staff, who))
    assert client.get(f"/debriefs/{debrief.pk}/").status_code == status
    assert ("Crane for Hartwell" in client.get("/debriefs/").text) is (status == 200)
    taken = _post(client, debrief, "accept", how="By phone")
    assert taken == {"anna": 302, "nora": 302, "max": 302, "analyst": 403}.get(who, 404)


def test_an_auditor_sees_the_own_audit_alone(anna: Client, staff: Staff, make_debrief: Make) -> None:
    audit, other = make_debrief(kind="audit"), make_debrief(kind="audit", number=2)
    audit.participants.create(user=staff.sara, part="auditor")
    Grant.objects.create(user=staff.sara, deal_id=DEAL, deal_name="x", reason="auditor", granted_by=staff.nora,
                         expires_at=timezone.now() + timedelta(days=9))  # fmt: skip
    sara = sign_in(staff.sara)
    assert sara.get(f"/debriefs/{audit.pk}/").status_code == 200
    assert sara.get(f"/debriefs/{other.pk}/").status_code == 404
    assert sara.get(f"/debriefs/{make_debrief().pk}/").status_code == 404
