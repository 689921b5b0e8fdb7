"""From Assay's own words to the team's, tried and kept, and heard as a play is prepared, on a phone and at a desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from assay.web.plays.models import Play
from assay.web.scripts.models import Wording
from browser.signed_in import find_faults, open_signed_in
from web.conftest import Staff
from web.conftest import staff as staff
from web.plays.conftest import LOSS, OWN
from web.scripts.conftest import base as base
from web.scripts.conftest import company as company
from web.scripts.conftest import light_settings as light_settings
from web.scripts.conftest import own_home as own_home
from web.scripts.conftest import put as put
from web.scripts.conftest import record as record
from web.scripts.conftest import secret as secret

CLEAN = "Good morning {buyer}, thank you for your time. I ask how the price sits with you. Whatever you decide is fine."


@pytest.fixture(params=[390, 1440])
def screen(
    browser: Browser, request: pytest.FixtureRequest, transactional_db: None, secret: Staff, live_server: Any
) -> Iterator[Page]:
    """Nora, who manages anna, signed in."""
    with open_signed_in(browser, live_server.url, secret.nora, request.param) as page:
        yield page


def test_a_manager_words_a_script_and_takes_it_back(screen: Page) -> None:
    screen.goto("/plays/")
    screen.get_by_label("Parts of plays").get_by_role("link", name="Scripts").click()
    screen.locator("summary", has_text="Price too high").click()
    faults = find_faults(screen)
    screen.get_by_role("link", name="Word it anew").click()
    screen.locator("summary", has_text="Places that the record fills in").click()
    screen.get_by_label("How to begin").fill("At Nordwerk Maschinenbau {boss} found it dear.")
    heard = screen.locator("#heard-opener")
    heard.get_by_text("nothing that the record can fill in").wait_for()
    heard.get_by_text("can give another buyer away").wait_for()
    faults += find_faults(screen)
    screen.get_by_role("button", name="Keep it").click()
    screen.locator("#wrong-opener").get_by_text("nothing that the record can fill in").wait_for()
    faults += find_faults(screen)

    screen.get_by_label("How to begin").fill(CLEAN)
    heard.get_by_text("Nothing to remark on.").wait_for()
    screen.get_by_role("button", name="Try it").click()
    screen.get_by_text("Good morning Clara, thank you").wait_for()
    assert not Wording.objects.exists()
    screen.get_by_role("button", name="Keep it").click()
    screen.get_by_text("It is kept. Plays prepared from now on have these words.").wait_for()
    screen.locator("summary", has_text="Version 1, Nora").click()
    screen.locator("summary", has_text="Yours beside Assay's own").click()
    faults += find_faults(screen)
    screen.get_by_role("button", name="Go back to Assay's own").click()
    screen.get_by_text("Assay's own words are said again.").wait_for()
    screen.locator("summary", has_text="Version 1, Nora").click()
    screen.get_by_role("button", name="Say this again").click()
    screen.get_by_text("The older wording is said again.").wait_for()
    assert faults + find_faults(screen) == []


def test_a_text_of_a_play_is_heard_as_it_is_typed(screen: Page) -> None:
    screen.goto(f"/plays/prepare/{OWN}/?driver=price_too_high&loss={LOSS}")
    opener = screen.get_by_label("How to begin")
    opener.fill("At Nordwerk Maschinenbau the price was the trouble.")
    screen.locator("#heard-opener").get_by_text("Reword this").wait_for()
    screen.get_by_label("The one question").fill("Do you like the price?")
    screen.locator("#heard-question").get_by_text("Closed").wait_for()
    screen.get_by_label("What you will offer, in your words").fill("As Nordwerk Maschinenbau has it.")
    screen.locator("#heard-offer_note").get_by_text("Reword this").wait_for()
    faults = find_faults(screen)
    assert screen.locator("#heard-opener").get_attribute("aria-live") == "polite"
    opener.fill(CLEAN.replace("{buyer}", "Clara"))
    screen.locator("#heard-opener").get_by_text("Nothing found that gives another buyer away").wait_for()
    screen.get_by_label("What you will offer, in your words").fill("A visit.")
    screen.get_by_label("The one question").fill("How do you look at the price?")
    screen.get_by_role("button", name="Make the play").click()
    screen.get_by_text("The play is made.").wait_for()
    play = Play.objects.get()
    assert play.opener.startswith("Good morning Clara")

    screen.locator("summary", has_text="Change it").click()
    screen.get_by_label("How to begin").fill("At Nordwerk Maschinenbau the price was the trouble.")
    screen.locator("#heard-opener").get_by_text("Reword this").wait_for()
    assert faults + find_faults(screen) == []
