"""Headers, cookies and forged requests."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

from web.addresses import ALL, make_path
from web.conftest import PASSWORD, Staff, sign_in
from web.routes import ROUTES, Who

PAGES = ("/account/login/", "/people/me", "/people/nothing-here", "/account/2fa/", "/health")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(staff: Staff, path: str) -> None:
    answer = sign_in(staff.anna).get(path) if path != "/account/login/" else Client().get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_no_page_has_a_script_or_a_style_within(staff: Staff, who: str) -> None:
    """As the policy would refuse it. A script that holds data alone is none."""
    client = Client() if who == "stranger" else sign_in(staff.administrator)
    wrong = []
    for route in ALL:
        if ROUTES[route] is Who.NOBODY or "logout" in route:
            continue
        answer = client.get(make_path(route))
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            continue
        page = answer.content.decode()
        if re.search(
            r"<script(?![^>]*\b(src=|type=\"application/json\"))|\son\w+=|javascript:|<style(?![^>]*nonce)|\sstyle=",
            page,
        ):
            wrong.append(route)
    assert wrong == []


#: a part of an address that is one of several words
_SECTIONS = re.compile(r"\(\?P<\w+>(\w+)\|[\w|]+\)")


#: what is found before a token is asked for: of none there is nothing to protect
_FOUND_FIRST = {
    "imports/<uuid:pk>/files/add/",  # files stream to the place of their draft
    "digests/stop/<str:signed>/",  # mail programs send it by themselves (RFC 8058); the address is the proof
}


def test_a_post_without_its_token_is_refused_everywhere(staff: Staff) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff.administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    wrong = []
    for route in ALL:
        if route.startswith("api/v1/"):  # no cookie opens anything there, and a browser sends no access token by itself
            assert client.post(make_path(route)).status_code in (401, 403, 404, 405)
            continue
        status = client.post(make_path(_SECTIONS.sub(r"\1", route))).status_code
        if status != (404 if route in _FOUND_FIRST else 403):
            wrong.append((route, status))
    assert wrong == []
    assert get_resolver().url_patterns


def test_a_sign_in_that_another_site_sends_is_refused(staff: Staff) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/login/", {"login": staff.anna.email, "password": PASSWORD})
    assert (answer.status_code, b"open too long" in answer.content) == (403, True)


def test_cookies_cannot_be_read_by_scripts_and_stay_with_us(staff: Staff) -> None:
    client = Client()
    client.get("/account/login/")
    client.post("/account/login/", {"login": staff.anna.email, "password": PASSWORD})
    session = client.cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def _read_settings(home: Path, **told: str) -> dict[str, object]:
    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS ALLAUTH_TRUSTED_PROXY_COUNT ALLOWED_HOSTS"
    read = f"[getattr(s, n) for n in {names!r}.split()]"
    code = f"import json; from assay.web import settings as s; print(json.dumps({read}))"
    environment = {**os.environ, "ASSAY_HOME": str(home), **told}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return dict(zip(names.split(), json.loads(done.stdout), strict=True))


def test_behind_https_cookies_are_secure_and_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    found = _read_settings(tmp_path, ASSAY_URL="https://assay.example.org", ASSAY_BEHIND_PROXY="1")
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert "assay.example.org" in found["ALLOWED_HOSTS"]  # type: ignore[operator]


def test_hsts_is_sent_over_https_alone(db: None, settings: object) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000  # type: ignore[attr-defined]
    assert Client().get("/health", secure=True)["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in Client().get("/health").headers


def test_another_host_s_name_is_refused(db: None) -> None:
    assert Client().get("/health", headers={"host": "evil.example"}).status_code == 400


def test_a_session_that_was_ended_leads_to_signing_in_and_back(staff: Staff) -> None:
    client = sign_in(staff.anna)
    client.session.flush()
    answer = client.get("/people/me")
    assert answer["Location"] == "/account/login/?next=/people/me"
    answer = client.post("/account/login/", {"login": staff.anna.email, "password": PASSWORD, "next": "/people/me"})
    assert answer["Location"] == "/people/me"


def test_pages_travel_compressed(stranger: Client, db: None) -> None:
    answer = stranger.get("/account/login/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert b"csrfmiddlewaretoken" in gzip.decompress(answer.content)
