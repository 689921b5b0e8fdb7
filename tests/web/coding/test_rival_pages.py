"""Other names of competitors are given on a page by those who see all deals; misspellings are proposed."""

import pytest

from assay.reports.catalogue.scope import Scope
from assay.reports.coding.misspelt import find_alike, find_misspellings
from assay.sources.rival_names import read_competitors
from runs.small_record import SmallRecord
from web.conftest import sign_in

from .conftest import Room

NAMES = "/coding/competitors/names/"


@pytest.fixture
def named(room: Room) -> Room:
    record = SmallRecord()
    for name in ("Fastline", "Slowline"):
        record.add("competitor", name, known=1_700_000_000, name=name)
    record.write(room.home)
    return room


def _list_names(room: Room) -> dict[str, tuple[str, ...]]:
    return {one.name: one.others for one in read_competitors(room.home)}


def test_names_are_kept_and_shown(named: Room) -> None:
    client = sign_in(named.staff.analyst)
    told = {"competitor": "Fastline", "seen": "", "names": "FL Systems;  Fast  Line ; FL Systems"}
    page = client.post(NAMES, told, follow=True).content.decode()
    assert "The names of Fastline are kept." in page
    assert 'value="FL Systems; Fast Line"' in page
    assert _list_names(named) == {"Fastline": ("FL Systems", "Fast Line"), "Slowline": ()}


def test_a_stale_page_overwrites_nothing(named: Room) -> None:
    client = sign_in(named.staff.analyst)
    client.post(NAMES, {"competitor": "Fastline", "seen": "", "names": "FL Systems"})
    page = client.post(NAMES, {"competitor": "Fastline", "seen": "", "names": "Other"}, follow=True).content.decode()
    assert "Somebody has changed these names meanwhile, to: FL Systems." in page
    assert 'value="Other"' in page
    assert _list_names(named)["Fastline"] == ("FL Systems",)


def test_a_name_of_another_competitor_is_refused(named: Room) -> None:
    told = {"competitor": "Fastline", "seen": "", "names": "slowline"}
    page = sign_in(named.staff.analyst).post(NAMES, told, follow=True).content.decode()
    assert "already names Slowline" in page
    assert 'value="slowline"' in page
    assert _list_names(named)["Fastline"] == ()


def test_a_misspelling_is_proposed_and_added(named: Room) -> None:
    named.coded.mention("lost", "note", quote="They told us that Fastlime was cheaper.")
    (found,) = find_misspellings(named.coded.connection, Scope(everything=True))
    assert (found.competitor, found.written, len(found.deals)) == ("Fastline", "Fastlime", 1)
    client = sign_in(named.staff.analyst)
    assert "<strong>Fastlime</strong> for Fastline" in client.get("/coding/competitors/").content.decode()
    for _ in range(2):
        client.post(NAMES, {"competitor": "Fastline", "also": "Fastlime"})
    assert _list_names(named)["Fastline"] == ("Fastlime",)


def test_names_that_look_alike_are_told(room: Room) -> None:
    assert find_alike(room.coded.connection) == []
    room.coded.connection.execute(
        "INSERT INTO competitor SELECT * REPLACE (1 AS id, 'Fastlyne' AS name) FROM competitor WHERE name = 'Fastline'"
    )
    assert find_alike(room.coded.connection) == [("Fastline", "Fastlyne")]


@pytest.mark.parametrize("who", ["anna", "nora", "sara"])
def test_only_those_who_see_all_deals_may_open_it(named: Room, who: str) -> None:
    client = sign_in(getattr(named.staff, who))
    assert client.get("/coding/competitors/").status_code == 403
    assert client.post(NAMES, {"competitor": "Fastline", "names": "X", "seen": ""}).status_code == 403
    assert "/coding/competitors/" not in client.get("/coding/agreement/").content.decode()
