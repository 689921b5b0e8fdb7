"""Signing in by a passkey in a real browser, and pages about people as assistive technology finds them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.signed_in import find_faults
from web.conftest import PASSWORD, Staff
from web.conftest import staff as staff

PAGES = ("me", "users", "invitations", "teams", "teams/proposal", "grants", "grants/new", "log")
ACCOUNT = ("password/change/", "2fa/", "2fa/webauthn/", "sessions/", "3rdparty/")


@pytest.fixture
def screen(browser: Browser, transactional_db: None, staff: Staff, live_server: Any) -> Iterator[Page]:
    """A browser at the page to sign in on; whatever the content policy refuses fails the test."""
    refused: list[str] = []
    page = browser.new_page(base_url=live_server.url, viewport={"width": 390, "height": 800})
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto("/account/login/")
    yield page
    page.close()
    assert refused == []


def _sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_selector("header.frame")


def test_a_passkey_is_added_and_signs_in_alone(screen: Page, staff: Staff) -> None:
    device = screen.context.new_cdp_session(screen)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    _sign_in(screen, staff.anna.email)
    screen.goto("/account/2fa/webauthn/add/")
    screen.get_by_label("Password").fill(PASSWORD)  # asked for again
    screen.get_by_role("button", name="Confirm").click()
    screen.get_by_label("Name").fill("My laptop")
    screen.get_by_label("Passwordless").check()
    screen.get_by_role("button", name="Add").click()
    screen.wait_for_url("**/account/2fa/**codes/**")
    assert "recovery" in screen.content().casefold()

    screen.context.clear_cookies()
    screen.goto("/account/login/")
    screen.get_by_role("button", name="Sign in with a passkey").click()
    screen.wait_for_selector("header.frame")
    screen.goto("/people/me")
    assert "anna@example.org" in screen.inner_text("main")


def test_a_browser_without_a_key_is_told_so(screen: Page) -> None:
    device = screen.context.new_cdp_session(screen)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": False}})
    screen.get_by_role("button", name="Sign in with a passkey").click()
    screen.get_by_role("alert").wait_for(state="visible", timeout=70_000)
    assert "That did not work" in screen.get_by_role("alert").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_about_people_pass_what_axe_asks(screen: Page, staff: Staff, scheme: Any) -> None:
    screen.emulate_media(color_scheme=scheme)
    faults = []
    for path in ("/account/login/", "/account/password/reset/", "/people/join/none"):
        screen.goto(path)
        faults += find_faults(screen)
    screen.goto("/account/login/")
    _sign_in(screen, staff.administrator.email)
    user, team = staff.anna.pk, staff.anna.team_id
    paths = [*PAGES, f"users/{user}", f"teams/{team}"]
    for path in [*(f"/people/{path}" for path in paths), *(f"/account/{path}" for path in ACCOUNT)]:
        screen.goto(path)
        faults += find_faults(screen)
    assert not faults, "\n".join(faults)
