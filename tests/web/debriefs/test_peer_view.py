"""A colleague's view: asked by a grant, walked in six steps, told to whom the colleague says, ended with the grant."""

from datetime import timedelta

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.store.home import Home
from assay.web.debriefs.models import Answer, Debrief, DriverTag, Task
from assay.web.debriefs.recording import gather_waiting
from assay.web.people.log import LogEntry
from assay.web.people.models import Grant
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff, sign_in
from web.debriefs.conftest import DEAL


@pytest.fixture
def anna(staff: Staff, own_home: Home, record: duckdb.DuckDBPyConnection, put: Put) -> Client:
    """Anna's browser, over a record with her lost deal, and an open one of Sara's in which the same was found."""
    put("deal", id=DEAL, name="Crane for Hartwell", owner_id=ANNA_SELLER, outcome="lost", loss_reason_stated="Price",
        closed_at=1_770_000_000)  # fmt: skip
    put("deal", id=7, name="Open one", owner_id=SARA_SELLER, outcome="open")
    put("moment", deal_id=7, outcome="open")
    put("signal", signal="rhythm.slow_replies", title="Slow replies on our side")
    for deal in (DEAL, 7):
        put("finding", deal_id=deal, signal="rhythm.slow_replies", sentence="Replies took nine days.", hit_at=5)
    return sign_in(staff.anna)


def _ask(client: Client, staff: Staff) -> Debrief:
    asked = client.post(f"/debriefs/peer/{DEAL}/", {"peer": staff.sara.pk, "days": 14, "words": "You know cranes"})
    assert asked.status_code == 302
    return Debrief.objects.get(kind="peer")


def test_a_colleague_is_let_in_for_a_while_and_asked_once(anna: Client, staff: Staff) -> None:
    sara = sign_in(staff.sara)
    assert sara.get(f"/debriefs/peer/{DEAL}/").status_code == 404
    debrief = _ask(anna, staff)
    _ask(anna, staff)
    grant = Grant.objects.get()
    assert (grant.user, grant.reason, grant.granted_by) == (staff.sara, "peer", staff.anna)
    assert timedelta(days=13) < grant.expires_at - timezone.now() < timedelta(days=15)
    assert (debrief.state, debrief.asker, debrief.outcome) == ("asked", staff.sara, "lost")
    assert LogEntry.objects.filter(act="granted", kind="deal", object_id=str(DEAL)).exists()
    task = Task.objects.get(kind="peer_view")
    assert (task.owner, task.done_at) == (staff.sara, None)
    page = sara.get(f"/debriefs/{debrief.pk}/").text
    assert "Anna trusts your eye" in page
    assert "You know cranes" in page


def test_the_walk_shows_the_record_and_keeps_each_step(anna: Client, staff: Staff) -> None:
    debrief, sara = _ask(anna, staff), sign_in(staff.sara)
    assert sara.post(f"/debriefs/{debrief.pk}/peer/reply/", {"answer": "agreed"})["Location"].endswith("/walk/1/")
    for step, said in ((2, "“Price”"), (3, "Replies took nine days."), (4, "Open one: the same here: slow replies")):
        assert said in sara.get(f"/debriefs/{debrief.pk}/walk/{step}/").text
    told = {
        "seen.reasons": 0,
        "reasons.driver": "slow_or_neglected",
        "seen.real_reason": 0,
        "real_reason": "We were slow",
    }
    assert sara.post(f"/debriefs/{debrief.pk}/walk/2/keep/", told)["Location"].endswith("/walk/3/")
    assert DriverTag.objects.get().driver == "slow_or_neglected"
    assert "We were slow" in sara.get(f"/debriefs/{debrief.pk}/walk/2/").text
    told = {"key": "say", "seen.say": 0, "say": "We offer you 20 % off if you sign today."}
    sara.post(f"/debriefs/{debrief.pk}/walk/6/keep/", told, headers={"HX-Request": "true"})
    assert 'class="kindly"' in sara.get(f"/debriefs/{debrief.pk}/walk/6/").text
    for number in (0, 7):
        assert sara.get(f"/debriefs/{debrief.pk}/walk/{number}/").status_code == 404


def test_the_walk_names_who_could_talk_and_of_deals_not_seen_the_colleague_alone(
    anna: Client, staff: Staff, put: Put, record: duckdb.DuckDBPyConnection
) -> None:
    record.execute("UPDATE deal SET account_id = 1, known_at = 0")
    put("run", run_id="r", as_of=100, known_by=100)
    put("moment", deal_id=DEAL, outcome="lost")
    put("deal", id=8, name="Hidden hoist", owner_id=BEN_SELLER, account_id=1, outcome="lost", known_at=0)
    put("seller", id=BEN_SELLER, name="Ben")
    for number, name, account in ((5, "Ines Roth", 1), (6, "Otto Rat", 2)):
        put("person", id=number, full_name=name, account_id=account, known_at=0)
    put("tie", id=1, person_id=6, account_id=1, kind="adviser", known_at=0)
    row = {"deal_id": 8, "activity_id": 90, "kind": "meeting", "occurred_at": 1, "known_at": 1}
    put("deal_event", **row)
    put("deal_presence", person_id=5, part="attendee", **row)
    put("deal_seat", seller_id=BEN_SELLER, part="attendee", **row)
    debrief, sara = _ask(anna, staff), sign_in(staff.sara)
    page = sara.get(f"/debriefs/{debrief.pk}/walk/5/").text
    assert "Otto Rat: adviser" in page
    assert "Ben, a colleague, knows someone there." in page
    assert "Hidden hoist" not in page
    assert "Ines Roth" not in page


def test_nobody_reads_it_before_the_colleague_is_done_and_then_whoever_was_chosen(anna: Client, staff: Staff) -> None:
    debrief, sara = _ask(anna, staff), sign_in(staff.sara)
    sara.post(f"/debriefs/{debrief.pk}/walk/2/keep/", {"seen.real_reason": 0, "real_reason": "We were slow"})
    for user in (staff.anna, staff.nora, staff.administrator):
        client = sign_in(user)
        assert "We were slow" not in client.get(f"/debriefs/{debrief.pk}/").text
        for address in ("walk/2/", "walk/end/"):
            assert client.get(f"/debriefs/{debrief.pk}/{address}").status_code == 404
        assert client.post(f"/debriefs/{debrief.pk}/walk/2/keep/", {"seen.real_reason": 1}).status_code == 404
    assert "We were slow" in sara.get(f"/debriefs/{debrief.pk}/walk/end/").text
    assert sara.post(f"/debriefs/{debrief.pk}/walk/end/", {"circle": "participants"}).status_code == 302
    assert "We were slow" in anna.get(f"/debriefs/{debrief.pk}/").text
    for user in (staff.nora, staff.analyst, staff.administrator):
        assert "We were slow" not in sign_in(user).get(f"/debriefs/{debrief.pk}/").text
    for user in (staff.ben, staff.sven):
        assert sign_in(user).get(f"/debriefs/{debrief.pk}/").status_code == 404
    answer = Answer.objects.get()
    assert (answer.side, answer.origin, answer.speaker_id) == ("peer", "peer_view", SARA_SELLER)
    assert {row.circle for row in gather_waiting().rows if row.table == "statement"} == {"participants"}  # type: ignore[attr-defined]


def test_done_the_file_is_closed_and_the_own_words_stay(anna: Client, staff: Staff) -> None:
    debrief, sara = _ask(anna, staff), sign_in(staff.sara)
    sara.post(f"/debriefs/{debrief.pk}/walk/1/keep/", {"seen.why_buy": 0, "why_buy": "It saves a shift"})
    sara.post(f"/debriefs/{debrief.pk}/walk/end/", {"circle": "team"})
    debrief.refresh_from_db()
    assert (debrief.state, debrief.answer) == ("closed", "agreed")
    assert Grant.objects.get().revoked_at is not None
    assert not Task.objects.filter(done_at=None).exists()
    assert "It saves a shift" in sara.get(f"/debriefs/{debrief.pk}/walk/1/").text
    assert "Replies took" not in sara.get(f"/debriefs/{debrief.pk}/walk/3/").text
    assert "It saves a shift" in sign_in(staff.nora).get(f"/debriefs/{debrief.pk}/").text


def test_a_no_ends_it_and_asks_the_rep_for_somebody_else(anna: Client, staff: Staff) -> None:
    debrief, sara = _ask(anna, staff), sign_in(staff.sara)
    assert sara.post(f"/debriefs/{debrief.pk}/peer/reply/", {"answer": "declined"}).status_code == 302
    debrief.refresh_from_db()
    assert (debrief.state, debrief.answer) == ("closed", "declined")
    assert Grant.objects.get().revoked_at is not None
    task = Task.objects.get(done_at=None)
    assert (task.owner, task.text) == (staff.anna, "Sara cannot look at it; ask somebody else")
    assert "Ask another colleague" in anna.get(f"/debriefs/{debrief.pk}/").text


def test_when_the_time_is_over_nothing_of_the_record_is_shown(anna: Client, staff: Staff) -> None:
    debrief, sara = _ask(anna, staff), sign_in(staff.sara)
    Grant.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert "is over" in sara.get(f"/debriefs/{debrief.pk}/").text
    page = sara.get(f"/debriefs/{debrief.pk}/walk/3/").text
    assert "Replies took" not in page
    assert sara.get(f"/deals/{DEAL}/").status_code == 404


def test_whoever_asked_takes_the_request_back(anna: Client, staff: Staff) -> None:
    debrief = _ask(anna, staff)
    assert sign_in(staff.sara).post(f"/debriefs/{debrief.pk}/peer/end/").status_code == 404
    assert anna.post(f"/debriefs/{debrief.pk}/peer/end/").status_code == 302
    assert Grant.objects.get().revoked_at is not None
    debrief.refresh_from_db()
    assert debrief.state == "closed"


def test_only_the_owner_and_managers_ask(anna: Client, staff: Staff) -> None:
    sent = {"peer": staff.sara.pk, "days": 14}
    for user, status in ((staff.ben, 404), (staff.sven, 404), (staff.analyst, 403), (staff.nora, 302)):
        assert sign_in(user).post(f"/debriefs/peer/{DEAL}/", sent).status_code == status
    assert anna.post(f"/debriefs/peer/{DEAL}/", {"peer": staff.anna.pk, "days": 14}).status_code == 422
