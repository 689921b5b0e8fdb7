"""Patterns as somebody uses them: a filter that stands in the address, and marks that say their numbers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from assay.reports.deal_reading import read_names, read_run
from assay.store.home import Home
from assay.web import results
from assay.web.people.models import Role, User
from reports.invented_company import Company
from web.conftest import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(
    browser: Browser, settings: LazySettings, live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """A page of an analyst; anything written to the console fails the test."""
    settings.HOME = Home(tmp_path, {})
    connection = Company().open()
    held = results._Opened(str(tmp_path), "browsed", connection, read_run(connection), read_names(connection))
    monkeypatch.setattr(results, "_opened", held)
    for where in ("assay.web.results", "assay.web.patterns.views"):
        monkeypatch.setattr(f"{where}.find_version", lambda home: "browsed")
    analyst = User.objects.create_user("analyst@example.org", name="Ana", role=Role.ANALYST)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    client = sign_in(analyst)
    # drawn before, since the database of tests bears one request at a time
    for query in ("", "?base=sold"):
        for address in re.findall(r'hx-get="(/patterns/drawings/[^"]+)"', client.get(f"/patterns/{query}").text):
            client.get(address)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live_server.url}/patterns/")
    yield page
    context.close()
    monkeypatch.undo()
    connection.close()
    assert said == []


def test_a_filter_narrows_in_place_and_stands_in_the_address(page: Page) -> None:
    page.get_by_text("Choose deals").click()
    page.get_by_label("Rates over").select_option("sold")
    expect(page.get_by_role("list", name="The deals are narrowed to")).to_contain_text("won and lost alone")
    expect(page).to_have_url(re.compile(r"/patterns/\?base=sold$"))


def test_arrow_keys_say_the_numbers_of_each_mark(page: Page) -> None:
    drawing = page.locator(".chart .wide svg.marks[tabindex]").first
    drawing.wait_for(timeout=30_000)
    drawing.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#said")).to_contain_text("outcome")
    page.keyboard.press("Escape")
    expect(page.locator("#said")).to_be_hidden()
