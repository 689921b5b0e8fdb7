"""Signing in by an OpenID Connect provider, against one that really answers."""

from collections.abc import Iterator
from typing import Any
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from assay.web.people.log import LogEntry
from assay.web.people.models import Invitation, User
from web.conftest import PASSWORD, Staff, sign_in
from web.people.provider import CLIENT, SECRET, Provider


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """A provider that the application knows as "corp"."""
    made = Provider()
    app = {"provider_id": "corp", "name": "Corp ID", "client_id": CLIENT, "secret": SECRET}
    app |= {"settings": {"server_url": made.start(), "oauth_pkce_enabled": True}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield made
    made.stop()


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Does not go where it leads."""


def _visit(address: str) -> str:
    """Where the provider's page sends the browser back to: the path below our host."""
    from urllib.error import HTTPError

    try:
        build_opener(_Stay).open(address)
    except HTTPError as answer:
        answer.close()
        return str(answer.headers["Location"]).removeprefix("http://testserver")
    raise AssertionError("the provider did not send the browser back")


def _go(client: Client, process: str = "login") -> HttpResponse:
    page = client.post(f"/account/oidc/corp/login/?process={process}")
    assert page.status_code == 200, page.get("Location")
    assert f'content="0;url={page.context["address"]}"'.replace("&", "&amp;") in page.content.decode()
    return client.get(_visit(page.context["address"]))  # type: ignore[return-value]


def _is_in(client: Client) -> bool:
    return client.get("/people/me").status_code == 200


def test_a_user_signs_in_by_a_verified_address(staff: Staff, provider: Provider, stranger: Client) -> None:
    provider.claims = {"sub": "42", "email": "Anna@Example.org", "email_verified": True}
    assert _go(stranger)["Location"] == "/"
    assert _is_in(stranger)
    assert SocialAccount.objects.get(user=staff.anna).uid == "42"
    staff.anna.refresh_from_db()
    assert staff.anna.check_password(PASSWORD)  # goes on to serve


def test_the_second_time_the_provider_s_own_id_says_who_it_is(
    staff: Staff, provider: Provider, stranger: Client
) -> None:
    provider.claims = {"sub": "42", "email": "anna@example.org", "email_verified": True}
    _go(Client())
    provider.claims = {"sub": "42", "email": "anna.married@example.org", "email_verified": True}
    _go(stranger)
    assert _is_in(stranger)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_that_the_provider_has_not_verified_lets_nobody_in(
    staff: Staff, provider: Provider, stranger: Client, verified: object
) -> None:
    provider.claims = {"sub": "42", "email": "anna@example.org", "email_verified": verified}
    answer = _go(stranger)
    assert (answer.status_code, b"verified" in answer.content) == (403, True)
    assert not _is_in(stranger)
    assert not SocialAccount.objects.exists()


def test_an_address_that_is_nobody_s_lets_nobody_in(staff: Staff, provider: Provider, stranger: Client) -> None:
    provider.claims = {"sub": "43", "email": "eve@example.org", "email_verified": True}
    before = User.objects.count()
    assert _go(stranger).status_code == 403
    assert not _is_in(stranger)
    assert User.objects.count() == before
    assert LogEntry.objects.filter(act="refused", kind="sign_in").exists()


def test_two_answers_about_different_persons_let_nobody_in(staff: Staff, provider: Provider, stranger: Client) -> None:
    provider.claims = {"sub": "42", "email": "anna@example.org", "email_verified": True}
    provider.other = {"sub": "666"}
    assert _go(stranger).status_code == 403
    assert not _is_in(stranger)


def test_an_invited_person_joins_by_the_first_sign_in(staff: Staff, provider: Provider, stranger: Client) -> None:
    team = staff.anna.team
    assert team is not None
    data = {"people": "zoe@example.org", "role": "manager", "team": team.pk}
    sign_in(staff.administrator).post("/people/invitations", data)
    provider.claims = {"sub": "44", "email": "zoe@example.org", "email_verified": True, "name": "Zoe Hill"}
    _go(stranger)
    assert _is_in(stranger)
    user = User.objects.get(email="zoe@example.org")
    assert (user.name, user.role, user.team) == ("Zoe Hill", "manager", team)
    assert not user.has_usable_password()
    assert Invitation.objects.get().accepted_at is not None
    assert [letter.to for letter in mail.outbox] == [["zoe@example.org"]] * 2  # the invitation, and what was connected


def test_an_invitation_taken_back_opens_nothing(staff: Staff, provider: Provider, stranger: Client) -> None:
    client = sign_in(staff.administrator)
    client.post("/people/invitations", {"people": "zoe@example.org", "role": "rep", "team": ""})
    client.post(f"/people/invitations/{Invitation.objects.get().pk}/revoke")
    provider.claims = {"sub": "44", "email": "zoe@example.org", "email_verified": True}
    assert _go(stranger).status_code == 403
    assert not User.objects.filter(email="zoe@example.org").exists()


def test_who_was_closed_stays_outside(staff: Staff, provider: Provider, stranger: Client) -> None:
    provider.claims = {"sub": "42", "email": "anna@example.org", "email_verified": True}
    _go(Client())
    staff.anna.is_active = False
    staff.anna.save()
    _go(stranger)
    assert not _is_in(stranger)
    SocialAccount.objects.all().delete()
    assert _go(Client()).status_code == 403


def test_an_answer_that_nobody_asked_for_lets_nobody_in(staff: Staff, provider: Provider, stranger: Client) -> None:
    provider.claims = {"sub": "42", "email": "anna@example.org", "email_verified": True}
    page = Client().post("/account/oidc/corp/login/?process=login")
    answer = stranger.get(_visit(page.context["address"]))  # another browser's answer
    assert b"did not work" in answer.content
    assert not _is_in(stranger)


def test_a_wrong_secret_and_a_provider_that_is_away_are_told(
    staff: Staff, provider: Provider, stranger: Client, settings: Any
) -> None:
    provider.claims = {"sub": "42", "email": "anna@example.org", "email_verified": True}
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["secret"] = "another"  # noqa: S105
    assert b"did not work" in _go(stranger).content
    assert provider.refused
    app["settings"]["server_url"] = "http://127.0.0.1:1"
    answer = Client().post("/account/oidc/corp/login/?process=login")
    assert b"did not work" in answer.content
    assert not _is_in(stranger)


def test_only_an_account_of_the_own_address_is_connected(staff: Staff, provider: Provider) -> None:
    client = Client()
    client.post("/account/login/", {"login": staff.ben.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    provider.claims = {"sub": "42", "email": "anna@example.org", "email_verified": True}
    assert _go(client, "connect").status_code == 403
    assert not SocialAccount.objects.exists()
    provider.claims = {"sub": "45", "email": "ben@example.org", "email_verified": True}
    _go(client, "connect")
    assert SocialAccount.objects.get().user == staff.ben


def test_the_way_to_a_provider_asks_first_when_a_link_leads_there(
    provider: Provider, stranger: Client, db: None
) -> None:
    answer = stranger.get("/account/oidc/corp/login/")
    assert answer.status_code == 200
    assert "address" not in answer.context


def test_a_provider_that_is_not_set_up_is_missing(stranger: Client, db: None) -> None:
    assert stranger.post("/account/oidc/other/login/").status_code == 404
