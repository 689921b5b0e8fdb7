"""An invitation from its draft to the buyer's answers, and a letter with its answer, on a phone and at a desk."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from asking.conftest import Put
from assay.jobs.progress import Progress
from assay.store.home import Home, change_settings
from assay.web.debriefs.mailing.sending import send_one
from assay.web.debriefs.messages import facts
from assay.web.debriefs.models import Answer, AskedPerson, Debrief, Mail, Reply
from assay.web.people import sellers
from browser.signed_in import find_faults
from smtp_server import Smtp, serve_smtp
from web.conftest import ANNA_SELLER, PASSWORD, Staff
from web.conftest import staff as staff
from web.debriefs.conftest import DEAL, Make
from web.debriefs.conftest import base as base
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import make_debrief as make_debrief
from web.debriefs.conftest import own_home as own_home
from web.debriefs.conftest import put as put
from web.debriefs.conftest import record as record

AHEAD = (datetime.now(UTC) + timedelta(days=9)).replace(hour=13, minute=0)


@pytest.fixture
def smtp(own_home: Home) -> Iterator[Smtp]:
    with serve_smtp() as server:
        change_settings(
            own_home, {"mail_server": server.url, "mail_sender": "Acme <debriefs@acme.example>", "company": "Acme"}
        )
        yield server


@pytest.fixture(params=[390, 1440])
def screen(
    browser: Browser,
    request: pytest.FixtureRequest,
    transactional_db: None,
    staff: Staff,
    smtp: Smtp,
    record: duckdb.DuckDBPyConnection,
    put: Put,
    live_server: Any,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:
    """Anna, signed in; any refusal of the content policy fails."""
    settings.PUBLIC_URL = live_server.url
    monkeypatch.setattr(facts, "ask_record", sellers.ask_record)
    put("deal", id=DEAL, name="Crane for Hartwell", owner_id=ANNA_SELLER, outcome="lost")
    put("account", id=70, name="Hartwell")
    put("person", id=5, full_name="Ines Roth", email="ines@hartwell.example", kind="contact")
    put("deal_person", id=5, deal_id=DEAL, person_id=5, role="champion")
    with open_page(browser, request.param, live_server.url) as page:
        page.goto("/account/login/")
        page.get_by_label("E-mail address").fill(staff.anna.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_selector("header.frame")
        yield page


class open_page:  # noqa: N801  # reads as the function that it is
    """A page in a browser of its own, where nobody is signed in."""

    def __init__(self, browser: Browser, width: int, address: str, *, scripts: bool = True) -> None:
        size: Any = {"width": width, "height": 800}
        scheme: Any = "dark" if width < 600 else "light"
        self.refused: list[str] = []
        self.context = browser.new_context(
            base_url=address, viewport=size, color_scheme=scheme, java_script_enabled=scripts, locale="en-GB"
        )

    def __enter__(self) -> Page:
        page = self.context.new_page()
        page.on(
            "console", lambda said: self.refused.append(said.text) if "Content Security Policy" in said.text else None
        )
        page.on("pageerror", lambda error: self.refused.append(str(error)))
        return page

    def __exit__(self, *_: object) -> None:
        self.context.close()
        assert self.refused == []


def make_person(make: Make, staff: Staff, answer: str) -> AskedPerson:
    now = timezone.now()
    debrief = make(state="asked", answer=answer, asked_at=now, asker=staff.anna, account_id=70,
                   accepted_at=now - timedelta(days=30))  # fmt: skip
    return AskedPerson.objects.create(debrief=debrief, person_id=5, name="Ines Roth", asked_at=now, answer=answer)


def send_all() -> None:
    for mail in Mail.objects.filter(state="waiting"):
        send_one(Progress(), mail.pk)


def test_an_invitation_is_sent_and_answered_in_writing(
    browser: Browser, screen: Page, smtp: Smtp, make_debrief: Make, staff: Staff, live_server: Any
) -> None:
    person = make_person(make_debrief, staff, "agreed")
    screen.goto(f"/debriefs/{person.debrief_id}/")
    screen.get_by_role("link", name="Invitation").click()
    text = screen.get_by_label("What the buyer reads")
    proposed = text.input_value()
    text.fill(proposed + "\n\nWe could lower the price by ten per cent.")
    screen.get_by_text("This re-sells.").wait_for()
    faults = find_faults(screen)
    text.fill(proposed)
    screen.get_by_text("It thanks, accepts the decision, and sells nothing.").wait_for()
    screen.get_by_label("A time to choose from").fill(f"{AHEAD:%Y-%m-%dT%H:%M}")
    screen.get_by_role("button", name="Write it anew").click()
    screen.get_by_role("button", name="Send by mail").click()
    screen.get_by_text("It is on its way.").wait_for()
    faults += find_faults(screen)
    send_all()
    body: Any = smtp.arrived[0].message.get_body(("plain",))
    link = re.search(r"(http\S+/b/\S+/)no/", body.get_content())
    assert link
    width = screen.viewport_size["width"] if screen.viewport_size else 0
    with open_page(browser, width, live_server.url) as page:
        page.goto(link[1])
        faults += find_faults(page)
        page.get_by_label("I agree that").check()
        page.get_by_role("button", name="Begin").click()
        page.wait_for_url("**/questions/1/")  # what is typed before the page has loaded is kept with the next letter
        page.get_by_label("Your answer").fill("It took too long")
        page.get_by_text("Kept.", exact=True).wait_for()
        faults += find_faults(page)
        page.reload()
        assert page.get_by_label("Your answer").input_value() == "It took too long"
    with open_page(browser, width, live_server.url, scripts=False) as page:  # later, without JavaScript
        page.goto(link[1])
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Next").click()
        page.get_by_label("Your answer").fill("The other one was quicker")
        page.get_by_role("button", name="Next").click()
        page.goto(link[1] + "review/")
        page.get_by_role("button", name="Hand in my answers").click()
        page.get_by_role("button", name="Yes").click()
        page.get_by_text("You said yes.").wait_for()
    assert set(Answer.objects.values_list("text", flat=True)) == {"It took too long", "The other one was quicker"}
    assert Debrief.objects.get().state == "held"
    screen.goto(f"/debriefs/{person.debrief_id}/")
    screen.get_by_text("answers handed in on the own page").wait_for()
    faults += find_faults(screen)
    assert faults == []


def test_a_letter_is_printed_and_somebody_more_senior_answers(screen: Page, make_debrief: Make, staff: Staff) -> None:
    person = make_person(make_debrief, staff, "silent")
    screen.goto(f"/debriefs/{person.debrief_id}/messages/{person.pk}/letter/")
    screen.get_by_text("It thanks, accepts the decision, and sells nothing.").wait_for()
    faults = find_faults(screen)
    screen.get_by_role("button", name="It went on paper").click()
    screen.get_by_label("What came back?").select_option("more_senior")
    screen.get_by_label("Who else, by name").fill("Dr Holt, managing director")
    screen.get_by_label("What they wrote or said").fill("You never came to the plant.")
    screen.get_by_role("button", name="Record it").click()
    screen.get_by_text("It is recorded what came back.").wait_for()
    faults += find_faults(screen)
    assert Reply.objects.get().kind == "more_senior"
    assert faults == []
