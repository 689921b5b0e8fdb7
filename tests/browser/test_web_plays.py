"""From an understood loss to a play in one click and its recorded call, in a real browser on a phone and at a desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from asking.conftest import Put
from assay.web.plays.models import Play, PlayCall
from browser.signed_in import find_faults, open_signed_in
from web.conftest import Staff
from web.conftest import staff as staff
from web.plays.conftest import LOSS, OWN, TEAMMATES
from web.plays.conftest import base as base
from web.plays.conftest import company as company
from web.plays.conftest import light_settings as light_settings
from web.plays.conftest import own_home as own_home
from web.plays.conftest import put as put
from web.plays.conftest import record as record


@pytest.fixture(params=[390, 1440])
def screen(
    browser: Browser,
    request: pytest.FixtureRequest,
    transactional_db: None,
    company: Staff,
    put: Put,
    live_server: Any,
) -> Iterator[Page]:
    """Nora, who manages anna and ben, signed in over a loss and two open deals like it."""
    put("reason", deal_id=TEAMMATES, view="open", driver="no_budget", p_active=0.9, rank=2, whose="theirs")
    with open_signed_in(browser, live_server.url, company.nora, request.param) as page:
        yield page


def test_a_play_goes_from_the_like_page_to_a_recorded_call_and_on(screen: Page) -> None:
    screen.goto(f"/deals/{LOSS}/like/")
    faults = find_faults(screen)
    screen.locator("li", has_text="Open crane").get_by_role("button", name="Make a play").click()
    screen.get_by_text("The play is made.").wait_for()
    play = Play.objects.get()
    assert (play.deal_id, play.contact_name) == (OWN, "Clara Caller")
    faults += find_faults(screen)

    screen.get_by_label("no answer").check()
    screen.get_by_role("button", name="Keep it").click()
    screen.get_by_text("Try again on").wait_for()

    screen.get_by_label("a different concern", exact=True).check()
    screen.get_by_label("In their words").fill("Our board has cut what we may spend.")
    screen.get_by_role("button", name="Keep it").click()
    screen.get_by_role("heading", name="Which concern is it?").wait_for()
    faults += find_faults(screen)
    screen.get_by_label("Choose it").select_option("No budget")
    screen.get_by_role("button", name="It is this one").click()
    screen.get_by_role("heading", name="Heard instead: No budget").wait_for()
    screen.get_by_role("link", name="Open saw").wait_for()
    faults += find_faults(screen)
    assert PlayCall.objects.filter(driver="no_budget", was_proposed=False).count() == 1

    screen.get_by_role("link", name="Open saw").click()
    screen.get_by_role("heading", name="How they decide").wait_for()
    faults += find_faults(screen)
    for address in ("/plays/", "/plays/?part=called", "/plays/at-risk/", "/"):
        screen.goto(address)
        faults += find_faults(screen)
    assert faults == []


def test_a_play_goes_on_through_whom_the_buyer_named(screen: Page) -> None:
    screen.goto(f"/plays/prepare/{OWN}/?driver=price_too_high&loss={LOSS}")
    screen.get_by_label("Clara Caller").check()
    assert screen.get_by_label("Nick No").is_disabled()
    screen.get_by_role("button", name="Make the play").click()
    screen.get_by_label("a referral to somebody else").check()
    screen.get_by_label("to whom, and how to reach them").fill("Rosa Roth, 030 1234")
    screen.get_by_role("button", name="Keep it").click()
    screen.get_by_role("link", name="A play through them").click()
    assert screen.get_by_label("To whom you were referred").input_value() == "Rosa Roth, 030 1234"
    assert find_faults(screen) == []


def test_a_wording_offered_while_typing_is_put_in_place(screen: Page) -> None:
    screen.goto(f"/plays/prepare/{OWN}/?driver=price_too_high&loss={LOSS}")
    screen.get_by_role("button", name="Make the play").click()
    screen.get_by_text("The play is made.").wait_for()
    screen.get_by_text("Change it", exact=True).first.click()
    question = screen.get_by_label("The one question")
    question.fill("Do you like the price?")
    question.press("End")
    question.press_sequentially(" ")
    take = screen.get_by_role("button", name="Take this wording")
    take.wait_for()
    faults = find_faults(screen)
    take.click()
    screen.get_by_text("The wording is in place.").wait_for()
    faults += find_faults(screen)
    taken = screen.get_by_label("The one question").input_value().strip()
    assert taken not in ("", "Do you like the price?")
    assert screen.locator(".fold button[hidden]").is_hidden()
    assert Play.objects.get().version == 1
    assert faults == []
