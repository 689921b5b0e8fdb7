"""The buyer's own page: who holds the link and nobody else, from the promise to removal."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assay.jobs.models import Job
from assay.store.home import Home
from assay.web.debriefs.guides.reading import read_questions
from assay.web.debriefs.models import (
    Answer,
    AskedPerson,
    BuyerMessage,
    Consent,
    ConsentText,
    Debrief,
    DraftVersion,
    Reply,
    Token,
)
from assay.web.debriefs.tokens import make_token
from assay.web.people.log import LogEntry
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make

AHEAD = datetime.now(UTC).replace(microsecond=0) + timedelta(days=9)


@pytest.fixture
def person(make_debrief: Make, staff: Staff, own_home: Home) -> AskedPerson:
    """Somebody who was asked and said yes."""
    debrief = make_debrief(
        state="asked", answer="agreed", asked_at=timezone.now(), asker=staff.anna,
        accepted_at=timezone.now() - timedelta(days=30),
    )  # fmt: skip
    return AskedPerson.objects.create(
        debrief=debrief, person_id=5, name="Ines Roth", asked_at=timezone.now(), answer="agreed"
    )


@pytest.fixture
def link(person: AskedPerson) -> str:
    return f"/b/{make_token(person, None)[1]}/"


def invite(person: AskedPerson, **told: Any) -> BuyerMessage:
    values = {"kind": "invitation", "sent_at": timezone.now(), "times": [AHEAD.isoformat()], "zone": "Europe/Berlin",
              "channels": ["video", "phone"], "uid": "talk-1", "way": "file"}  # fmt: skip
    return BuyerMessage.objects.create(debrief=person.debrief, person=person, **(values | told))


def agree(client: Client, link: str, circle: str = "team") -> None:
    answer = client.post(link + "consent/", {"circle": circle, "agree": "yes"})
    assert answer["Location"] == link + "questions/1/"


def answer_first(client: Client, link: str, text: str, seen: int = 0) -> Any:
    return client.post(link + "questions/1/", {"text": text, "seen": str(seen)})


def test_the_link_opens_without_an_account_and_sets_no_cookie_but_that_of_forms(stranger: Client, link: str) -> None:
    answer = stranger.get(link)
    assert answer.status_code == 200
    assert set(stranger.cookies) <= {"csrftoken"}
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "Your view, in your words" in page
    assert "Anna" in page
    assert "Crane for Hartwell" not in page  # what we call the deal is ours


def test_nothing_is_typed_before_the_buyer_has_agreed(stranger: Client, link: str) -> None:
    assert stranger.get(link + "questions/1/")["Location"] == link
    assert answer_first(stranger, link, "too early")["Location"] == link
    assert stranger.post(link + "consent/", {"circle": "team"}).status_code == 422
    assert stranger.post(link + "consent/", {"circle": "private", "agree": "yes"}).status_code == 422
    assert not Consent.objects.exists()
    assert not Answer.objects.exists()


def test_consent_is_kept_with_its_level_and_in_the_very_words(stranger: Client, link: str) -> None:
    agree(stranger, link, "participants")
    given = Consent.objects.get()
    assert (given.circle, given.is_given, given.how) == ("participants", True, "page")
    assert given.text is not None
    assert "Nobody will reopen it" in given.text.text
    agree(stranger, link, "company")
    assert [one.circle for one in Consent.objects.all()] == ["participants", "company"]
    assert ConsentText.objects.count() == 1


def test_each_question_is_kept_by_itself_and_read_by_nobody_before_it_is_handed_in(
    stranger: Client, link: str, person: AskedPerson
) -> None:
    agree(stranger, link)
    questions = read_questions(person.debrief)
    assert questions[0].text in stranger.get(link + "questions/1/").content.decode()
    assert answer_first(stranger, link, "It took too long")["Location"] == link + "questions/2/"
    stored = Answer.objects.get()
    assert (stored.key, stored.text, stored.origin) == (questions[0].key, "It took too long", "buyer_form")
    assert (stored.circle, stored.finished_at, stored.speaker_id) == ("private", None, 5)
    assert "It took too long" in stranger.get(link + "questions/1/").content.decode()


def test_handing_in_lets_those_read_whom_the_buyer_chose_and_was_the_debrief(
    stranger: Client, link: str, person: AskedPerson
) -> None:
    agree(stranger, link, "participants")
    answer_first(stranger, link, "It took too long")
    assert stranger.post(link + "review/")["Location"] == link + "done/"
    stored = Answer.objects.get()
    assert (stored.circle, stored.finished_at is not None) == ("participants", True)
    debrief = Debrief.objects.get()
    assert (debrief.state, debrief.channel) == ("held", "page")
    assert stranger.post(link + "review/").status_code == 302
    assert Answer.objects.get().version == stored.version


def test_a_narrower_choice_later_takes_answers_out_of_the_wider_circle(
    stranger: Client, link: str, person: AskedPerson
) -> None:
    noted = make_note(person, circle="company")
    agree(stranger, link, "company")
    answer_first(stranger, link, "It took too long")
    stranger.post(link + "review/")
    agree(stranger, link, "participants")
    assert {one.circle for one in Answer.objects.all()} == {"participants"}
    noted.refresh_from_db()
    assert noted.version == 2


def test_an_empty_page_is_not_handed_in(stranger: Client, link: str) -> None:
    agree(stranger, link)
    assert "There is no answer yet" in stranger.post(link + "review/").content.decode()


def test_two_windows_lose_nothing(stranger: Client, link: str) -> None:
    agree(stranger, link)
    answer_first(stranger, link, "from the phone")
    answer = answer_first(stranger, link, "from the desk", seen=0)
    assert answer.status_code == 409
    assert "from the phone" in answer.content.decode()
    assert "from the desk" in answer.content.decode()


def test_whether_we_may_come_back_is_asked_last_and_answered_by_the_buyer_alone(
    stranger: Client, link: str, person: AskedPerson
) -> None:
    assert person.comes_back is None
    stranger.post(link + "done/", {"comes_back": "yes"})
    person.refresh_from_db()
    assert person.comes_back is True
    stranger.post(link + "done/", {"comes_back": "no"})
    person.refresh_from_db()
    assert person.comes_back is False


def make_note(person: AskedPerson, **told: Any) -> Answer:
    values: dict[str, Any] = {
        "key": "why", "who": "person 5", "question": "How did you decide?", "text": "Noted: price", "side": "buyer",
        "origin": "debrief", "speaker_id": 5, "finished_at": timezone.now(), "circle": "team", "expected": "our guess",
    }  # fmt: skip
    return Answer.objects.create(debrief=person.debrief, **(values | told))


def test_what_was_noted_in_the_call_can_be_seen_and_corrected(stranger: Client, link: str, person: AskedPerson) -> None:
    noted = make_note(person, quotes=[[0, 5]])
    make_note(person, key="own", who="user 1", side="rep", speaker_id=None, text="our own view")
    make_note(person, key="other", who="person 6", speaker_id=6, text="of a colleague")
    make_note(person, key="rough", text="not done yet", finished_at=None)
    page = stranger.get(link + "noted/").content.decode()
    assert "Noted: price" in page
    for hidden in ("our own view", "of a colleague", "not done yet", "our guess"):
        assert hidden not in page
    told = {"number": str(noted.pk), "seen": "1", "text": "It was the delay"}
    assert stranger.post(link + "noted/", told).status_code == 302
    noted.refresh_from_db()
    assert (noted.text, noted.quotes, noted.version) == ("It was the delay", [], 2)
    assert DraftVersion.objects.get().who == "buyer"
    assert stranger.post(link + "noted/", told | {"text": "late"}).status_code == 409


@pytest.mark.parametrize("number", ["other", "rep", "999"])
def test_nobody_corrects_what_is_not_theirs(stranger: Client, link: str, person: AskedPerson, number: str) -> None:
    others = {
        "other": make_note(person, key="other", who="person 6", speaker_id=6),
        "rep": make_note(person, key="own", who="user 1", side="rep", speaker_id=None),
    }
    told = {"number": str(others[number].pk) if number in others else number, "seen": "1", "text": "changed"}
    assert stranger.post(link + "noted/", told).status_code == 409
    assert not Answer.objects.filter(text="changed").exists()


def test_everything_can_be_removed_and_then_the_link_opens_nothing(
    stranger: Client, link: str, person: AskedPerson, django_capture_on_commit_callbacks: Any
) -> None:
    agree(stranger, link)
    answer_first(stranger, link, "It took too long")
    noted = make_note(person)
    with django_capture_on_commit_callbacks(execute=True):
        page = stranger.post(link + "remove/", {"sure": "yes"})
    assert "It is removed" in page.content.decode()
    assert set(Answer.objects.values_list("text", flat=True)) == {""}
    assert set(DraftVersion.objects.values_list("text", flat=True)) == {""}
    erased = Job.objects.get(kind="debriefs_erase")
    assert noted.pk in erased.arguments["answers"]
    person.refresh_from_db()
    assert (person.name, person.comes_back, person.answer) == ("–", False, "declined")
    assert person.removed_at is not None
    assert Consent.objects.last().is_given is False  # type: ignore[union-attr]
    assert stranger.get(link).status_code == 404
    assert not LogEntry.objects.filter(detail__icontains="too long").exists()


def spoil(link: str, how: str, person: AskedPerson) -> str:
    """The link made so that it opens nothing."""
    if how == "guessed":
        return link[:-5] + "abcd/"
    if how == "expired":
        Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "removed":
        AskedPerson.objects.update(removed_at=timezone.now())
    elif how == "revoked":
        Token.objects.update(revoked_at=timezone.now())
    elif how == "taken out":
        Debrief.objects.update(state="declined_by_manager")
    elif how == "other purpose":
        Token.objects.update(purpose="reply")
    return link


PARTS = ["", "questions/1/", "review/", "done/", "noted/", "no/", "remove/"]


@pytest.mark.parametrize("how", ["guessed", "expired", "removed", "revoked", "taken out", "other purpose"])
def test_every_other_link_is_refused_alike_and_logged(
    stranger: Client, link: str, person: AskedPerson, how: str
) -> None:
    spoilt = spoil(link, how, person)
    pages = {stranger.get(spoilt + part).content for part in PARTS}
    pages |= {stranger.post(spoilt + part, {"sure": "yes", "text": "x"}).content for part in PARTS}
    assert len(pages) == 1
    assert stranger.get(spoilt).status_code == 404
    assert stranger.get("/b/nothing-at-all/").content in pages
    assert LogEntry.objects.filter(act="refused", kind="token").count() >= len(PARTS)
    assert not Answer.objects.exists()
    assert AskedPerson.objects.get().comes_back is None


def test_a_link_of_one_deal_reaches_nothing_of_another(stranger: Client, link: str, make_debrief: Make) -> None:
    other = make_debrief(deal_id=9002, deal_name="Other", state="asked")
    theirs = AskedPerson.objects.create(debrief=other, person_id=5, name="Ines Roth")
    note = make_note(theirs, text="about the other deal")
    assert "about the other deal" not in stranger.get(link + "noted/").content.decode()
    stranger.post(link + "noted/", {"number": str(note.pk), "seen": "1", "text": "changed"})
    stranger.post(link + "remove/", {"sure": "yes"})
    note.refresh_from_db()
    assert note.text == "about the other deal"


def test_who_guesses_is_not_looked_up_any_more_and_does_not_fill_the_log(stranger: Client, link: str) -> None:
    for number in range(40):
        assert stranger.get(f"/b/guess-{number}/").status_code == 404
    assert LogEntry.objects.filter(act="refused").count() == 21
    assert stranger.get(link).status_code == 404
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(link).status_code == 200


@pytest.mark.parametrize("who", ["anna", "ben", "nora", "sven"])
def test_nobody_of_ours_answers_in_the_buyers_place(link: str, person: AskedPerson, staff: Staff, who: str) -> None:
    client = sign_in(getattr(staff, who))
    assert client.post(link + "consent/", {"circle": "team", "agree": "yes"}).status_code == 403
    assert client.post(link + "done/", {"comes_back": "yes"}).status_code == 403
    assert client.post(link + "remove/", {"sure": "yes"}).status_code == 403
    assert not Consent.objects.exists()


def test_a_time_that_was_offered_is_chosen_by_one_press(stranger: Client, link: str, person: AskedPerson) -> None:
    invite(person)
    page = stranger.get(link).content.decode()
    assert "Europe/Berlin" in page
    told = {"time": AHEAD.astimezone().isoformat(), "channel": "video"}
    value = page.split('name="time" value="')[1].split('"')[0]
    assert stranger.post(link + "time/", told | {"time": value}).status_code == 302
    debrief = Debrief.objects.get()
    assert (debrief.state, debrief.scheduled_for, debrief.channel) == ("scheduled", AHEAD, "video")
    reply = Reply.objects.get()
    assert (reply.kind, reply.by_buyer, reply.time) == ("yes", True, AHEAD)
    stranger.post(link + "time/", told | {"time": value})
    assert Reply.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"time": "other", "wish": "after Easter"}, "other_time"),
        ({"time": "someone", "named": "Jan Holt"}, "someone_else"),
    ],
)
def test_other_answers_are_recorded_in_their_kinds_and_give_the_rep_something_to_do(
    stranger: Client, link: str, person: AskedPerson, staff: Staff, told: dict[str, str], kind: str
) -> None:
    invite(person)
    stranger.post(link + "time/", told | {"channel": "phone"})
    assert Reply.objects.get().kind == kind
    assert staff.anna.debrief_tasks.filter(kind="reply", done_at=None).exists()


@pytest.mark.parametrize("told", [{}, {"time": "other"}, {"time": "2020-01-01T10:00:00+00:00"}, {"time": "someone"}])
def test_an_answer_without_a_time_is_asked_for_again(
    stranger: Client, link: str, person: AskedPerson, told: dict[str, str]
) -> None:
    invite(person)
    assert stranger.post(link + "time/", told | {"channel": "phone"}).status_code == 422
    assert not Reply.objects.exists()


def test_opening_the_link_that_says_no_says_nothing_and_one_press_does(
    stranger: Client, link: str, person: AskedPerson
) -> None:
    invite(person)
    assert "You would rather not talk?" in stranger.get(link + "no/").content.decode()
    assert not Reply.objects.exists()
    stranger.post(link + "no/")
    assert Reply.objects.get().kind == "no"
    debrief = Debrief.objects.get()
    assert (debrief.answer, debrief.state) == ("declined", "asked")


def test_a_no_takes_a_talk_off_the_calendar(stranger: Client, link: str, person: AskedPerson) -> None:
    invite(person)
    value = stranger.get(link).content.decode().split('name="time" value="')[1].split('"')[0]
    stranger.post(link + "time/", {"time": value, "channel": "video"})
    stranger.post(link + "no/")
    debrief = Debrief.objects.get()
    assert (debrief.state, debrief.scheduled_for, debrief.answer) == ("asked", None, "declined")


def test_the_page_speaks_the_buyers_language(stranger: Client, link: str) -> None:
    stranger.post(link + "language/", {"language": "de"})
    agree(stranger, link)
    assert 'lang="de"' in stranger.get(link).content.decode()
    assert "Wie sind Sie zu Ihrer Entscheidung gekommen?" in stranger.get(link + "questions/1/").content.decode()


def test_the_log_holds_no_word_and_no_secret(stranger: Client, link: str) -> None:
    agree(stranger, link)
    answer_first(stranger, link, "It took too long")
    stranger.post(link + "review/")
    told = str(list(LogEntry.objects.values()))
    assert link.split("/")[2] not in told
    assert "too long" not in told
