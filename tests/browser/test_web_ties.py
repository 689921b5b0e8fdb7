"""The ways to a buyer in a real browser, on a phone and at a desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.signed_in import find_faults, open_signed_in
from web.conftest import Staff
from web.conftest import staff as staff
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import own_home as own_home
from web.learning.conftest import record as record
from web.ties.conftest import PAGE
from web.ties.conftest import base as base
from web.ties.conftest import buyer as buyer
from web.ties.conftest import put as put


@pytest.fixture(params=[390, 1440])
def screen(
    browser: Browser,
    request: pytest.FixtureRequest,
    transactional_db: None,
    staff: Staff,
    buyer: None,
    live_server: Any,
) -> Iterator[Page]:
    """The analyst, who sees every way, signed in."""
    with open_signed_in(browser, live_server.url, staff.analyst, request.param) as page:
        yield page


def test_a_way_reads_from_us_to_the_buyer(screen: Page) -> None:
    screen.goto(PAGE)
    way = screen.get_by_role("region", name="Buyers who had the same concern and were won").locator(".tie-path")
    assert [" ".join(one.split()) for one in way.locator("b").all_text_contents()] == ["Sara", "Jon Vale", "Hartwell"]
    places = [one.bounding_box() for one in way.locator(".tie-node").all()]
    known = [box for box in places if box]
    is_narrow = screen.viewport_size is not None and screen.viewport_size["width"] < 900
    side = "y" if is_narrow else "x"
    assert [box[side] for box in known] == sorted({box[side] for box in known})
    assert find_faults(screen) == []


def test_the_rows_and_another_concern_are_reached_by_keyboard(screen: Page) -> None:
    screen.goto(PAGE)
    rows = screen.get_by_role("region", name="Colleagues who know someone there").get_by_text("The rows it rests on")
    rows.focus()
    rows.press("Enter")
    expect(screen.get_by_role("link", name="activity 1").first).to_be_visible()
    screen.get_by_label("Another concern").select_option(label="Timing")
    screen.get_by_role("button", name="Seek").click()
    expect(screen.get_by_text("concern: Timing")).to_be_visible()
