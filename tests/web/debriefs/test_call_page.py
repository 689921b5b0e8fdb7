"""The page by which a call is held, and what becomes of its notes."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from assay.jobs.kinds import do_work
from assay.jobs.progress import Progress
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from assay.web.debriefs.drafting import Field, keep_draft
from assay.web.debriefs.models import Answer, AskedPerson, BuyingProcess, Consent, Debrief, DraftVersion, Requirement
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make

SENT = {"X-Sent-In-Order": "yes"}
VAGUE, CLEAR = "It was just a better fit overall.", "Your import lost 400 rows in March, and finance had to type them."


@pytest.fixture
def debrief(make_debrief: Make, own_home: Home) -> Debrief:
    """A debrief to which two people agreed, scheduled."""
    made = make_debrief(state="scheduled", answer="agreed", asked_at=datetime(2026, 3, 9, tzinfo=UTC), account_id=77)
    for number, name in ((5, "Ines Roth"), (6, "Karl Voss")):
        AskedPerson.objects.create(debrief=made, person_id=number, name=name, answer="agreed")
    return made


@pytest.fixture
def anna(staff: Staff, debrief: Debrief) -> Client:
    return sign_in(staff.anna)


@pytest.fixture
def ines(debrief: Debrief) -> AskedPerson:
    return AskedPerson.objects.get(person_id=5)


def _note(client: Client, debrief: Debrief, voice: object, text: str, seen: int = 0, **told: object):
    data = {"question": "lost_deciding", "voice": voice, "text": text, "seen": seen, **told}
    return client.post(f"/debriefs/{debrief.pk}/call/note/", data, headers=SENT)


def _finish(client: Client, debrief: Debrief, **told: object) -> int:
    debrief.refresh_from_db()
    data = {"seen": debrief.version, "circle": "team", **told}
    return client.post(f"/debriefs/{debrief.pk}/call/finish/", data).status_code


def _read(home: Home, query: str) -> list[tuple[object, ...]]:
    do_work("debriefs_record", Progress(), {})
    engine = open_place(home.record, TABLES).engine()
    try:
        return [tuple(row) for row in engine.rows(query)]
    finally:
        engine.close()


def test_a_vague_answer_is_told_at_once_with_follow_ups(anna: Client, debrief: Debrief, ines: AskedPerson) -> None:
    told = _note(anna, debrief, ines.pk, VAGUE).json()
    assert told["version"] == 1
    assert "This says little yet." in told["heard"]
    assert 2 <= told["heard"].count("<li>") <= 3
    assert "This says something." in _note(anna, debrief, ines.pk, CLEAR, 1).json()["heard"]


def test_we_are_reminded_when_our_words_turn_to_selling_or_defending(anna: Client, debrief: Debrief) -> None:
    assert "Selling" in _note(anna, debrief, "us", "We could offer you a 20% discount now.").json()["heard"]
    assert "Defending" in _note(anna, debrief, "us", "But our price was in fact lower than theirs.", 1).json()["heard"]
    assert _note(anna, debrief, "us", "How do you mean?", 2).json()["heard"].strip() == ""


def test_a_note_sent_twice_is_kept_once_and_the_next_one_follows(
    anna: Client, debrief: Debrief, ines: AskedPerson
) -> None:
    first = _note(anna, debrief, ines.pk, "The price").json()
    assert _note(anna, debrief, ines.pk, "The price").json()["version"] == first["version"]
    _note(anna, debrief, ines.pk, "The price was fine", first["version"])
    assert Answer.objects.get().text == "The price was fine"
    assert DraftVersion.objects.count() == 2


def test_lines_of_a_note_end_as_they_were_typed(anna: Client, debrief: Debrief, ines: AskedPerson) -> None:
    told = _note(anna, debrief, ines.pk, "One\r\nTwo").json()
    assert Answer.objects.get().text == "One\nTwo"
    assert _note(anna, debrief, ines.pk, "One\nTwo").json()["version"] == told["version"]


def test_a_note_over_a_newer_one_lies_aside_and_the_newer_is_told(
    anna: Client, debrief: Debrief, ines: AskedPerson
) -> None:
    _note(anna, debrief, ines.pk, "From the desk")
    told = _note(anna, debrief, ines.pk, "From the phone", 0).json()
    assert (told["stale"], told["standing"]) == (True, "From the desk")
    assert {one.text for one in DraftVersion.objects.all()} == {"From the desk", "From the phone"}


def test_who_said_what_is_kept_apart(anna: Client, debrief: Debrief, staff: Staff) -> None:
    for person in AskedPerson.objects.all():
        _note(anna, debrief, person.pk, f"Said by {person.name}")
    _note(anna, debrief, "us", "How so?")
    _note(sign_in(staff.nora), debrief, AskedPerson.objects.first().pk, "As Nora heard it")
    kept = {(one.side, one.speaker_id, one.author_id, one.text) for one in Answer.objects.all()}
    assert kept == {
        ("buyer", 5, staff.anna.pk, "Said by Ines Roth"),
        ("buyer", 6, staff.anna.pk, "Said by Karl Voss"),
        ("rep", 101, staff.anna.pk, "How so?"),
        ("buyer", 5, staff.nora.pk, "As Nora heard it"),
    }
    assert "As Nora heard it" not in anna.get(f"/debriefs/{debrief.pk}/call/").text


def test_the_page_shows_what_was_noted_and_what_was_expected_to_its_author(
    anna: Client, debrief: Debrief, ines: AskedPerson, staff: Staff
) -> None:
    _note(anna, debrief, ines.pk, CLEAR, driver="quality_doubted")
    keep_draft(Field("expected lost_deciding", staff.anna, debrief), "The price, I think", 0)
    page = anna.get(f"/debriefs/{debrief.pk}/call/").text
    assert "lost 400 rows" in page
    assert 'value="quality_doubted" checked' in page
    assert "The price, I think" in page
    others = sign_in(staff.nora).get(f"/debriefs/{debrief.pk}/call/").text
    assert "lost 400 rows" not in others
    assert "The price, I think" not in others


def test_what_was_said_goes_into_the_record_once_it_is_handed_over(
    anna: Client, debrief: Debrief, ines: AskedPerson, own_home: Home
) -> None:
    _note(anna, debrief, ines.pk, "She said “too slow for us”.", driver="quality_doubted")
    anna.post(f"/debriefs/{debrief.pk}/call/required/", {"what": "An import overnight", "met": "no"})
    _note(anna, debrief, ines.pk, "The board, after the users.", question="process_deciding")
    anna.post(f"/debriefs/{debrief.pk}/call/who-decides/", {"who_decides": "The board"})
    assert _read(own_home, "SELECT text FROM statement") == []
    assert _finish(anna, debrief, account="yes") == 302
    debrief.refresh_from_db()
    assert (debrief.state, Answer.objects.first().quotes) == ("held", [[10, 25]])
    said = _read(own_home, "SELECT text, circle, side, speaker_id FROM statement ORDER BY text")
    assert said[0] == ("She said “too slow for us”.", "team", "buyer", 5)
    assert _read(own_home, "SELECT driver, coder FROM statement_code") == [("quality_doubted", "person")]
    assert _read(own_home, "SELECT what, theirs, met FROM requirement") == [("An import overnight", True, False)]
    process = _read(own_home, "SELECT account_id, how, who_decides FROM buying_process")
    assert process == [(77, "The board, after the users.", "The board")]


def test_handing_over_twice_changes_nothing_and_a_correction_is_recorded(
    anna: Client, debrief: Debrief, ines: AskedPerson, own_home: Home
) -> None:
    kept = _note(anna, debrief, ines.pk, CLEAR).json()
    assert _finish(anna, debrief) == 302
    version = Answer.objects.get().version
    assert _finish(anna, debrief) == 302
    assert Answer.objects.get().version == version
    _note(anna, debrief, ines.pk, "It was 40 rows.", kept["version"])
    assert ("It was 40 rows.",) in _read(own_home, "SELECT text FROM statement WHERE NOT is_deleted")


def test_nothing_goes_beyond_what_the_buyer_agreed_to(
    anna: Client, debrief: Debrief, ines: AskedPerson, own_home: Home
) -> None:
    Consent.objects.create(debrief=debrief, person=ines, circle="participants", is_given=True, how="orally")
    _note(anna, debrief, ines.pk, CLEAR)
    anna.post(f"/debriefs/{debrief.pk}/call/required/", {"what": "An import overnight", "met": "no"})
    assert _finish(anna, debrief, circle="company", account="yes") == 422
    assert _finish(anna, debrief, circle="participants", account="yes") == 302
    assert _read(own_home, "SELECT circle FROM statement") == [("participants",)]
    assert _read(own_home, "SELECT what FROM requirement") == []


def test_what_was_noted_after_a_no_to_the_consent_stays_private(
    anna: Client, debrief: Debrief, ines: AskedPerson, own_home: Home
) -> None:
    Consent.objects.create(debrief=debrief, person=ines, circle="team", is_given=False, how="orally")
    Consent.objects.create(
        debrief=debrief, person=AskedPerson.objects.get(person_id=6), circle="team", is_given=True, how="orally"
    )
    _note(anna, debrief, ines.pk, CLEAR)
    assert _finish(anna, debrief) == 302
    assert Answer.objects.get().circle == "private"
    assert _read(own_home, "SELECT text FROM statement") == []


def test_coming_back_is_what_the_buyer_said_and_never_a_default(
    anna: Client, debrief: Debrief, ines: AskedPerson
) -> None:
    page = anna.get(f"/debriefs/{debrief.pk}/call/").text
    assert page.count('name="may" value="" checked') == 2
    for said, kept in (("yes", True), ("no", False), ("", None)):
        anna.post(f"/debriefs/{debrief.pk}/call/coming-back/", {"voice": ines.pk, "may": said})
        ines.refresh_from_db()
        assert ines.comes_back is kept
    assert anna.post(f"/debriefs/{debrief.pk}/call/coming-back/", {"voice": "us", "may": "yes"}).status_code == 404


def test_the_same_requirement_is_noted_once_and_can_be_taken_out(anna: Client, debrief: Debrief) -> None:
    address = f"/debriefs/{debrief.pk}/call/required/"
    for met in ("", "no"):
        anna.post(address, {"what": " An import  overnight", "met": met})
    assert [(one.what, one.met) for one in Requirement.objects.all()] == [("An import overnight", False)]
    anna.post(address, {"what": "An import overnight", "gone": "yes"})
    assert Requirement.objects.get().removed_at is not None


def test_those_who_may_read_it_see_what_was_said_on_the_debrief(
    anna: Client, debrief: Debrief, ines: AskedPerson, staff: Staff, own_home: Home
) -> None:
    _note(anna, debrief, ines.pk, "She said “too slow for us”.", driver="quality_doubted")
    nora = sign_in(staff.nora)
    assert "too slow for us" not in nora.get(f"/debriefs/{debrief.pk}/").text
    _finish(anna, debrief)
    assert "<mark>too slow for us</mark>" in nora.get(f"/debriefs/{debrief.pk}/").text
    assert "too slow for us" not in sign_in(staff.analyst).get(f"/debriefs/{debrief.pk}/").text


def test_only_who_works_on_the_debrief_holds_its_call(
    debrief: Debrief, ines: AskedPerson, staff: Staff, stranger: Client
) -> None:
    told = {"ben": 404, "nora": 200, "max": 200, "sara": 404, "sven": 404, "analyst": 403, "administrator": 200}
    for name, status in told.items():
        client = sign_in(getattr(staff, name))
        assert client.get(f"/debriefs/{debrief.pk}/call/").status_code == status, name
        assert _note(client, debrief, ines.pk, "x").status_code == status, name
    assert _note(stranger, debrief, ines.pk, "x").status_code == 302


def test_no_call_is_held_before_anybody_was_asked(make_debrief: Make, staff: Staff, own_home: Home) -> None:
    early = make_debrief(state="accepted")
    client = sign_in(staff.anna)
    assert client.get(f"/debriefs/{early.pk}/call/").status_code == 302
    assert _note(client, early, "us", "x").status_code == 404
    assert not BuyingProcess.objects.exists()
