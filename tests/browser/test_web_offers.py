"""From a concern to one's own material against it, in a real browser on a phone and at a desk."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser, Page

from asking.conftest import Put
from assay.domain.spans import DAY
from browser.signed_in import find_faults, open_signed_in
from web.conftest import ANNA_SELLER, Staff
from web.conftest import staff as staff
from web.material.conftest import base as base
from web.material.conftest import light_settings as light_settings
from web.material.conftest import own_home as own_home
from web.material.conftest import put as put
from web.material.conftest import record as record

NOW = int(datetime(2026, 10, 5, tzinfo=UTC).timestamp())
CODE = "price_too_high"


def put_deals(put: Put) -> None:
    """A won deal of anna's in which the price came up, with somebody to ask, and figures of two measures."""
    put("run", run_id="first", as_of=NOW)
    put("conclusion", part="offers", run_id="first", rests_on="all", made_at=NOW)
    put("deal", id=2, name="Won crane of the Hartwell Steelworks Company", owner_id=ANNA_SELLER, outcome="won")
    put("moment", deal_id=2, outcome="won", closed_at=NOW - DAY, as_of=NOW)
    put("person", id=20, full_name="Ines Roth", title="Head of Purchasing", source_id="p")
    talk = {"activity_id": 7, "kind": "meeting", "direction": "unknown", "status": "held"}
    put("deal_event", deal_id=2, is_automated=False, occurred_at=NOW - 6 * DAY, **talk)
    put("deal_presence", deal_id=2, person_id=20, occurred_at=NOW - 6 * DAY, part="to", **talk)
    for number in range(2, 30):
        done = {"measure": "demo", "done_at": NOW - 5 * DAY, "done_table": "activity", "done_row": 7}
        put("offer_case", driver=CODE, deal_id=number, won=number < 10, voiced_at=NOW - 9 * DAY, **done)
    shares = {"done_share": 0.5, "not_share": 0.25, "difference": 0.25, "asked": 2, "deals": 60}
    counts = {"done_n": 20, "done_won": 10, "not_n": 40, "not_won": 10}
    for measure, low, verdict in (
        ("demo", 0.05, "more"),
        ("proof", -0.2, "not_enough"),
        ("lower_price", -0.9, "fewer"),
    ):
        interval = {"difference_low": low, "difference_high": 0.45, "drawn": 0.1, "verdict": verdict}
        put("offer", driver=CODE, measure=measure, **shares, **counts, **interval)


@pytest.fixture(params=[390, 1440])
def screen(
    browser: Browser,
    request: pytest.FixtureRequest,
    transactional_db: None,
    staff: Staff,
    record: duckdb.DuckDBPyConnection,
    put: Put,
    live_server: Any,
) -> Iterator[Page]:
    """Anna, signed in."""
    put_deals(put)
    with open_signed_in(browser, live_server.url, staff.anna, request.param) as page:
        yield page


def test_material_is_added_from_a_concern_changed_and_put_away(screen: Page) -> None:
    screen.goto("/plays/offers/")
    screen.get_by_label("Concern").select_option("Price too high")
    screen.get_by_role("button", name="Show").click()
    screen.get_by_text("Associated with more wins.").wait_for()
    screen.get_by_text("and what was done there").click()
    faults = find_faults(screen)
    screen.get_by_role("link", name="Add material").click()
    assert screen.get_by_label("Price too high").is_checked()
    faults += find_faults(screen)
    screen.get_by_label("Title").fill("What it pays back")
    screen.get_by_label("Text").fill("Twelve mills, eleven months.")
    screen.get_by_role("button", name="Keep it").click()
    screen.get_by_role("heading", name="What it pays back").wait_for()
    screen.locator("summary", has_text="Change it").click()
    faults += find_faults(screen)
    screen.get_by_label("Title").fill("Payback in months")
    screen.get_by_role("button", name="Change it").click()
    screen.get_by_text("Version 1, Anna").click()
    faults += find_faults(screen)
    screen.goto(f"/plays/offers/?driver={CODE}")
    screen.get_by_role("link", name="Payback in months").click()
    screen.get_by_role("button", name="Put it away").click()
    screen.get_by_text("it is offered no longer").first.wait_for()
    screen.goto("/plays/material/?part=archived")
    screen.get_by_role("link", name="Payback in months").wait_for()
    assert faults + find_faults(screen) == []
