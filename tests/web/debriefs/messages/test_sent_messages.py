"""A message that goes: to a real server, as a file, on paper."""

import re
from email import message_from_bytes
from email.policy import default
from typing import Any

from django.test import Client

from assay.store.home import Home
from assay.web.debriefs.models import (
    AskedPerson,
    BuyerMessage,
    Debrief,
    Mail,
    Token,
)
from smtp_server import Smtp
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make
from web.debriefs.messages.conftest import AHEAD, LATER, find_address, make_person, offer, press, send_all


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
