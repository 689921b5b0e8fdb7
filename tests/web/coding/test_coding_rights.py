"""Who may read and code which passage, and who may change the drivers."""

import pytest
from django.test import Client

from assay.web.coding.models import PassageCode
from assay.web.people.log import LogEntry
from assay.web.people.models import User
from web.conftest import sign_in

from .conftest import Room

SEEN_BY = {
    "anna": True,
    "ben": False,
    "nora": True,
    "max": True,
    "sara": False,
    "sven": False,
    "analyst": True,
    "administrator": True,
}
EDITED_BY = {name: name in {"analyst", "administrator"} for name in SEEN_BY}


@pytest.mark.parametrize(("who", "sees"), SEEN_BY.items())
def test_a_passage_is_open_to_those_who_may_see_its_deal_alone(room: Room, who: str, sees: bool) -> None:
    key = room.coded.mention("lost", "note")
    user: User = getattr(room.staff, who)
    client = sign_in(user)
    assert ("They said the price" in client.get("/coding/").content.decode()) is sees
    assert client.get(f"/coding/passages/{key}/").status_code == (200 if sees else 404)
    assert room.code(user, key, "timing") == (302 if sees else 404)
    assert client.post(f"/coding/passages/{key}/take-back/").status_code == (302 if sees else 404)
    assert PassageCode.objects.exists() is sees


def test_a_stranger_signs_in_first(room: Room, stranger: Client) -> None:
    key = room.coded.mention("lost", "note")
    for address in ("/coding/", f"/coding/passages/{key}/", "/coding/agreement/", "/coding/drivers/"):
        assert stranger.get(address).status_code == 302


def test_who_is_let_in_no_longer_finds_not_even_the_own_code(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.anna, key, "none")
    room.coded.connection.execute("DELETE FROM mention")  # as the next run leaves it
    client = sign_in(room.staff.anna)
    assert client.get(f"/coding/passages/{key}/").status_code == 200
    assert sign_in(room.staff.nora).get(f"/coding/passages/{key}/").status_code == 404
    room.staff.anna.seller_links.all().delete()
    assert client.get(f"/coding/passages/{key}/").status_code == 404


def test_reading_a_passage_is_seeing_its_deal(room: Room) -> None:
    room.coded.mention("lost", "note")
    client = sign_in(room.staff.nora)
    client.get("/coding/")
    client.get("/coding/")
    seen = LogEntry.objects.filter(act="saw", kind="deal", object_id=str(room.coded.ids["lost"]))
    assert seen.count() == 1


@pytest.mark.parametrize(("who", "edits"), EDITED_BY.items())
def test_drivers_are_read_by_all_and_changed_by_analysts_and_administrators(room: Room, who: str, edits: bool) -> None:
    client = sign_in(getattr(room.staff, who))
    for address in ("/coding/drivers/", "/coding/driver/timing/", "/coding/drivers/history/"):
        assert client.get(address).status_code == 200
    assert client.get("/coding/drivers/taxonomy.yml").status_code == 200
    for address in ("/coding/drivers/new/", "/coding/drivers/import/", "/coding/driver/timing/merge/"):
        assert client.get(address).status_code == (200 if edits else 403)
    answer = client.post("/coding/driver/timing/retire/", {"why": "x", "base": "x", "act": "save"})
    assert answer.status_code == (409 if edits else 403)
    assert ("Change it" in client.get("/coding/driver/timing/").content.decode()) is edits


def test_how_much_a_driver_holds_is_told_to_those_who_see_all(room: Room) -> None:
    room.coded.mention("lost", "note", driver="timing")
    assert "1 passage" in sign_in(room.staff.analyst).get("/coding/drivers/").content.decode()
    assert "1 passage" not in sign_in(room.staff.anna).get("/coding/drivers/").content.decode()
