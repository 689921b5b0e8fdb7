"""People to try the application with."""

import re
from pathlib import Path

import pytest
from django.test import Client

from assay.domain.errors import InputError
from assay.store.home import Home, open_home
from assay.web.people.demo import make_demo_people, show_demo_people
from assay.web.people.models import Role, User
from assay.web.scoping import find_scope
from runs.small_record import SmallRecord

pytestmark = pytest.mark.django_db


def make_home(folder: Path, monkeypatch: pytest.MonkeyPatch, domain: str) -> Home:
    monkeypatch.setenv("ASSAY_HOME", str(folder))
    home, record = open_home(), SmallRecord()
    people = {}
    for name, team, post in (
        ("Ida", "North", "Rep"),
        ("Ole", "North", "Rep"),
        ("Una", "South", "Rep"),
        ("Kim", "North lead", "Sales Manager"),
    ):
        email = f"{name}@{domain}".lower()
        people[name] = record.add("seller", name, known=0, name=name, email=email, team=team, role=post)
    for number, owner in enumerate(("Ida", "Ida", "Ole", "Una")):
        record.deal(f"D{number}", opened=number, owner_id=people[owner])
    record.write(home)
    return home


def test_there_is_one_of_each_role_placed_as_in_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_home(tmp_path, monkeypatch, "larkmoor.example")
    people = {one.user.role: one for one in make_demo_people()}
    assert set(people) == set(Role.values)
    rep, manager = people["rep"].user, people["manager"].user
    assert (rep.email, manager.email) == ("ida@larkmoor.example", "kim@larkmoor.example")
    assert rep.team == manager.team
    assert len(find_scope(rep).sellers) == 1
    assert len(find_scope(manager).sellers) == 2
    assert all(one.user.is_demo for one in people.values())


def test_they_can_sign_in_with_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_home(tmp_path, monkeypatch, "larkmoor.example")
    shown = re.findall(r"(\S+@\S+)\s+(\S+)", show_demo_people())
    assert len(shown) == 4
    for email, password in shown:
        answer = Client().post("/account/login/", {"login": email, "password": password})
        assert (answer.status_code, answer["Location"]) == (302, "/")


def test_passwords_are_known_for_an_invented_company_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_home(tmp_path, monkeypatch, "larkmoor.example")
    assert [one.password for one in make_demo_people()] == [one.password for one in make_demo_people()]
    assert User.objects.count() == 4


def test_passwords_of_a_company_of_your_own_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_home(tmp_path, monkeypatch, "larkmoor.com")
    first, second = ({one.password for one in make_demo_people()} for _ in range(2))
    assert len(first | second) == 8


def test_they_are_not_put_beside_users_of_your_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_home(tmp_path, monkeypatch, "larkmoor.example")
    User.objects.create_user("me@larkmoor.com", "x", name="Me")
    with pytest.raises(InputError, match="users of its own"):
        make_demo_people()


def test_a_home_without_deals_says_to_import_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path))
    with pytest.raises(InputError, match="nobody who owns a deal"):
        make_demo_people()
