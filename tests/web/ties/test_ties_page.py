"""Who else can talk to a buyer, as owner, teammate, managers, analyst and stranger see it."""

import pytest
from django.test import Client

from assay.web.debriefs.models import AskedPerson
from assay.web.people.log import LogEntry
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make
from web.ties.conftest import BENS, KAI, OPEN, PAGE

pytestmark = pytest.mark.usefixtures("buyer")


def _read(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_owner_sees_of_other_peoples_deals_the_names_of_colleagues_alone(staff: Staff) -> None:
    page = _read(sign_in(staff.anna))
    assert "Kai Moor" in page
    assert "<b>Ben</b>, a colleague, knows someone there." in page
    assert "<b>Sara</b>, a colleague, knows a buyer who had this concern and was won." in page
    for hidden in ("Hoist", "Press", "Quarnford", "Jon Vale", "two-way exchange,"):
        assert hidden not in page


def test_the_manager_of_the_team_sees_its_deals_and_of_others_the_name(staff: Staff) -> None:
    page = _read(sign_in(staff.nora))
    assert "1 two-way exchange, last on" in page
    assert "Ines Roth" in page
    assert f"/deals/{BENS}/rows/activity/41/" in page
    assert "Quarnford" not in page


def test_an_analyst_sees_every_way(staff: Staff) -> None:
    page = _read(sign_in(staff.analyst))
    assert "Jon Vale" in page
    assert "had the same concern in Press, won on" in page
    assert "a colleague, knows" not in page


@pytest.mark.parametrize("name", ["ben", "sara", "sven"])
def test_who_may_not_see_the_deal_finds_no_page(staff: Staff, name: str) -> None:
    assert sign_in(getattr(staff, name)).get(PAGE).status_code == 404


def test_strangers_are_asked_to_sign_in(stranger: Client) -> None:
    assert stranger.get(PAGE).status_code == 302


def test_no_deal_no_page(staff: Staff) -> None:
    assert sign_in(staff.analyst).get("/ties/99999999999999999999/").status_code == 404
    assert sign_in(staff.analyst).get("/ties/77/").status_code == 404


def test_another_concern_seeks_other_references(staff: Staff) -> None:
    page = _read(sign_in(staff.analyst), PAGE + "?reason=timing")
    assert "concern: Timing" in page
    assert "Jon Vale" not in page
    assert "A deal that was won with this concern: none is known yet." in page


def test_what_a_buyer_said_to_us_keeps_us_from_asking(staff: Staff, make_debrief: Make) -> None:
    AskedPerson.objects.create(debrief=make_debrief(), person_id=KAI, name="Kai Moor", comes_back=False)
    page = _read(sign_in(staff.anna))
    assert "may not be asked" in page
    assert "said that we may not come back" in page


def test_looking_is_written_down(staff: Staff) -> None:
    _read(sign_in(staff.anna))
    assert LogEntry.objects.filter(act="saw").latest("id").detail == {"deal": str(OPEN), "ties": "price_too_high"}


def test_the_page_speaks_german(staff: Staff) -> None:
    staff.anna.language = "de"
    staff.anna.save()
    page = _read(sign_in(staff.anna))
    assert "Wer noch mit Hartwell sprechen kann" in page
