"""The page on which the guide of a debrief is made."""

from functools import partial

import pytest
from django.test import Client
from django.utils.translation import gettext

from assay.asking.guide.proposing import Sign
from assay.asking.guide.templates import FEWEST, MOST
from assay.store.home import Home
from assay.web.debriefs.drafting import Field, list_versions
from assay.web.debriefs.guides import signs
from assay.web.debriefs.guides.reading import read_questions
from assay.web.debriefs.models import ChosenQuestion, Debrief, Draft, Guide
from assay.web.people.log import LogEntry
from assay.web.people.models import User
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make

FOUND = Sign("rhythm.slow_replies", True, "The buyer waited nine days for an answer.")
UNTOLD = Sign("people.single_thread", False, "No contacts are recorded.")


@pytest.fixture
def debrief(make_debrief: Make, own_home: Home, monkeypatch: pytest.MonkeyPatch) -> Debrief:
    """A debrief whose deal has one finding and one question that its record leaves open."""
    monkeypatch.setattr(signs, "read_signs", lambda request, debrief: (FOUND, UNTOLD))
    return make_debrief()


@pytest.fixture
def anna(staff: Staff, debrief: Debrief) -> Client:
    return sign_in(staff.anna)


def _change(client: Client, debrief: Debrief, act: str, **told: object) -> int:
    guide = Guide.objects.filter(debrief=debrief).first()
    data = {"act": act, "seen": guide.version if guide else 0, **told}
    return client.post(f"/debriefs/{debrief.pk}/guide/change/", data).status_code


def _list_keys(debrief: Debrief) -> list[str]:
    return [one.key for one in read_questions(debrief)]


def test_findings_and_what_cannot_be_told_propose_questions_with_their_why(anna: Client, debrief: Debrief) -> None:
    page = anna.get(f"/debriefs/{debrief.pk}/guide/").text
    assert "How did our pace fit yours" in page
    assert FOUND.said in page
    assert "How were your colleagues involved" in page
    assert UNTOLD.said in page
    assert not Guide.objects.exists()


def test_the_proposed_questions_are_taken_once(anna: Client, debrief: Debrief) -> None:
    assert _change(anna, debrief, "begin") == 302
    first = _list_keys(debrief)
    assert _change(anna, debrief, "begin") == 302
    assert _list_keys(debrief) == first
    assert "deal_pace" in first
    assert FEWEST <= len(first) <= MOST
    assert FOUND.said not in repr(read_questions(debrief))


def test_no_guide_gets_more_than_ten_or_fewer_than_five(anna: Client, debrief: Debrief) -> None:
    _change(anna, debrief, "begin")
    while len(keys := _list_keys(debrief)) > FEWEST:
        assert _change(anna, debrief, "out", key=keys[1]) == 302
    assert _change(anna, debrief, "out", key=keys[1]) == 422
    for number in range(MOST - FEWEST):
        assert _change(anna, debrief, "own", text=f"What happened in step {number}?") == 302
    assert _change(anna, debrief, "add", key="deal_group") == 422
    assert len(_list_keys(debrief)) == MOST


def test_what_proposed_a_question_is_kept_in_english_and_shown_in_the_language_of_the_reader(
    anna: Client, debrief: Debrief, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = partial(Sign, "people.single_thread", False)
    monkeypatch.setattr(signs, "read_signs", lambda request, debrief: (sign(gettext("Nothing is on record.")),))
    User.objects.filter(pk=staff.anna.pk).update(language="de")
    _change(anna, debrief, "begin")
    _change(anna, debrief, "out", key="lost_well")
    _change(anna, debrief, "add", key="deal_group")
    kept = ChosenQuestion.objects.get(guide__debrief=debrief, key="deal_group")
    assert kept.grounds == "Nothing is on record."
    page = anna.get(f"/debriefs/{debrief.pk}/guide/").text
    assert "Nichts ist verzeichnet." in page
    assert kept.grounds not in page
    monkeypatch.setattr(signs, "read_signs", lambda request, debrief: (sign(gettext("Answered")),))
    assert kept.grounds in anna.get(f"/debriefs/{debrief.pk}/guide/").text


def test_a_question_is_added_ordered_and_taken_out_again(anna: Client, debrief: Debrief) -> None:
    _change(anna, debrief, "begin")
    _change(anna, debrief, "out", key="lost_well")
    assert _change(anna, debrief, "add", key="deal_group") == 302
    keys = _list_keys(debrief)
    assert keys[-1] == "closing_advice"
    assert keys[-2] == "deal_group"
    assert _change(anna, debrief, "up", key="deal_group") == 302
    assert _list_keys(debrief)[-3] == "deal_group"
    assert _change(anna, debrief, "down", key="deal_group") == 302
    assert _list_keys(debrief) == keys


def test_an_old_page_changes_nothing_and_says_so(anna: Client, debrief: Debrief) -> None:
    _change(anna, debrief, "begin")
    _change(anna, debrief, "up", key="closing_advice")
    before = _list_keys(debrief)
    answer = anna.post(f"/debriefs/{debrief.pk}/guide/change/", {"act": "out", "key": before[0], "seen": 1})
    assert answer.status_code == 409
    assert "Another window has changed this guide" in answer.text
    assert _list_keys(debrief) == before


def test_a_question_is_heard_as_it_is_typed_and_an_open_one_offered(
    anna: Client, debrief: Debrief, staff: Staff
) -> None:
    _change(anna, debrief, "begin")
    address = f"/debriefs/{debrief.pk}/guide/lost_deciding/text/"
    answer = anna.post(address, {"text": "Did you like our demo?", "seen": 1}, headers={"HX-Request": "true"})
    assert "Closed" in answer.text
    assert "How did you find our demo?" in answer.text
    assert 'name="seen" value="2"' in answer.text
    anna.post(address, {"text": "Did you like our demo?", "use": "How did you find our demo?", "seen": 2})
    assert read_questions(debrief)[0].text == "How did you find our demo?"
    kept = list_versions(Field("question lost_deciding", staff.anna, debrief))
    assert [one.text for one in kept] == ["Did you like our demo?", "How did you find our demo?"]


def test_two_who_word_one_question_do_not_undo_each_other(anna: Client, debrief: Debrief, staff: Staff) -> None:
    _change(anna, debrief, "begin")
    address = f"/debriefs/{debrief.pk}/guide/lost_deciding/text/"
    sign_in(staff.nora).post(address, {"text": "How did it come about?", "seen": 1}, headers={"HX-Request": "true"})
    answer = anna.post(address, {"text": "How did you decide?", "seen": 1}, headers={"HX-Request": "true"})
    assert "Somebody else has worded this question" in answer.text
    assert read_questions(debrief)[0].text == "How did it come about?"
    assert Draft.objects.get(author=staff.anna).text == "How did you decide?"


def test_a_question_of_ones_own_is_kept_before_it_is_added(anna: Client, debrief: Debrief) -> None:
    _change(anna, debrief, "begin")
    _change(anna, debrief, "out", key="lost_well")
    anna.post(f"/debriefs/{debrief.pk}/guide/hear/", {"text": "How did the tri"}, headers={"HX-Request": "true"})
    assert "How did the tri</textarea>" in anna.get(f"/debriefs/{debrief.pk}/guide/").text
    _change(anna, debrief, "own", text="How did the trial go?")
    assert "How did the tri</textarea>" not in anna.get(f"/debriefs/{debrief.pk}/guide/").text


def test_what_the_rep_expects_is_read_by_the_rep_alone(anna: Client, debrief: Debrief, staff: Staff) -> None:
    _change(anna, debrief, "begin")
    address = f"/debriefs/{debrief.pk}/guide/lost_price/expected/"
    told = {"expected": "That we were too dear", "seen": 0}
    assert "Kept." in anna.post(address, told, headers={"HX-Request": "true"}).text
    assert "That we were too dear" in anna.get(f"/debriefs/{debrief.pk}/guide/").text
    assert "too dear" not in sign_in(staff.nora).get(f"/debriefs/{debrief.pk}/guide/").text
    assert "too dear" not in repr(read_questions(debrief))
    assert "too dear" not in repr(list(LogEntry.objects.values_list("detail", "what")))


def test_only_who_works_on_the_debrief_makes_its_guide(debrief: Debrief, staff: Staff, stranger: Client) -> None:
    told = {"ben": 404, "nora": 200, "max": 200, "sara": 404, "sven": 404, "analyst": 403, "administrator": 200}
    for name, status in told.items():
        client = sign_in(getattr(staff, name))
        assert client.get(f"/debriefs/{debrief.pk}/guide/").status_code == status, name
        changed = _change(client, debrief, "begin")
        assert changed == (302 if status == 200 else status), name
        Guide.objects.all().delete()
    assert _change(stranger, debrief, "begin") == 302
    assert not Guide.objects.exists()


def test_a_debrief_among_ourselves_has_no_guide_here(make_debrief: Make, staff: Staff) -> None:
    own = make_debrief(kind="self", deal_id=9005)
    assert sign_in(staff.anna).get(f"/debriefs/{own.pk}/guide/").status_code == 404
