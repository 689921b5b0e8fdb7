"""The pages on which an administrator sets what users may do."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from assay.web.people.log import LogEntry
from assay.web.people.models import SellerLink, User
from web.conftest import ANNA_SELLER, PASSWORD, Staff, sign_in
from web.people.conftest import NORA_SELLER


def _change(staff: Staff, user: User, **told: object) -> Client:
    client = sign_in(staff.administrator)
    user.refresh_from_db()
    data = {"name": user.name, "role": user.role, "team": user.team_id or "", "version": user.version}
    data |= {"is_active": "on"} if user.is_active else {}
    data |= told
    client.answer = client.post(  # type: ignore[attr-defined]
        f"/people/users/{user.pk}", {name: value for name, value in data.items() if value is not None}
    )
    return client


def test_a_role_and_a_team_are_changed_and_logged(staff: Staff) -> None:
    _change(staff, staff.anna, role="manager", team="")
    staff.anna.refresh_from_db()
    assert (staff.anna.role, staff.anna.team) == ("manager", None)
    assert LogEntry.objects.get(act="changed", object_id=str(staff.anna.pk)).detail == {
        "role": "manager",
        "team": "None",
    }


@pytest.mark.parametrize("told", [{"role": "rep"}, {"is_active": None}])
def test_the_last_administrator_stays_one(staff: Staff, told: dict[str, object]) -> None:
    answer = _change(staff, staff.administrator, **told).answer  # type: ignore[attr-defined]
    assert (answer.status_code, b"last administrator" in answer.content) == (422, True)
    staff.administrator.refresh_from_db()
    assert (staff.administrator.role, staff.administrator.is_active) == ("administrator", True)


def test_one_of_two_administrators_may_go(staff: Staff) -> None:
    _change(staff, staff.anna, role="administrator")
    _change(staff, staff.administrator, is_active=None)
    staff.administrator.refresh_from_db()
    assert not staff.administrator.is_active


def test_closing_an_account_ends_its_sessions(staff: Staff) -> None:
    inside = Client()
    inside.post("/account/login/", {"login": staff.anna.email, "password": PASSWORD})
    inside.get("/people/me")
    _change(staff, staff.anna, is_active=None)
    assert not UserSession.objects.filter(user=staff.anna).exists()
    _change(staff, staff.anna, is_active="on")
    assert inside.get("/people/me").status_code == 302


def test_of_two_who_edit_at_once_the_second_is_told_and_loses_nothing(staff: Staff) -> None:
    old = staff.anna.version
    _change(staff, staff.anna, name="Anna First")
    answer = _change(staff, staff.anna, version=old, name="Anna Second").answer  # type: ignore[attr-defined]
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Anna First" in page
    assert 'value="Anna Second"' in page
    assert f'name="version" value="{old + 1}"' in page
    staff.anna.refresh_from_db()
    assert staff.anna.name == "Anna First"
    _change(staff, staff.anna, version=old + 1, name="Anna Second")
    staff.anna.refresh_from_db()
    assert staff.anna.name == "Anna Second"


@pytest.mark.parametrize(
    "told", [{"name": ""}, {"name": "x" * 151}, {"role": "owner"}, {"team": "99999"}, {"team": "x"}, {"version": "x"}]
)
def test_what_makes_no_sense_is_refused(staff: Staff, told: dict[str, object]) -> None:
    assert _change(staff, staff.anna, **told).answer.status_code == 422  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "שלום ‮abc", "😀" * 20])
def test_a_name_of_any_script_is_kept_and_shown_as_text(staff: Staff, name: str) -> None:
    client = _change(staff, staff.anna, name=name)
    staff.anna.refresh_from_db()
    assert staff.anna.name == name
    assert "<script>alert" not in client.get("/people/users").content.decode()


@pytest.mark.usefixtures("record")
def test_a_seller_of_the_same_address_is_proposed_and_linked(staff: Staff) -> None:
    client = sign_in(staff.administrator)
    page = client.get(f"/people/users/{staff.nora.pk}")
    assert [seller.id for seller in page.context["suggested"]] == [NORA_SELLER]
    for _ in range(2):  # a double press links once
        client.post(f"/people/users/{staff.nora.pk}/sellers", {"seller": str(NORA_SELLER)})
    link = SellerLink.objects.get(user=staff.nora)
    assert LogEntry.objects.filter(act="linked").count() == 1
    client.post(f"/people/users/{staff.nora.pk}/sellers/{link.pk}/remove")
    assert not SellerLink.objects.filter(user=staff.nora).exists()


@pytest.mark.usefixtures("record")
def test_a_seller_is_one_user_at_most(staff: Staff) -> None:
    client = sign_in(staff.administrator)
    answer = client.post(f"/people/users/{staff.ben.pk}/sellers", {"seller": str(ANNA_SELLER)}, follow=True)
    assert b"somebody else already" in answer.content
    assert SellerLink.objects.get(seller_id=ANNA_SELLER).user == staff.anna
    answer = client.post(f"/people/users/{staff.ben.pk}/sellers", {"seller": "' OR 1=1"}, follow=True)
    assert b"no such seller" in answer.content


def test_users_are_found_by_name_address_or_team(staff: Staff) -> None:
    client = sign_in(staff.administrator)
    assert {user.name for user in client.get("/people/users?q=south").context["users"]} == {"Sara", "Sven"}
    assert {user.name for user in client.get("/people/users?q=ANNA@").context["users"]} == {"Anna"}
    assert b"Nobody fits" in client.get("/people/users?q=zzz").content
