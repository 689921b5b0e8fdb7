"""Users made from the command line."""

import re

import pytest
from click.testing import CliRunner
from django.test import Client

from assay.cli import main
from assay.domain.errors import InputError
from assay.web.people.adding import add_user, list_users
from assay.web.people.models import User
from web.conftest import Staff

pytestmark = pytest.mark.django_db


def _find_path(said: str) -> str:
    return re.findall(r"http://localhost:8000(/\S+)", said)[0]  # type: ignore[no-any-return]


def test_the_link_lets_the_first_administrator_in_once() -> None:
    done = CliRunner().invoke(main, ["user", "add", "ruth@example.org", "--name", "Ruth"])
    assert done.exit_code == 0, done.output
    user = User.objects.get()
    assert (user.email, user.name, user.role, user.has_usable_password()) == (
        "ruth@example.org",
        "Ruth",
        "administrator",
        False,
    )
    path = _find_path(done.output)
    client, password = Client(), "four words of mine"
    to = client.get(path, follow=True).redirect_chain[-1][0]
    assert client.post(to, {"password1": password, "password2": password}).status_code == 302
    assert client.post("/account/login/", {"login": "ruth@example.org", "password": password}).status_code == 302
    assert client.get("/people/users").status_code == 200
    assert b"serves no longer" in Client().get(path, follow=True).content


def test_a_user_who_is_there_gets_a_new_link_and_stays_as_she_is(staff: Staff) -> None:
    said = add_user("ANNA@example.org", "Other", "administrator")
    assert "nothing of it was changed" in said
    assert User.objects.get(email="anna@example.org").role == "rep"


def test_who_was_closed_and_what_is_no_address_are_refused(staff: Staff) -> None:
    User.objects.filter(pk=staff.anna.pk).update(is_active=False)
    for email in ("anna@example.org", "no address"):
        with pytest.raises(InputError):
            add_user(email, "", "rep")


def test_the_list_names_everybody_or_says_what_to_do(staff: Staff) -> None:
    User.objects.filter(pk=staff.anna.pk).update(is_active=False)
    lines = list_users().splitlines()
    assert len(lines) == 8
    assert "anna@example.org           rep            North  closed" in lines
    User.objects.all().delete()
    assert "assay user add" in list_users()
    assert CliRunner().invoke(main, ["user", "list"]).exit_code == 0
