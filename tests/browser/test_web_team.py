"""Our own people in a real browser, on a phone and at a desk: the own analysis, and an investigation by three."""

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from asking.conftest import Put
from assay.store.home import Home
from assay.web.debriefs.models import Answer, Debrief, MomentVote
from assay.web.people.models import User
from browser.signed_in import find_faults
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff, sign_in
from web.conftest import staff as staff
from web.debriefs.conftest import DEAL, Make
from web.debriefs.conftest import base as base
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import make_debrief as make_debrief
from web.debriefs.conftest import own_home as own_home
from web.debriefs.conftest import put as put
from web.debriefs.conftest import record as record

Open = Callable[[User], Page]


@pytest.fixture(params=[390, 1280])
def open_as(
    browser: Browser,
    request: pytest.FixtureRequest,
    transactional_db: None,
    staff: Staff,
    own_home: Home,
    record: duckdb.DuckDBPyConnection,
    put: Put,
    live_server: Any,
) -> Iterator[Open]:
    """Opens a page as somebody, over a record with a lost deal; any refusal of the content policy fails."""
    put("deal", id=DEAL, name="Crane for Hartwell", owner_id=ANNA_SELLER, outcome="lost", loss_reason_stated="Price")
    put("competitor", id=1, name="Northgauge")
    put("deal_competitor", id=1, deal_id=DEAL, competitor_id=1, part="won_by")
    for number, name in ((ANNA_SELLER, "Anna"), (BEN_SELLER, "Ben"), (SARA_SELLER, "Sara")):
        put("seller", id=number, name=name)
    for number, at in ((1, 1_770_000_000), (2, 1_770_500_000), (3, 1_770_900_000)):
        put("activity", id=number, kind="call", subject=f"Call {number}", occurred_at=at)
        put("deal_event", deal_id=DEAL, activity_id=number, kind="call", occurred_at=at)
        for seller in (ANNA_SELLER, BEN_SELLER, SARA_SELLER):
            put("deal_seat", deal_id=DEAL, activity_id=number, seller_id=seller, kind="call", occurred_at=at)
    refused: list[str] = []
    contexts = []

    def open_page(user: User) -> Page:
        size: Any = {"width": request.param, "height": 800}
        scheme: Any = "dark" if request.param < 600 else "light"
        context = browser.new_context(base_url=live_server.url, viewport=size, color_scheme=scheme)
        session = sign_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        context.set_default_timeout(60_000)  # the first page of a process reads much
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("pageerror", lambda error: refused.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert refused == []


def test_an_own_analysis_outlives_a_reload_and_is_shared_when_its_author_says_so(
    open_as: Open, staff: Staff, make_debrief: Make
) -> None:
    own = make_debrief(kind="self", circle="private", asker=staff.anna)
    page = open_as(staff.anna)
    page.goto(f"/debriefs/{own.pk}/own/")
    expect(page.get_by_label("Northgauge")).to_be_checked()
    note = page.get_by_label("Anything else, in a sentence or two?")
    note.fill("We came late.")
    page.locator("#k-note").get_by_text("Kept.").wait_for()
    page.get_by_label("Slow or neglected").check()
    page.locator("#k-reasons").get_by_text("Kept.").wait_for()
    faults = find_faults(page)
    page.reload()
    expect(note).to_have_value("We came late.")
    expect(page.get_by_label("Slow or neglected")).to_be_checked()
    page.get_by_role("button", name="Done, for myself alone").first.click()
    page.get_by_text("Yours is done. Only you can read it.").wait_for()
    faults += find_faults(page)
    page.get_by_role("link", name="Beside the buyer's account").click()
    page.get_by_role("heading", name="Question by question").wait_for()
    faults += find_faults(page)
    assert set(Answer.objects.values_list("circle", flat=True)) == {"private"}
    page.goto(f"/debriefs/{own.pk}/own/")
    page.get_by_label("my managers and I").check()
    page.get_by_role("button", name="Share it with these").click()
    page.get_by_text("Yours is done and shared.").wait_for()
    assert faults == []


def test_three_people_investigate_a_deal_alone_and_then_together(open_as: Open, staff: Staff) -> None:
    anna = open_as(staff.anna)
    anna.goto(f"/debriefs/investigate/{DEAL}/")
    faults = find_faults(anna)
    anna.get_by_role("button", name="Open it, and invite them").click()
    anna.get_by_text("They are invited.").wait_for()
    faults += find_faults(anna)
    debrief = Debrief.objects.get(kind="investigation")
    for number, user in enumerate((staff.ben, staff.sara, staff.anna)):
        page = open_as(user)
        page.goto(f"/debriefs/{debrief.pk}/alone/")
        field = page.get_by_label("How were the calls and meetings handled?")
        field.fill("Tom should have called." if number == 0 else f"View {number}")
        page.locator("#k-call").get_by_text("Kept.").wait_for()
        expect(page.get_by_text("may sound like blame")).to_have_count(1 if number == 0 else 0)
        page.get_by_label("it turned here").nth(1).check()
        page.get_by_text("The computation finds no turn").wait_for()
        faults += find_faults(page) if number == 0 else []
        page.get_by_role("button", name="I am done").click()
        page.locator("p.notice").first.wait_for()
    assert MomentVote.objects.filter(is_turn=True, key="activity-2").count() == 3
    anna.goto(f"/debriefs/{debrief.pk}/together/")
    anna.get_by_text("3 people named a moment.").wait_for()
    anna.get_by_role("textbox", name="What we found").fill("Nobody called for nine days.")
    anna.get_by_role("button", name="Write it down").click()
    anna.get_by_role("button", name="I agree").click()
    anna.get_by_text("agree: Anna").wait_for()
    faults += find_faults(anna)
    anna.get_by_role("button", name="Close the investigation").click()
    anna.get_by_role("heading", name="What was found").wait_for()
    expect(anna.get_by_text("Nobody called for nine days.")).to_be_visible()
    assert faults == []
