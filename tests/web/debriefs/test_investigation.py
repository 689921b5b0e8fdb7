"""The team's investigation: alone first, then together, with the turn voted, findings agreed and other views kept."""

from collections.abc import Callable

import duckdb
import pytest
from django.test import Client

from asking.conftest import Put
from assay.store.home import Home
from assay.web.debriefs.models import Answer, Debrief, MomentVote, Participant, Pin, Stance, Task
from assay.web.debriefs.recording import gather_waiting
from assay.web.people.models import Grant
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff, sign_in
from web.debriefs.conftest import DEAL

HTMX = {"HX-Request": "true"}
Invite = Callable[..., Debrief]


@pytest.fixture
def anna(staff: Staff, own_home: Home, record: duckdb.DuckDBPyConnection, put: Put) -> Client:
    """Anna's browser, over a record in which she and Ben held a call on her lost deal, and Sara a meeting."""
    put("deal", id=DEAL, name="Crane for Hartwell", owner_id=ANNA_SELLER, outcome="lost", closed_at=1_771_000_000)
    for number, name in ((ANNA_SELLER, "Anna"), (BEN_SELLER, "Ben"), (SARA_SELLER, "Sara"), (900, "Gone Away")):
        put("seller", id=number, name=name)
    for number, kind, at, sellers in (
        (1, "call", 1_770_000_000, (ANNA_SELLER, BEN_SELLER)),
        (2, "meeting", 1_770_500_000, (ANNA_SELLER, SARA_SELLER, 900)),
    ):
        put("activity", id=number, kind=kind, subject=f"Subject {number}", occurred_at=at)
        put("deal_event", deal_id=DEAL, activity_id=number, kind=kind, occurred_at=at)
        for seller in sellers:
            put("deal_seat", deal_id=DEAL, activity_id=number, seller_id=seller, kind=kind, occurred_at=at)
    put("utterance", id=70, activity_id=1, position=1, speaker="Ines", side="buyer", text="When could you deliver?")
    put("utterance", id=71, activity_id=99, position=1, speaker="Else", side="buyer", text="Of another deal")
    put("finding", deal_id=DEAL, signal="rhythm.talked_too_much", sentence="We spoke most.", hit_at=5)
    put("evidence", deal_id=DEAL, signal="rhythm.talked_too_much", table_name="utterance", row_id=70)
    put("turn", deal_id=DEAL, turn_at=1_770_500_000, low_at=1_770_400_000, high_at=1_770_600_000, p_turn=0.8)
    put("answer", deal_id=DEAL, signal="rhythm.momentum_turned", answer="hit")
    return sign_in(staff.anna)


@pytest.fixture
def opened(anna: Client, staff: Staff) -> Debrief:
    """An investigation of Anna, who leads, Ben and Sara."""
    people = [staff.anna.pk, staff.ben.pk, staff.sara.pk]
    sent = anna.post(f"/debriefs/investigate/{DEAL}/", {"people": people, "leader": staff.anna.pk})
    assert sent.status_code == 302
    return Debrief.objects.get(kind="investigation")


def _answer(client: Client, debrief: Debrief, key: str, text: str, act: str = "done") -> int:
    sent = {f"seen.{key}": 0, key: text, "act": act}
    return client.post(f"/debriefs/{debrief.pk}/alone/keep/", sent).status_code


def _show(opened: Debrief, anna: Client, staff: Staff) -> tuple[Client, Client]:
    """Ben and Sara answer, and so does Anna: all is shown. Their browsers."""
    ben, sara = sign_in(staff.ben), sign_in(staff.sara)
    for client, text in ((ben, "Ben saw this"), (sara, "Sara saw that"), (anna, "Anna saw more")):
        _answer(client, opened, "call", text)
    opened.refresh_from_db()
    assert opened.state == "held"
    return ben, sara


def test_all_who_touched_the_deal_are_proposed_and_who_was_most_involved_leads(anna: Client, staff: Staff) -> None:
    page = anna.get(f"/debriefs/investigate/{DEAL}/").text
    assert page.index("Anna</b>") < page.index("primarily involved") < page.index("Ben</b>")
    assert "Gone Away" in page
    assert "Has no account here" in page
    assert f'name="leader" value="{staff.anna.pk}" checked' in page


def test_invited_are_let_in_and_have_a_task_and_clicking_twice_opens_one(
    anna: Client, staff: Staff, opened: Debrief
) -> None:
    anna.post(f"/debriefs/investigate/{DEAL}/", {"people": [staff.ben.pk], "leader": staff.anna.pk})
    assert Debrief.objects.filter(kind="investigation").count() == 1
    assert set(Grant.objects.values_list("user", "reason")) == {
        (staff.ben.pk, "participant"),
        (staff.sara.pk, "participant"),
    }
    assert set(Task.objects.filter(kind="investigation").values_list("owner", flat=True)) == {
        staff.anna.pk, staff.ben.pk, staff.sara.pk,
    }  # fmt: skip
    assert set(Participant.objects.values_list("user", "part")) == {
        (staff.anna.pk, "leader"), (staff.ben.pk, "member"), (staff.sara.pk, "member"),
    }  # fmt: skip
    assert sign_in(staff.sara).get(f"/debriefs/{opened.pk}/").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("ben", 404), ("sven", 404), ("analyst", 403), ("nora", 302)])
def test_only_the_owner_and_managers_open_one(anna: Client, staff: Staff, who: str, status: int) -> None:
    sent = {"people": [staff.ben.pk], "leader": staff.anna.pk}
    assert sign_in(getattr(staff, who)).post(f"/debriefs/investigate/{DEAL}/", sent).status_code == status


def test_one_alone_is_no_investigation(anna: Client, staff: Staff) -> None:
    sent = anna.post(f"/debriefs/investigate/{DEAL}/", {"people": [staff.anna.pk], "leader": staff.anna.pk})
    assert sent.status_code == 422
    assert not Debrief.objects.exists()


def test_each_sees_what_the_record_shows_of_the_own_part(anna: Client, staff: Staff, opened: Debrief) -> None:
    ben = sign_in(staff.ben).get(f"/debriefs/{opened.pk}/alone/").text
    assert "We spoke most." in ben
    assert "1 of 1 rows" in ben
    assert "In 1 activity, 1 talk among them" in ben
    assert "none of it is from what you took part in" in sign_in(staff.sara).get(f"/debriefs/{opened.pk}/alone/").text


def test_nobody_reads_an_answer_before_all_are_in(anna: Client, staff: Staff, opened: Debrief) -> None:
    ben = sign_in(staff.ben)
    _answer(ben, opened, "call", "Ben saw this")
    for user in (staff.anna, staff.sara, staff.nora, staff.administrator, staff.analyst):
        client = sign_in(user)
        assert "Ben saw this" not in client.get(f"/debriefs/{opened.pk}/").text
        assert client.get(f"/debriefs/{opened.pk}/together/").status_code == 404
        page = client.get(f"/debriefs/{opened.pk}/alone/")
        assert page.status_code == (200 if user in (staff.anna, staff.sara) else 404)
        assert "Ben saw this" not in page.text
    assert not [row for row in gather_waiting().rows if row.table == "statement"]
    assert sign_in(staff.sven).get(f"/debriefs/{opened.pk}/").status_code == 404


def test_all_answers_are_shown_to_those_who_take_part_when_the_last_is_in(
    anna: Client, staff: Staff, opened: Debrief
) -> None:
    ben, _sara = _show(opened, anna, staff)
    page = ben.get(f"/debriefs/{opened.pk}/together/").text
    assert all(said in page for said in ("Ben saw this", "Sara saw that", "Anna saw more"))
    for user in (staff.nora, staff.administrator, staff.analyst):
        client = sign_in(user)
        assert client.get(f"/debriefs/{opened.pk}/together/").status_code == 404
        assert "Ben saw this" not in client.get(f"/debriefs/{opened.pk}/").text
    rows = [row for row in gather_waiting().rows if row.table == "statement"]
    assert {(row.circle, row.origin) for row in rows} == {("participants", "investigation")}  # type: ignore[attr-defined]
    assert list(Task.objects.filter(done_at=None).values_list("owner", "key")) == [
        (staff.anna.pk, f"investigation {opened.pk} close")
    ]


def test_the_leader_shows_them_early_and_what_is_not_handed_in_stays_private(
    anna: Client, staff: Staff, opened: Debrief
) -> None:
    ben, sara = sign_in(staff.ben), sign_in(staff.sara)
    _answer(sara, opened, "call", "Sara is still thinking", act="keep")
    _answer(ben, opened, "call", "Ben saw this")
    assert ben.post(f"/debriefs/{opened.pk}/together/now/").status_code == 403
    assert anna.post(f"/debriefs/{opened.pk}/together/now/").status_code == 302
    page = anna.get(f"/debriefs/{opened.pk}/together/").text
    assert "Ben saw this" in page
    assert "Sara is still thinking" not in page
    sara.post(f"/debriefs/{opened.pk}/alone/keep/", {"seen.call": 1, "call": "Sara came later", "act": "done"})
    page = anna.get(f"/debriefs/{opened.pk}/together/").text
    assert "Sara came later" in page
    assert page.count("after the others") == 1


def test_who_cannot_take_part_is_not_waited_for(anna: Client, staff: Staff, opened: Debrief) -> None:
    _answer(anna, opened, "call", "Anna saw more")
    _answer(sign_in(staff.ben), opened, "call", "Ben saw this")
    assert anna.post(f"/debriefs/{opened.pk}/alone/out/").status_code == 404
    sign_in(staff.sara).post(f"/debriefs/{opened.pk}/alone/out/")
    opened.refresh_from_db()
    assert opened.state == "held"


def test_the_turn_is_voted_alone_and_stands_beside_the_computed_one(
    anna: Client, staff: Staff, opened: Debrief
) -> None:
    ben = sign_in(staff.ben)
    assert "Computed from the buyer" not in ben.get(f"/debriefs/{opened.pk}/alone/").text
    vote = {"way.activity-1": "better", "way.activity-2": "worse", "way.gone-9": "worse", "turn": "activity-1"}
    voted = ben.post(f"/debriefs/{opened.pk}/alone/vote/", vote, headers=HTMX)
    assert "Computed from the buyer" in voted.text
    ben.post(f"/debriefs/{opened.pk}/alone/vote/", {"turn": "activity-2"})
    assert set(MomentVote.objects.values_list("key", "way", "is_turn")) == {
        ("activity-1", "better", False), ("activity-2", "worse", True),
    }  # fmt: skip
    sign_in(staff.sara).post(f"/debriefs/{opened.pk}/alone/vote/", {"turn": "unknown"})
    _show(opened, anna, staff)
    page = anna.get(f"/debriefs/{opened.pk}/together/").text
    assert "1 person named a moment." in page
    assert "1 of 1 lie within the computed days." in page
    assert "within the computed days</span>" in page
    assert "It turned on" in page
    assert "I cannot tell when it turned." in page


def test_passages_of_the_deal_alone_are_pinned_and_shown_with_their_note(
    anna: Client, staff: Staff, opened: Debrief
) -> None:
    ben = sign_in(staff.ben)
    assert "When could you deliver?" in ben.get(f"/debriefs/{opened.pk}/passages/1/").text
    assert ben.get(f"/debriefs/{opened.pk}/passages/99/").status_code == 404
    assert ben.post(f"/debriefs/{opened.pk}/pins/71/", {"note": "x"}).status_code == 404
    ben.post(f"/debriefs/{opened.pk}/pins/70/", {"note": "Nobody took it up", "call": "1"})
    assert "Nobody took it up" not in anna.get(f"/debriefs/{opened.pk}/alone/").text
    _show(opened, anna, staff)
    page = anna.get(f"/debriefs/{opened.pk}/together/").text
    assert "When could you deliver?" in page
    assert "Nobody took it up" in page
    ben.post(f"/debriefs/{opened.pk}/pins/70/", {"act": "remove"})
    assert Pin.objects.get().removed_at is not None


def test_findings_are_agreed_and_other_views_are_kept(anna: Client, staff: Staff, opened: Debrief) -> None:
    ben, sara = _show(opened, anna, staff)
    address = f"/debriefs/{opened.pk}/together/"
    assert ben.post(f"{address}finding/", {"text": "Mine"}).status_code == 403
    anna.post(f"{address}finding/", {"text": "We answe", "seen": 0}, headers=HTMX)
    assert "We answe" in anna.get(address).text
    for _ in range(2):
        anna.post(f"{address}finding/", {"text": "We answered late.", "driver": "slow_or_neglected"})
    finding = Answer.objects.get(who="together")
    assert anna.get(address).text.count("We answe") == 2
    ben.post(f"{address}{finding.pk}/agree/", {"act": "agree"})
    assert sara.post(f"{address}{finding.pk}/agree/", {"act": "differ", "why": " "}).status_code == 422
    sara.post(f"{address}{finding.pk}/agree/", {"act": "differ", "why": "They had decided long before."})
    assert "not agreed, kept" in anna.get(address).text
    opened.refresh_from_db()
    assert ben.post(f"{address}close/", {"circle": "company", "version": opened.version}).status_code == 403
    assert anna.post(f"{address}close/", {"circle": "company", "version": 1}).status_code == 409
    assert anna.post(f"{address}close/", {"circle": "company", "version": opened.version}).status_code == 302
    rows = {row.text: row.circle for row in gather_waiting().rows if row.table == "statement"}  # type: ignore[attr-defined]
    assert rows["We answered late."] is None
    assert rows["They had decided long before."] is None
    assert rows["Ben saw this"] == "participants"
    assert not Grant.objects.filter(revoked_at=None).exists()
    page = sign_in(staff.analyst).get(f"/debriefs/{opened.pk}/").text
    assert "We answered late." in page
    assert "They had decided long before." in page
    assert "Ben saw this" not in page
    assert not Task.objects.filter(done_at=None).exists()


def test_a_changed_finding_is_agreed_anew_and_none_is_closed_empty(anna: Client, staff: Staff, opened: Debrief) -> None:
    _show(opened, anna, staff)
    address = f"/debriefs/{opened.pk}/together/"
    opened.refresh_from_db()
    assert anna.post(f"{address}close/", {"circle": "team", "version": opened.version}).status_code == 422
    anna.post(f"{address}finding/", {"text": "Tom should have called."})
    assert "may sound like blame" in anna.get(address).text
    finding = Answer.objects.get(who="together")
    anna.post(f"{address}{finding.pk}/agree/", {"act": "agree"})
    anna.post(f"{address}finding/", {"text": "Nobody called for nine days.", "finding": finding.key, "seen": 1})
    assert not Stance.objects.exists()
    finding.refresh_from_db()
    assert finding.text == "Nobody called for nine days."


def test_one_that_a_manager_takes_out_shows_nothing_and_lets_nobody_in(
    anna: Client, staff: Staff, opened: Debrief
) -> None:
    _answer(sign_in(staff.ben), opened, "call", "Ben saw this")
    told = {"version": opened.version, "reason": "The buyer is bankrupt"}
    assert sign_in(staff.nora).post(f"/debriefs/{opened.pk}/decline/", told).status_code == 302
    assert not Grant.objects.filter(revoked_at=None).exists()
    assert anna.post(f"/debriefs/{opened.pk}/together/now/")["Location"] == f"/debriefs/{opened.pk}/"
    assert anna.get(f"/debriefs/{opened.pk}/together/").status_code == 404


def test_it_is_not_brought_to_an_end_past_its_own_page(anna: Client, opened: Debrief) -> None:
    for step in ("held", "close"):
        assert anna.post(f"/debriefs/{opened.pk}/{step}/", {"version": opened.version}).status_code == 404
