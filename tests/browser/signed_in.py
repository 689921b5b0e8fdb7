"""A page of the application as somebody sees it who has signed in, and what is wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from assay.web.people.models import User
from web.conftest import PASSWORD

_RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


@contextmanager
def open_signed_in(browser: Browser, address: str, user: User, width: int, height: int = 900) -> Iterator[Page]:
    """On a narrow window in dark colours, else in light ones. A refusal of the content policy, or an error, fails."""
    refused: list[str] = []
    size: Any = {"width": width, "height": height}
    page = browser.new_page(base_url=address, viewport=size, color_scheme="dark" if width < 600 else "light")
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_selector("header.frame")
    yield page
    page.close()
    assert refused == []


def find_faults(page: Page) -> list[str]:
    """What axe finds once the page stands whole, and whether it is too wide."""
    page.wait_for_load_state()  # a page just arrived at by a click has no document element yet
    found = Axe().run(page, options={"runOnly": _RULES}).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    said = [f"{page.url} {fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]
    return said + ([f"{page.url} is {wide} px too wide"] if wide > 0 else [])
