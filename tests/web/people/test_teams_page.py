"""Teams as a tree."""

import pytest

from assay.web.people.models import Team, TeamSeller
from assay.web.people.placing import list_branches
from web.conftest import Staff, sign_in


def _post(staff: Staff, path: str, **told: object) -> object:
    return sign_in(staff.administrator).post(f"/people/teams{path}", told)


def _change(staff: Staff, team: Team, **told: object) -> int:
    team.refresh_from_db()
    data = {"name": team.name, "parent": team.parent_id or "", "version": team.version, **told}
    return _post(staff, f"/{team.pk}", **data).status_code  # type: ignore[attr-defined, no-any-return]


def test_teams_are_listed_below_what_they_are_part_of(staff: Staff) -> None:
    assert [(branch.team.name, branch.depth) for branch in list_branches()] == [("All", 0), ("North", 1), ("South", 1)]


def test_a_team_is_made_renamed_moved_and_removed(staff: Staff) -> None:
    north = staff.anna.team
    assert north is not None
    _post(staff, "", name="East", parent="")
    east = Team.objects.get(name="East")
    assert _change(staff, east, name="Far East", parent=north.pk) == 302
    east.refresh_from_db()
    assert (east.name, east.parent) == ("Far East", north)
    _post(staff, f"/{east.pk}/remove")
    _post(staff, f"/{east.pk}/remove")
    assert not Team.objects.filter(pk=east.pk).exists()


def test_a_team_is_never_part_of_itself(staff: Staff) -> None:
    top, north = staff.max.team, staff.anna.team
    assert top is not None
    assert north is not None
    assert _change(staff, top, parent=top.pk) == 422
    assert _change(staff, top, parent=north.pk) == 422
    top.refresh_from_db()
    assert top.parent is None


def test_a_team_with_anything_in_it_is_not_removed(staff: Staff) -> None:
    for team in (staff.max.team, staff.anna.team):
        assert team is not None
        _post(staff, f"/{team.pk}/remove")
        assert Team.objects.filter(pk=team.pk).exists()


def test_two_teams_do_not_share_a_name_and_one_has_a_name(staff: Staff) -> None:
    for name in ("North", "", "x" * 121):
        assert _post(staff, "", name=name, parent="").status_code == 422  # type: ignore[attr-defined]


def test_an_old_page_does_not_undo_what_another_did(staff: Staff) -> None:
    north = staff.anna.team
    assert north is not None
    _change(staff, north, name="Norden")
    assert _change(staff, north, version=1, name="Nord") == 422
    north.refresh_from_db()
    assert north.name == "Norden"


@pytest.mark.usefixtures("record")
def test_a_seller_is_placed_in_one_team(staff: Staff) -> None:
    north, south = staff.anna.team, staff.sara.team
    assert north is not None
    assert south is not None
    for team in (north, south):
        _post(staff, f"/{team.pk}/sellers", seller="301")
    placed = TeamSeller.objects.get(seller_id=301)
    assert (placed.team, placed.name) == (south, "Gone")
    _post(staff, f"/{south.pk}/sellers/{placed.pk}/remove")
    assert not TeamSeller.objects.exists()


@pytest.mark.usefixtures("record")
def test_teams_of_the_record_are_made_only_when_confirmed(staff: Staff) -> None:
    page = sign_in(staff.administrator).get("/people/teams/proposal")
    assert [proposal.name for proposal in page.context["proposals"]] == ["North", "West"]
    assert not TeamSeller.objects.exists()
    for _ in range(2):
        _post(staff, "/proposal", name=["West"])
    west = Team.objects.get(name="West")
    assert set(west.sellers.values_list("seller_id", flat=True)) == {201, 301}
    assert TeamSeller.objects.count() == 2
    _post(staff, "/proposal", name=["North", "no such"])
    assert staff.anna.team is not None
    assert staff.anna.team.sellers.count() == 3
    assert b"Nothing to propose" in sign_in(staff.administrator).get("/people/teams/proposal").content
