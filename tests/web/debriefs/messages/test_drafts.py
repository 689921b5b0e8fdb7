"""A message as it is typed: kept, heard, and held back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from asking.conftest import Put
from assay.store.home import Home, change_settings
from assay.web.debriefs.models import (
    AskedPerson,
    Debrief,
    Draft,
    Mail,
)
from smtp_server import Smtp
from web.conftest import Staff, sign_in
from web.debriefs.conftest import DEAL, Make
from web.debriefs.messages.conftest import find_address, make_person, offer, press, read_form


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


def test_without_a_name_of_the_company_the_writer_is_told_what_the_buyer_would_read(
    person: AskedPerson, staff: Staff, own_home: Home
) -> None:
    anna, told = sign_in(staff.anna), "the buyer would read “Assay” in its place"
    pages = (find_address(person), f"/debriefs/{person.debrief_id}/link/{person.pk}/")
    assert [told in anna.get(page).content.decode() for page in pages] == [True, True]
    change_settings(own_home, {"company": "Kraneworks"})
    assert [told in anna.get(page).content.decode() for page in pages] == [False, False]


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
