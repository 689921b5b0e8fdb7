"""Invitations and letters: proposed, heard, held back, sent to a real server, and what came back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.asking.messages import hear_whole
from assay.jobs.progress import Progress
from assay.store.home import Home, change_settings
from assay.web.debriefs.mailing.sending import send_one
from assay.web.debriefs.messages import facts
from assay.web.debriefs.messages.wording import propose_text
from assay.web.debriefs.messages.writing import open_message
from assay.web.debriefs.models import (
    Answer,
    AskedPerson,
    BuyerMessage,
    Debrief,
    Draft,
    Mail,
    MailState,
    Reply,
    Task,
    Token,
)
from assay.web.people import sellers
from assay.web.people.log import LogEntry
from smtp_server import Smtp, serve_smtp
from web.conftest import ANNA_SELLER, Staff, sign_in
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
def smtp(own_home: Home) -> Iterator[Smtp]:
    with serve_smtp() as server:
        change_settings(own_home, {"mail_server": server.url, "mail_sender": "Acme <debriefs@acme.example>"})
        yield server


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


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("outcome", ["lost", "won", "no_decision"])
def test_the_invitation_that_is_proposed_may_go(
    make_debrief: Make, staff: Staff, own_home: Home, language: str, outcome: str
) -> None:
    person = make_person(make_debrief, staff, outcome=outcome, language=language)
    message = open_message(person, "invitation", staff.anna)
    message.times = [AHEAD.isoformat(), LATER.isoformat()]
    text = propose_text(message, facts.read_facts(person))
    heard = hear_whole(text, "invitation")
    assert (heard.may_go, heard.language, heard.faults) == (True, language, ())
    assert "{link}" in text
    assert "{no_link}" in text
    assert "30" in text
    if language == "en":
        assert heard.advised == ()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("outcome", "answer"), [("lost", "declined"), ("lost", "silent"), ("silent", "silent")])
def test_the_letter_that_is_proposed_may_go_and_holds_no_figure(
    make_debrief: Make, staff: Staff, own_home: Home, language: str, outcome: str, answer: str
) -> None:
    person = make_person(make_debrief, staff, answer, outcome=outcome, language=language)
    text = propose_text(open_message(person, "letter", staff.anna), facts.read_facts(person))
    heard = hear_whole(text, "letter")
    assert (heard.may_go, heard.language) == (True, language)
    assert "Hartwell" in text
    assert "Crane" not in text
    assert not re.search(r"\d", text)


def test_an_invitation_follows_a_yes_and_a_letter_a_no(make_debrief: Make, staff: Staff, own_home: Home) -> None:
    person = make_person(make_debrief, staff, "declined")
    anna = sign_in(staff.anna)
    assert anna.get(find_address(person))["Location"] == f"/debriefs/{person.debrief_id}/"
    assert anna.get(find_address(person, "letter")).status_code == 200
    AskedPerson.objects.update(answer="agreed")
    assert anna.get(find_address(person)).status_code == 200
    assert anna.get(find_address(person, "letter")).status_code == 302


def test_an_invitation_goes_out_with_links_and_a_calendar_file(person: AskedPerson, staff: Staff, smtp: Smtp) -> None:
    anna = sign_in(staff.anna)
    address = find_address(person)
    times = {"time_1": offer(AHEAD), "time_2": offer(LATER)}
    assert press(anna, address, "keep", **times).status_code == 302
    assert press(anna, address, "mail", **times).status_code == 302
    assert smtp.arrived == []  # no page waits for the server
    send_all()
    (arrived,) = smtp.arrived
    message = arrived.message
    assert arrived.recipients == ["ines@hartwell.example"]
    assert message["From"].addresses[0].display_name == "Anna"
    assert message["Reply-To"].addresses[0].addr_spec == "anna@example.org"
    body: Any = message.get_body(("plain",))
    text = body.get_content()
    assert "{" not in text
    link = re.search(r"(http\S+/b/\S+/)no/", text)
    assert link
    path = link[1].partition("8000")[2]
    assert Client().get(path).status_code == 200
    calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar").get_content()
    assert "STATUS:TENTATIVE" in calendar
    assert "METHOD:REQUEST" in calendar
    assert Token.objects.get().person == person
    assert path.split("/")[2] not in str(list(Mail.objects.values()))
    assert anna.post(address, {"act": "mail"}).status_code == 302
    send_all()
    assert len(smtp.arrived) == 1


def test_a_text_that_re_sells_is_held_back_with_its_sentence(person: AskedPerson, staff: Staff, smtp: Smtp) -> None:
    anna = sign_in(staff.anna)
    told = read_form(anna, find_address(person))
    worse = told | {"text": told["text"] + "\n\nWe could lower the price by ten per cent.", "act": "mail"}
    answer = anna.post(find_address(person), worse)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<mark>We could lower the price by ten per cent.</mark>" in page
    assert "This re-sells." in page
    assert not Mail.objects.exists()
    assert "ten per cent" in Draft.objects.get().text  # nothing typed is lost
    for name in ("message.eml", "letter.pdf"):
        assert anna.get(find_address(person) + name).status_code == 302


def test_an_invitation_without_its_links_is_held_back(person: AskedPerson, staff: Staff, smtp: Smtp) -> None:
    anna = sign_in(staff.anna)
    told = read_form(anna, find_address(person))
    bare = told | {"text": told["text"].replace("{no_link}", ""), "act": "mail"}
    assert anna.post(find_address(person), bare).status_code == 422
    assert not Mail.objects.exists()


@pytest.mark.parametrize("added", ["You asked for 14 seats.", "You chose Rival Systems."])
def test_a_letter_names_no_figure_and_nobody_that_the_buyer_did_not(
    make_debrief: Make, staff: Staff, smtp: Smtp, put: Put, added: str
) -> None:
    person = make_person(make_debrief, staff, "silent")
    anna, address = sign_in(staff.anna), find_address(person, "letter")
    told = read_form(anna, address)
    text = told["text"].replace("Did we miss the mark?", added)
    assert anna.post(address, told | {"text": text, "act": "mail"}).status_code == 422
    put(
        "activity",
        id=900,
        kind="email",
        direction="inbound",
        status="held",
        body="14 seats, or Rival Systems",
        occurred_at=1,
    )
    put("activity_deal", id=901, activity_id=900, deal_id=DEAL, basis="source")
    assert press(anna, address, "mail").status_code == 302


def test_a_draft_is_kept_as_it_is_typed_and_heard(person: AskedPerson, staff: Staff) -> None:
    anna = sign_in(staff.anna)
    told = read_form(anna, find_address(person))
    part = anna.post(find_address(person), told | {"text": "Please reconsider."}, headers={"HX-Request": "true"})
    page = part.content.decode()
    assert "<mark>Please reconsider.</mark>" in page
    assert 'name="seen" value="1"' in page
    assert "<html" not in page
    assert read_form(anna, find_address(person))["text"] == "Please reconsider."
    assert press(anna, find_address(person), "anew").status_code == 302
    assert "Dear Ines Roth" in read_form(anna, find_address(person))["text"]


def test_two_who_write_lose_nothing(person: AskedPerson, staff: Staff) -> None:
    anna, nora = sign_in(staff.anna), sign_in(staff.nora)
    told = read_form(anna, find_address(person))
    press(nora, find_address(person), "keep", text="Of Nora")
    answer = anna.post(find_address(person), told | {"text": "Of Anna", "act": "keep"})
    assert answer.status_code == 409
    assert "Of Anna" in answer.content.decode()
    assert Draft.objects.get().text == "Of Nora"


def test_no_time_is_offered_before_a_talk_may_be_held(person: AskedPerson, staff: Staff) -> None:
    Debrief.objects.update(accepted_at=timezone.now())
    soon = offer(datetime.now(UTC) + timedelta(hours=2))
    answer = press(sign_in(staff.anna), find_address(person), "keep", time_1=soon)
    assert answer.status_code == 422


def test_without_a_server_the_file_is_taken_and_sent_by_hand(person: AskedPerson, staff: Staff, own_home: Home) -> None:
    anna, address = sign_in(staff.anna), find_address(person)
    assert press(anna, address, "mail", time_1=offer(AHEAD)).status_code == 422
    press(anna, address, "keep", time_1=offer(AHEAD))
    message = message_from_bytes(anna.get(address + "message.eml").content, policy=default)
    assert message["X-Unsent"] == "1"
    assert message["From"].addresses[0].addr_spec == "anna@example.org"
    assert "/b/" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert b"STATUS:CONFIRMED" in anna.get(address + "talk.ics").content
    assert press(anna, address, "file").status_code == 302
    stored = BuyerMessage.objects.get()
    assert (stored.way, stored.sent_by) == ("file", staff.anna)
    assert anna.get(address + "message.eml").status_code == 404  # links of a second file would confuse


def test_a_letter_is_printed_without_the_line_of_its_link(make_debrief: Make, staff: Staff, own_home: Home) -> None:
    person = make_person(make_debrief, staff, "silent")
    answer = sign_in(staff.anna).get(find_address(person, "letter") + "letter.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    from pypdf import PdfReader

    text = "".join(page.extract_text() for page in PdfReader(__import__("io").BytesIO(answer.content)).pages)
    assert "where did we go wrong?" in " ".join(text.split())
    assert "{link}" not in text


def test_a_letter_into_silence_is_the_asking_itself(make_debrief: Make, staff: Staff, smtp: Smtp) -> None:
    person = make_person(make_debrief, staff, "", outcome="silent", state="accepted", asked_at=None)
    assert press(sign_in(staff.anna), find_address(person, "letter"), "mail").status_code == 302
    debrief = Debrief.objects.get()
    assert (debrief.state, debrief.channel, debrief.answer) == ("asked", "letter", "silent")
    person.refresh_from_db()
    assert person.asked_at is not None  # so that the cap counts it


def send_letter(make: Make, staff: Staff) -> AskedPerson:
    person = make_person(make, staff, "silent")
    assert press(sign_in(staff.anna), find_address(person, "letter"), "paper").status_code == 302
    return person


def test_an_answer_to_the_letter_goes_into_the_record_in_the_buyers_words(
    make_debrief: Make, staff: Staff, own_home: Home
) -> None:
    person = send_letter(make_debrief, staff)
    anna, address = sign_in(staff.anna), find_address(person, "letter") + "replies/"
    told = {"kind": "reply", "day": f"{timezone.localdate()}", "text": "You never came to the plant.", "named": ""}
    for _ in range(2):
        assert anna.post(address, told).status_code == 302
    reply = Reply.objects.get()
    stored = Answer.objects.get()
    assert (stored.origin, stored.side, stored.speaker_id) == ("letter_reply", "buyer", 5)
    assert stored.finished_at is not None
    assert (reply.kind, reply.answer, reply.by) == ("reply", stored, staff.anna)
    remove = f"/debriefs/{person.debrief_id}/replies/{reply.pk}/remove/"
    assert anna.post(remove).status_code == 302
    stored.refresh_from_db()
    assert stored.removed_at is not None


def test_somebody_more_senior_is_named_and_gives_something_to_do(
    make_debrief: Make, staff: Staff, own_home: Home
) -> None:
    person = send_letter(make_debrief, staff)
    anna, address = sign_in(staff.anna), find_address(person, "letter") + "replies/"
    told = {"kind": "more_senior", "day": f"{timezone.localdate()}", "text": "Call me.", "named": ""}
    assert anna.post(address, told).status_code == 422
    assert anna.post(address, told | {"named": "Dr Holt, CEO"}).status_code == 302
    stored = Answer.objects.get()
    assert (stored.speaker_id, stored.speaker_name) == (None, "Dr Holt, CEO")
    assert Task.objects.filter(kind="reply", owner=staff.anna, done_at=None).exists()


@pytest.mark.parametrize(
    "changes", [{"kind": "reply", "text": ""}, {"kind": "yes"}, {"day": "2999-01-01"}, {"kind": "gold"}]
)
def test_what_came_back_is_recorded_whole(
    make_debrief: Make, staff: Staff, own_home: Home, changes: dict[str, str]
) -> None:
    person = send_letter(make_debrief, staff)
    told = {"kind": "nothing", "day": f"{timezone.localdate()}", "text": "", "named": ""} | changes
    assert sign_in(staff.anna).post(find_address(person, "letter") + "replies/", told).status_code == 422
    assert not Reply.objects.exists()


def test_a_yes_by_telephone_schedules_the_talk_and_confirms_it_by_mail(
    person: AskedPerson, staff: Staff, smtp: Smtp
) -> None:
    anna, address = sign_in(staff.anna), find_address(person)
    press(anna, address, "mail", time_1=offer(AHEAD))
    told = {
        "kind": "yes",
        "day": f"{timezone.localdate()}",
        "time": offer(LATER),
        "channel": "phone",
        "named": "",
        "text": "",
    }
    assert anna.post(address + "replies/", told).status_code == 302
    debrief = Debrief.objects.get()
    assert (debrief.state, debrief.scheduled_for, debrief.channel) == ("scheduled", LATER, "phone")
    send_all()
    first, second = (
        next(part for part in one.message.walk() if part.get_content_type() == "text/calendar").get_content()
        for one in smtp.arrived
    )
    uid = re.compile(r"UID:(.*)")
    assert uid.search(first)[1] == uid.search(second)[1]  # type: ignore[index]
    assert ("SEQUENCE:0" in first, "SEQUENCE:1" in second) == (True, True)
    assert "STATUS:CONFIRMED" in second
    assert anna.post(address + "replies/", told | {"kind": "no", "time": ""}).status_code == 302
    send_all()
    last = smtp.arrived[-1].message
    assert "METHOD:CANCEL" in next(p for p in last.walk() if p.get_content_type() == "text/calendar").get_content()
    assert Debrief.objects.get().state == "asked"


def test_what_could_not_be_sent_can_be_changed_and_sent_anew(person: AskedPerson, staff: Staff, smtp: Smtp) -> None:
    anna, address = sign_in(staff.anna), find_address(person)
    smtp.answers["rcpt"] = "550 nobody here"
    press(anna, address, "mail")
    send_all()
    assert "550 nobody here" in anna.get(address).content.decode()
    anna.post(address, {"act": "reopen"})
    smtp.answers.clear()
    press(anna, address, "mail", address="roth@hartwell.example")
    send_all()
    assert [one.recipients for one in smtp.arrived] == [["roth@hartwell.example"]]


def test_a_link_is_shown_once_and_can_be_ended(person: AskedPerson, staff: Staff) -> None:
    anna, address = sign_in(staff.anna), f"/debriefs/{person.debrief_id}/link/{person.pk}/"
    page = anna.post(address, {"act": "make"}).content.decode()
    path = re.search(r"(/b/[^<\s]+/)", page)[1]  # type: ignore[index]
    assert path not in anna.get(address).content.decode()
    assert Client().get(path).status_code == 200
    anna.post(address, {"act": "end"})
    assert Client().get(path).status_code == 404
    assert path.split("/")[2] not in str(list(LogEntry.objects.values()))


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 200), ("nora", 200), ("max", 200), ("administrator", 200), ("analyst", 403), ("ben", 404), ("sven", 404)],
)
def test_who_works_on_the_debrief_writes_and_nobody_else(
    person: AskedPerson, staff: Staff, who: str, status: int
) -> None:
    client = sign_in(getattr(staff, who))
    pages = [find_address(person), f"/debriefs/{person.debrief_id}/link/{person.pk}/"]
    assert [client.get(page).status_code for page in pages] == [status, status]
    if status != 200:
        assert client.post(pages[0], {"act": "mail"}).status_code == status
        assert client.post(pages[1], {"act": "make"}).status_code == status
        assert not Token.objects.exists()


def test_a_person_of_another_debrief_is_not_found(person: AskedPerson, staff: Staff, make_debrief: Make) -> None:
    other = make_debrief(deal_id=9002, state="asked")
    anna = sign_in(staff.anna)
    assert anna.get(f"/debriefs/{other.pk}/messages/{person.pk}/invitation/").status_code == 404
    assert anna.get(find_address(person, "bribe")).status_code == 404


def test_the_page_of_the_debrief_leads_there_and_shows_what_came_back(person: AskedPerson, staff: Staff) -> None:
    anna = sign_in(staff.anna)
    page = anna.get(f"/debriefs/{person.debrief_id}/").content.decode()
    assert find_address(person) in page
    press(anna, find_address(person), "file")
    Reply.objects.create(debrief=person.debrief, person=person, kind="other_time", by_buyer=True)
    page = anna.get(f"/debriefs/{person.debrief_id}/").content.decode()
    assert "Yes, at another time" in page
    reader = sign_in(staff.analyst).get(f"/debriefs/{person.debrief_id}/").content.decode()
    assert "Yes, at another time" in reader
    assert find_address(person) not in reader
