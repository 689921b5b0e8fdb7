"""A debrief from an open deal's announcement to the buyer's yes, in a real browser on a phone and at a desk."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from asking.conftest import Put
from assay.store.home import Home
from assay.web.debriefs.models import Announcement, Debrief, Draft, Task
from browser.signed_in import find_faults, open_signed_in
from web.conftest import ANNA_SELLER, Staff
from web.conftest import staff as staff
from web.debriefs.conftest import DEAL, Make
from web.debriefs.conftest import base as base
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import make_debrief as make_debrief
from web.debriefs.conftest import own_home as own_home
from web.debriefs.conftest import put as put
from web.debriefs.conftest import record as record


@pytest.fixture(params=[390, 1280])
def screen(
    browser: Browser,
    request: pytest.FixtureRequest,
    transactional_db: None,
    staff: Staff,
    own_home: Home,
    record: duckdb.DuckDBPyConnection,
    put: Put,
    live_server: Any,
) -> Iterator[Page]:
    """Anna, signed in, over a record with an open deal and a lost one; any refusal of the content policy fails."""
    for number, outcome in ((7, "open"), (DEAL, "lost")):
        put("deal", id=number, name=f"Crane {number}", owner_id=ANNA_SELLER, outcome=outcome)
    put("person", id=5, full_name="Ines Roth", kind="contact")
    put("deal_person", id=5, deal_id=DEAL, person_id=5, role="champion")
    Task.objects.create(key="announce 7", kind="announce", deal_id=7, deal_name="Crane 7", due=timezone.localdate())
    with open_signed_in(browser, live_server.url, staff.anna, request.param, 800) as page:
        yield page


def test_a_debrief_goes_from_its_announcement_to_a_yes(screen: Page, make_debrief: Make) -> None:
    screen.goto("/debriefs/announce/7/")
    screen.get_by_label("How did you say it?").select_option("in_person")
    faults = find_faults(screen)
    screen.get_by_role("button", name="It was said").click()
    screen.get_by_text("It is recorded that the debrief is announced.").wait_for()
    assert Announcement.objects.get().channel == "in_person"

    debrief: Debrief = make_debrief()
    screen.goto(f"/debriefs/{debrief.pk}/")
    faults += find_faults(screen)
    screen.get_by_label("How was the buyer told").fill("I called Ines and thanked her")
    screen.get_by_role("button", name="We accept the loss").click()
    screen.get_by_label("Ines Roth").check()
    screen.get_by_role("button", name="Ask these").click()
    screen.get_by_label("How did you ask?").select_option("phone")
    screen.get_by_label("What did they say?").select_option("agreed")
    screen.get_by_role("button", name="Record it").click()
    screen.get_by_role("button", name="Schedule it").wait_for()
    faults += find_faults(screen)
    debrief.refresh_from_db()
    assert (debrief.state, debrief.answer) == ("asked", "agreed")
    screen.goto("/debriefs/")
    faults += find_faults(screen)
    assert faults == []


def test_an_introduction_outlives_a_reload(screen: Page, make_debrief: Make) -> None:
    debrief = make_debrief(asker_kind="third_party", asker_name="Dana Field")
    screen.goto(f"/debriefs/{debrief.pk}/")
    field = screen.get_by_label("What the rep says or writes to the buyer first")
    field.fill("Dana will call you")
    screen.get_by_text("Kept.").wait_for()
    screen.reload()
    assert field.input_value() == "Dana will call you"
    assert Draft.objects.get().text == "Dana will call you"
