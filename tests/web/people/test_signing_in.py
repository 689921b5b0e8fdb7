"""Signing in with a password and a second factor, what is limited, and the way back after a forgotten password."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from assay.web.people.log import LogEntry
from web.conftest import PASSWORD, Staff, sign_in


def _sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post("/account/login/", {"login": email, "password": password}).status_code


def test_address_and_password_let_in_however_the_address_is_cased(staff: Staff, stranger: Client) -> None:
    assert _sign_in(stranger, "Anna@Example.ORG") == 302
    assert stranger.get("/people/me").status_code == 200
    assert LogEntry.objects.filter(act="signed_in", object_id=str(staff.anna.pk)).count() == 1


def test_a_wrong_password_and_an_unknown_address_look_alike(staff: Staff, stranger: Client) -> None:
    pages = []
    for email in ("anna@example.org", "nobody@example.org"):
        answer = stranger.post("/account/login/", {"login": email, "password": "wrong wrong wrong"})
        pages.append(re.sub(r'value="[^"]*"|"X-CSRFToken": "[^"]*"', "", answer.content.decode()))
        assert answer.status_code == 200
    assert pages[0] == pages[1]
    assert stranger.get("/people/me").status_code == 302


def test_a_failed_try_is_logged_without_what_may_be_a_password(staff: Staff, stranger: Client) -> None:
    _sign_in(stranger, "anna@example.org", "wrong wrong wrong")
    row = LogEntry.objects.get(act="failed")
    assert row.what == "anna@example.org"
    assert "wrong" not in str(row.detail)


def test_who_was_closed_cannot_sign_in_and_an_open_session_ends(staff: Staff, stranger: Client) -> None:
    inside = sign_in(staff.anna)
    assert inside.get("/people/me").status_code == 200
    staff.anna.is_active = False
    staff.anna.save()
    assert inside.get("/people/me").status_code == 302
    stranger.post("/account/login/", {"login": staff.anna.email, "password": PASSWORD})
    assert stranger.get("/people/me").status_code == 302


def test_after_five_wrong_tries_the_right_password_waits_too(staff: Staff, stranger: Client) -> None:
    for _ in range(5):
        _sign_in(stranger, staff.anna.email, "wrong wrong wrong")
    answer = stranger.post("/account/login/", {"login": staff.anna.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "Too many failed login attempts" in answer.content.decode()
    assert _sign_in(Client(REMOTE_ADDR="10.0.0.9"), staff.ben.email) == 302  # others are not held up


def test_the_session_gets_a_new_key_on_the_way_in(staff: Staff, stranger: Client) -> None:
    session = stranger.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    stranger.cookies["sessionid"] = before
    _sign_in(stranger, staff.anna.email)
    assert stranger.session.session_key != before


def test_signing_out_by_a_link_does_nothing_without_a_press(staff: Staff) -> None:
    client = sign_in(staff.anna)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/people/me").status_code == 200
    client.post("/account/logout/")
    assert client.get("/people/me").status_code == 302


def test_where_one_wanted_to_go_is_never_another_host(staff: Staff, stranger: Client) -> None:
    data = {"login": staff.anna.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert stranger.post("/account/login/", data)["Location"] == "/"


def test_a_letter_speaks_the_language_of_whom_it_goes_to(staff: Staff, stranger: Client) -> None:
    staff.anna.language = "de"
    staff.anna.save()
    stranger.post("/account/password/reset/", {"email": staff.anna.email}, HTTP_ACCEPT_LANGUAGE="en")
    assert "Passwort" in mail.outbox[-1].subject


def test_a_forgotten_password_is_set_anew_by_a_letter_once(staff: Staff, stranger: Client) -> None:
    stranger.post("/account/password/reset/", {"email": staff.anna.email})
    (letter,) = mail.outbox
    assert letter.to == [staff.anna.email]
    assert "Assay" in letter.subject
    (path,) = re.findall(r"http://testserver(/\S+)", letter.body)
    page = stranger.get(path, follow=True)
    to = page.redirect_chain[-1][0]
    new = "another long password"
    done = stranger.post(to, {"password1": new, "password2": new})
    assert done.status_code == 302
    assert _sign_in(Client(), staff.anna.email, new) == 302
    again = Client().get(path, follow=True)
    assert "serves no longer" in again.content.decode()
    assert LogEntry.objects.filter(act="changed", kind="password").count() == 1


def test_an_address_that_is_nobodys_gets_no_letter_and_the_same_page(staff: Staff, stranger: Client) -> None:
    known = stranger.post("/account/password/reset/", {"email": staff.anna.email})
    mail.outbox.clear()
    unknown = Client().post("/account/password/reset/", {"email": "nobody@example.org"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert mail.outbox == []


def _count_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def _confirm(client: Client) -> None:
    """Gives the password once more, as pages that change how one signs in ask for."""
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302


def test_with_an_authenticator_app_the_password_alone_lets_nobody_in(
    transactional_db: None, staff: Staff, stranger: Client
) -> None:
    client = Client()
    _sign_in(client, staff.anna.email)
    _confirm(client)
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert client.post("/account/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.post("/account/2fa/totp/activate/", {"code": _count_code(secret)}).status_code == 302
    assert Authenticator.objects.filter(user=staff.anna, type="totp").exists()
    assert LogEntry.objects.filter(act="added", kind="second_factor", detail__type="totp").exists()

    answer = stranger.post("/account/login/", {"login": staff.anna.email, "password": PASSWORD})
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert stranger.get("/people/me").status_code == 302
    assert stranger.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert stranger.get("/people/me").status_code == 302
    cache.clear()  # the code of this half minute counts as used
    assert stranger.post("/account/2fa/authenticate/", {"code": _count_code(secret)}).status_code == 302
    assert stranger.get("/people/me").status_code == 200


def test_a_recovery_code_serves_once(staff: Staff) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(staff.anna, generate_totp_secret())
    code = RecoveryCodes.activate(staff.anna).get_unused_codes()[0]
    for serves in (True, False):
        client = Client()
        _sign_in(client, staff.anna.email)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert (client.get("/people/me").status_code == 200) is serves


def test_what_changes_how_one_signs_in_asks_for_the_password_again(staff: Staff) -> None:
    client = sign_in(staff.anna)
    answer = client.get("/account/2fa/totp/activate/")
    assert answer["Location"].startswith("/account/reauthenticate/")
    _confirm(client)
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_other_browsers_are_listed_and_signed_out_one_by_one(staff: Staff) -> None:
    here, there = Client(HTTP_USER_AGENT="Here/1"), Client(HTTP_USER_AGENT="There/1")
    for client in (here, there):
        _sign_in(client, staff.anna.email)
        client.get("/people/me")
    page = here.get("/account/sessions/").content.decode()
    assert "Here/1" in page
    assert "There/1" in page
    from allauth.usersessions.models import UserSession

    other = UserSession.objects.get(user=staff.anna, user_agent="There/1")
    _sign_in(stranger := Client(), staff.ben.email)
    assert stranger.post(f"/people/me/sessions/{other.pk}/end").status_code == 404
    assert there.get("/people/me").status_code == 200
    here.post(f"/people/me/sessions/{other.pk}/end")
    assert there.get("/people/me").status_code == 302
    assert here.get("/people/me").status_code == 200
