"""Who writes to a buyer, and who hands over a link."""

import re

import pytest
from django.test import Client

from assay.web.debriefs.models import (
    AskedPerson,
    Token,
)
from assay.web.people.log import LogEntry
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make
from web.debriefs.messages.conftest import find_address


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
