"""The file of a deal as somebody uses it: evidence, the picture by wheel, keys and filters, and without a script."""

import os
import re
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from assay.web import results
from assay.web.people.models import Role, User
from reports.invented_company import Company
from web.conftest import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def analyst(transactional_db: None) -> User:
    """Somebody who may see every deal."""
    return User.objects.create_user("analyst@example.org", name="Ana", role=Role.ANALYST)


@pytest.fixture
def opened(
    settings: LazySettings, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, int]]:
    """The invented company held open by a running server; gives the ids of its deals."""
    from assay.reports.deal_reading import read_names, read_run

    connection = Company().open()
    held = results._Opened(str(settings.HOME.path), "browsed", connection, read_run(connection), read_names(connection))
    monkeypatch.setattr(results, "_opened", held)
    monkeypatch.setattr(results, "find_version", lambda home: "browsed")
    yield dict(connection.execute("SELECT source_id, id FROM deal").fetchall())
    monkeypatch.undo()
    connection.close()


@pytest.fixture
def context(browser: Browser, analyst: User, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A browser in which the analyst is signed in."""
    client: Client = sign_in(analyst)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; anything written to the console, or asked of another host, fails the test."""
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert said == []


def test_the_file_is_worked_with_by_hand_and_by_keys(
    page: Page, opened: dict[str, int], live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/deals/{opened['D005']}/")
    drawn = page.evaluate("performance.getEntriesByName('timeline')[0].duration")
    marks = page.locator("a.mark:not([display])")
    before = marks.count()
    assert drawn > 0
    assert before > 20
    print(f"400 activities drawn in {drawn:.0f} ms")  # noqa: T201

    # zooming parts what was counted together
    page.locator("[data-zoom=in]").click()
    page.locator("[data-zoom=in]").click()
    page.locator("[data-zoom=in]").click()
    assert marks.count() > before
    # drawn anew in the next frame, in which a card would be put away
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")

    # one mark can be reached by tab; arrows lead on in the order of time, Enter opens the record, Escape leads back
    first = page.locator("a.mark[tabindex='0']")
    expect(first).to_have_count(1)
    first.focus()
    at = int(page.evaluate("document.activeElement.dataset.at || 0"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card-of-mark")).to_be_visible()
    for _ in range(40):
        if page.evaluate("!document.activeElement.classList.contains('several')"):
            break
        page.keyboard.press("ArrowRight")
    assert int(page.evaluate("document.activeElement.dataset.at")) >= at
    row = page.evaluate("document.activeElement.dataset.open")
    page.keyboard.press("Enter")
    expect(page.locator(f"#record [data-row='{row}']")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#record")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.open") == row

    # a kind of lane can be left out
    lanes = page.locator(".lane:visible")
    count = lanes.count()
    page.get_by_label("Our side").uncheck()
    expect(lanes).to_have_count(count - 1)


def test_evidence_opens_the_very_row_beside_the_file(
    page: Page, opened: dict[str, int], live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/deals/{opened['D003']}/")
    finding = page.locator(".finding").first
    finding.locator("summary").first.click()
    link = finding.locator("a[data-open]").first
    row = link.get_attribute("data-open")
    link.click()
    expect(page.locator(f"#record [data-row='{row}']")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(link).to_be_focused()


def test_without_a_script_each_mark_leads_to_its_row_and_each_row_to_its_page(
    browser: Browser, opened: dict[str, int], live_server: LiveServer, analyst: User
) -> None:
    context = browser.new_context(java_script_enabled=False)
    cookie = sign_in(analyst).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/deals/{opened['D004']}/")
    anchor = page.locator("a.mark").first.get_attribute("href") or ""
    page.locator(f"{anchor} a").click()
    expect(page).to_have_url(re.compile(r"/rows/\w+/\d+/$"))
    expect(page.locator(".whole-row")).to_be_visible()
    context.close()


# Playwright's loop runs in this thread, in which Django then refuses the database without being told
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
