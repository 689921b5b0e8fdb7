"""From a review meeting to an action that is done, and an audit, in a real browser on a phone and at a desk."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser, Page

from asking.conftest import Put
from assay.domain.spans import DAY
from assay.web.debriefs.models import Action, Task
from assay.web.learning.auditing.drawing import draw_due
from assay.web.learning.models import Audit, Meeting
from browser.signed_in import find_faults, open_signed_in
from web.conftest import ANNA_SELLER, SARA_SELLER, Staff
from web.conftest import staff as staff
from web.learning.conftest import base as base
from web.learning.conftest import light_settings as light_settings
from web.learning.conftest import own_home as own_home
from web.learning.conftest import put as put
from web.learning.conftest import record as record

NOW = int(datetime(2026, 10, 5, tzinfo=UTC).timestamp())


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
    """Nora, signed in, over two losses and an open deal of anna's and a loss of sara's."""
    put("run", run_id="first", as_of=NOW, home_currency="EUR")
    put("signal", signal="people.single_thread", title="Single thread")
    for number, owner, outcome in ((1, ANNA_SELLER, "lost"), (2, ANNA_SELLER, "lost"), (3, ANNA_SELLER, "open"),
                                   (4, SARA_SELLER, "lost")):  # fmt: skip
        put("deal", id=number, name=f"Crane {number}", owner_id=owner, outcome=outcome)
        closed = NOW - 20 * DAY if outcome == "lost" else None
        put("moment", deal_id=number, outcome=outcome, view="look_back", opened_at=NOW - 90 * DAY, closed_at=closed,
            as_of=NOW, value=number * 1000)  # fmt: skip
        put("finding", deal_id=number, signal="people.single_thread", sentence="Only Ines was met.", evidence_rows=2)
        put("answer", deal_id=number, signal="people.single_thread", view="look_back", answer="hit")
    told = {"kind": "email", "direction": "inbound", "occurred_at": NOW - 30 * DAY, "known_at": NOW - 30 * DAY}
    put("activity", id=11, subject="Budget", body="There is no money", **told)
    put("deal_event", deal_id=4, activity_id=11, **told)
    with open_signed_in(browser, live_server.url, staff.nora, request.param) as page:
        yield page


def test_a_meeting_ends_with_an_action_and_an_open_deal_to_look_at(screen: Page, staff: Staff) -> None:
    screen.goto("/learning/meetings/")
    faults = find_faults(screen)
    screen.get_by_label("Team", exact=True).select_option("North")
    screen.get_by_label("First on").fill("2026-10-07")
    screen.get_by_role("button", name="Plan it").click()
    screen.get_by_text("seen in 2 of the 2 new losses").wait_for()
    screen.get_by_role("button", name="Begin the meeting").click()
    screen.get_by_label("What was said and agreed").fill("We meet the owner earlier")
    screen.get_by_text("Kept.").wait_for()
    faults += find_faults(screen)
    screen.get_by_label("Crane 3").check()
    screen.get_by_role("button", name="Choose these and close the meeting").click()
    screen.get_by_text("The meeting is closed.").wait_for()
    assert Task.objects.get().deal_id == 3
    assert Meeting.objects.get(number=1).minutes == "We meet the owner earlier"

    screen.goto("/learning/actions/new/?deal=1")
    screen.get_by_label("What is to be done").fill("Ask for the owner in the first call")
    screen.get_by_label("Who does it").select_option(label="Anna")
    screen.get_by_label("Until when").fill("2026-11-30")
    faults += find_faults(screen)
    screen.get_by_role("button", name="Give it").click()
    screen.get_by_label("What is to change by it").fill("More than one of them is met")
    screen.get_by_label("By which figure will it be seen?").select_option(label="Single thread")
    faults += find_faults(screen)
    screen.get_by_role("button", name="It is done").click()
    screen.get_by_text("What is to change: More than one of them is met").wait_for()
    faults += find_faults(screen)
    action = Action.objects.get()
    assert (action.owner, action.figure) == (staff.anna, "signal people.single_thread")
    for address in (f"/learning/sheets/{staff.anna.pk}/", "/learning/briefs/3/", "/learning/after/1/", "/learning/"):
        screen.goto(address)
        faults += find_faults(screen)
    assert faults == []


def test_an_audit_is_done_and_kept_as_it_is_typed(
    screen: Page, staff: Staff, record: duckdb.DuckDBPyConnection
) -> None:
    for user in (staff.anna, staff.ben, staff.max, staff.analyst, staff.administrator):
        user.is_active = False
        user.save()
    draw_due(lambda query: record.cursor().execute(query).fetchall(), 1)
    audit = Audit.objects.get(pick__deal_id=4, auditor=staff.nora)
    screen.goto("/learning/audits/")
    faults = find_faults(screen)
    screen.get_by_role("link", name="Crane 4").click()
    screen.get_by_text("Budget", exact=True).click()
    screen.get_by_text("There is no money").wait_for()
    screen.get_by_label("No budget", exact=True).select_option("material")
    screen.get_by_label("Rows that show it: No budget").fill("1")
    screen.get_by_text("Kept.").wait_for()
    screen.reload()
    assert screen.get_by_label("No budget", exact=True).input_value() == "material"
    screen.get_by_label("Of the material ones, which mattered most?").select_option(label="No budget")
    screen.get_by_label("I looked for them, and they were not there").check()
    faults += find_faults(screen)
    screen.get_by_role("button", name="The audit is done").click()
    screen.get_by_text("Thank you. The audit is done").wait_for()
    audit.refresh_from_db()
    assert (audit.main, audit.rest) == ("no_budget", "absent")
    assert faults == []
