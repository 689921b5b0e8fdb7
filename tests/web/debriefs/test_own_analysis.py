"""The own analysis: filled in from the record, kept as it is typed, private until shared, set beside the buyer's."""

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.store.home import Home
from assay.web.debriefs.answering import Question, Speaker, keep_answer, share_answers, tag_answer
from assay.web.debriefs.models import Answer, ChosenQuestion, Debrief, Draft, DriverTag, Guide, Requirement, Task
from assay.web.debriefs.recording import gather_waiting
from assay.web.people.log import LogEntry
from web.conftest import ANNA_SELLER, Staff, sign_in
from web.debriefs.conftest import DEAL, Make

HTMX = {"HX-Request": "true"}


@pytest.fixture
def anna(staff: Staff, own_home: Home, record: duckdb.DuckDBPyConnection, put: Put) -> Client:
    """Anna's browser, over a record that knows a reason, a competitor and one who decides."""
    put("deal", id=DEAL, name="Crane for Hartwell", owner_id=ANNA_SELLER, outcome="lost", loss_reason_stated="Price",
        discount=0.125)  # fmt: skip
    put("competitor", id=1, name="Northgauge")
    put("deal_competitor", id=1, deal_id=DEAL, competitor_id=1, part="won_by")
    put("person", id=5, full_name="Ines Roth", title="CFO", seniority="c_level")
    put("deal_presence", deal_id=DEAL, activity_id=1, person_id=5, occurred_at=9, kind="meeting")
    put("finding", deal_id=DEAL, signal="rhythm.slow_replies", sentence="Replies took nine days.", hit_at=5)
    record.execute(
        """INSERT INTO mention (deal_id, "table", row_id, side, origin, start, quote, driver)
        VALUES (?, 'deal', ?, 'rep', 'crm_reason', 0, 'Price', 'price_too_high'),
          (?, 'activity', 1, 'buyer', 'email', 0, 'It does not talk to our ERP', 'integration')""",
        [DEAL, DEAL, DEAL],
    )
    return sign_in(staff.anna)


@pytest.fixture
def own(staff: Staff, make_debrief: Make) -> Debrief:
    return make_debrief(kind="self", circle="private", asker=staff.anna)


def _keep(client: Client, own: Debrief, key: str, **told: object) -> str:
    answer = client.post(f"/debriefs/{own.pk}/own/keep/", {"key": key, f"seen.{key}": 0, **told}, headers=HTMX)
    assert answer.status_code == 200
    return str(answer.text)


WHOLE = {
    "seen.reasons": 0,
    "reasons.driver": ["price_too_high", "integration", "no_such"],
    "seen.competitor": 0,
    "competitor.who": "named Northgauge",
    "seen.price_gap": 0,
    "price_gap.way": "higher",
    "price_gap.share": "12,5",
    "seen.note": 0,
    "note": "We came late.",
    "seen.deciders": 0,
    "deciders.5": "met",
    "deciders.more": "Otto Rat",
}


def test_what_the_record_knows_is_filled_in_with_its_source(anna: Client, own: Debrief) -> None:
    page = anna.get(f"/debriefs/{own.pk}/own/").text
    for said in ("“Price”", "entered in the CRM", f"/deals/{DEAL}/rows/deal/{DEAL}/", "We took 12.5 % off",
                 "won it, says the record", "Ines Roth", "Replies took nine days.", "You alone"[1:]):  # fmt: skip
        assert said in page
    assert 'value="price_too_high" checked' in page
    assert 'value="named Northgauge" checked' in page
    assert page.count("Chosen for a start by the record") == 3
    assert not Answer.objects.exists()


def test_a_form_sent_whole_says_in_words_what_was_chosen(anna: Client, own: Debrief) -> None:
    assert anna.post(f"/debriefs/{own.pk}/own/keep/", {**WHOLE, "act": "done"}).status_code == 302
    said = dict(Answer.objects.values_list("key", "text"))
    assert said == {
        "reasons": "Integration; Price too high" if said["reasons"][0] == "I" else "Price too high; Integration",
        "competitor": "Northgauge",
        "price_gap": "Our price was about 12.5 % higher than the one that won.",
        "note": "We came late.",
        "deciders": "Ines Roth: met; also: Otto Rat",
    }
    assert set(DriverTag.objects.values_list("driver", flat=True)) == {"price_too_high", "integration"}
    assert set(Answer.objects.values_list("circle", "side", "origin", "speaker_id")) == {
        ("private", "rep", "self_analysis", ANNA_SELLER)
    }
    own.refresh_from_db()
    assert own.state == "held"
    assert not Task.objects.filter(done_at=None).exists()
    page = anna.get(f"/debriefs/{own.pk}/own/").text
    assert 'value="12.5"' in page
    assert "Chosen for a start by the record" not in page


def test_i_do_not_know_is_an_answer(anna: Client, own: Debrief) -> None:
    _keep(anna, own, "reasons", **{"reasons.unknown": "yes"})
    _keep(anna, own, "price_gap", **{"price_gap.way": "unknown"})
    _keep(anna, own, "competitor", **{"competitor.who": "unknown"})
    assert set(Answer.objects.values_list("text", flat=True)) == {"I do not know."}
    assert all(answer.choice["unknown"] for answer in Answer.objects.all())


def test_each_field_is_kept_as_it_is_typed_and_nothing_is_lost(anna: Client, own: Debrief) -> None:
    assert 'name="seen.note" value="1"' in _keep(anna, own, "note", note="We ca")
    assert "Another window has changed this text" in _keep(anna, own, "note", note="Other words")
    assert list(Draft.objects.get().versions.values_list("text", "is_aside")) == [
        ("We ca", False),
        ("Other words", True),
    ]
    assert Answer.objects.get().text == "We ca"
    told = anna.post(f"/debriefs/{own.pk}/own/keep/", {"seen.note": 0, "note": "A third", "act": "done"}, follow=True)
    assert "Another window has changed a field" in told.text
    own.refresh_from_db()
    assert own.state == "opened"


def test_an_untouched_field_makes_no_answer(anna: Client, own: Debrief) -> None:
    anna.post(f"/debriefs/{own.pk}/own/keep/", {"seen.note": 0, "note": "", "seen.reasons": 0})
    assert not Answer.objects.exists()


def test_blame_is_flagged_kindly_and_kept_all_the_same(anna: Client, own: Debrief) -> None:
    told = _keep(anna, own, "fell_short", fell_short="Tom should have called them.")
    assert "may sound like blame" in told
    assert Answer.objects.get().text == "Tom should have called them."


def test_nobody_but_the_rep_reads_it_before_it_is_shared(anna: Client, staff: Staff, own: Debrief) -> None:
    anna.post(f"/debriefs/{own.pk}/own/keep/", {**WHOLE, "act": "done"})
    anna.post(f"/debriefs/{own.pk}/own/requirement/", {"what": "Works without a net", "ours": "no", "theirs": "yes"})
    for user, seen in (
        (staff.nora, 200),
        (staff.administrator, 200),
        (staff.analyst, 200),
        (staff.ben, 404),
        (staff.sven, 404),
    ):
        client = sign_in(user)
        page = client.get(f"/debriefs/{own.pk}/")
        assert page.status_code == seen
        assert "We came late" not in page.text
        for address in ("own/", "own/beside/"):
            assert client.get(f"/debriefs/{own.pk}/{address}").status_code == 404
        assert client.post(f"/debriefs/{own.pk}/own/keep/", WHOLE).status_code == 404
        assert client.post(f"/debriefs/{own.pk}/own/requirement/", {"what": "x"}).status_code == 404
    assert gather_waiting().rows[0].table == "debrief"
    assert len(gather_waiting().rows) == 1
    assert "We came late" not in str(list(LogEntry.objects.values_list("detail", "what")))


def test_shared_it_goes_to_its_circle_and_taken_back_to_nobody(anna: Client, staff: Staff, own: Debrief) -> None:
    anna.post(f"/debriefs/{own.pk}/own/requirement/", {"what": "Works without a net", "ours": "no", "theirs": "yes"})
    anna.post(f"/debriefs/{own.pk}/own/keep/", {**WHOLE, "act": "share", "circle": "team"})
    nora = sign_in(staff.nora)
    assert "We came late" in nora.get(f"/debriefs/{own.pk}/").text
    assert "Works without a net" in nora.get(f"/debriefs/{own.pk}/own/beside/").text
    assert "We came late" not in sign_in(staff.analyst).get(f"/debriefs/{own.pk}/").text
    circles = {getattr(row, "circle", None) for row in gather_waiting().rows if row.table == "statement"}
    assert circles == {"team"}
    anna.post(f"/debriefs/{own.pk}/own/keep/", {"act": "share", "circle": "private"})
    assert "We came late" not in nora.get(f"/debriefs/{own.pk}/").text
    assert nora.get(f"/debriefs/{own.pk}/own/beside/").status_code == 404


def test_it_is_never_opened_to_a_circle_that_does_not_exist(anna: Client, own: Debrief) -> None:
    anna.post(f"/debriefs/{own.pk}/own/keep/", {**WHOLE, "act": "share", "circle": "everybody"})
    assert set(Answer.objects.values_list("circle", flat=True)) == {"private"}


def test_both_accounts_stand_side_by_side_once_the_own_one_is_done(
    anna: Client, staff: Staff, own: Debrief, make_debrief: Make
) -> None:
    talk = make_debrief()
    guide = Guide.objects.create(debrief=talk)
    ChosenQuestion.objects.create(guide=guide, key="q1", place=1, part="price", source="template", text="Price?")
    ines = Speaker("person 5", "buyer", "debrief", "Ines Roth", 5, staff.anna)
    told, _kept = keep_answer(
        talk, Question("q1", "How was the price?", 1), ines, "It was fair", 0, said_at=timezone.now()
    )
    tag_answer(told, [{"driver": "integration"}], staff.anna)
    share_answers(talk, ines.who, "participants")
    assert anna.get(f"/debriefs/{own.pk}/own/beside/").status_code == 404
    anna.post(f"/debriefs/{own.pk}/own/keep/", {**WHOLE, "act": "done"})
    page = anna.get(f"/debriefs/{own.pk}/own/beside/").text
    for said in ("It was fair", "Our price was about 12.5 % higher", "It does not talk to our ERP", "Changed after"):
        assert said in page
    assert '<tr class="both"><th scope="row">Integration' in page
    assert '<tr class="ours"><th scope="row">Price too high' in page
    anna.post(f"/debriefs/{own.pk}/own/keep/", {**WHOLE, "act": "share", "circle": "company"})
    of_analyst = sign_in(staff.analyst).get(f"/debriefs/{own.pk}/own/beside/").text
    assert "We came late" in of_analyst
    assert "It was fair" not in of_analyst


def test_requirements_are_changed_and_taken_away_by_their_author(anna: Client, own: Debrief) -> None:
    address = f"/debriefs/{own.pk}/own/requirement/"
    for _ in range(2):
        anna.post(address, {"what": "Works without a net", "ours": "no"})
    one = Requirement.objects.get()
    page = anna.post(address, {"requirement": one.pk, "ours": "yes", "theirs": "yes", "met": "no"}, headers=HTMX)
    assert "Works without a net" in page.text
    one.refresh_from_db()
    assert (one.ours, one.theirs, one.met, one.circle) == (True, True, False, "private")
    for number in ("²", "9" * 5000):
        assert anna.post(address, {"requirement": number, "act": "remove"}).status_code == 302
    anna.post(address, {"requirement": one.pk, "act": "remove"})
    one.refresh_from_db()
    assert one.removed_at is not None


def test_one_that_a_manager_took_out_is_kept_all_the_same(anna: Client, own: Debrief) -> None:
    Debrief.objects.filter(pk=own.pk).update(state="declined_by_manager")
    assert anna.post(f"/debriefs/{own.pk}/own/keep/", {**WHOLE, "act": "done"}).status_code == 302
    own.refresh_from_db()
    assert own.state == "declined_by_manager"
    assert Answer.objects.filter(key="note").get().text == "We came late."
