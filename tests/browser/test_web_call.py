"""A guide made and a call held by its page, in a real browser on a phone and at a desk, also without a connection."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assay.store.home import Home
from assay.web.debriefs.models import Answer, AskedPerson, Debrief, DraftVersion
from browser.signed_in import find_faults
from web.conftest import Staff, sign_in
from web.conftest import staff as staff
from web.debriefs.conftest import Make
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import make_debrief as make_debrief
from web.debriefs.conftest import own_home as own_home


@pytest.fixture
def debrief(transactional_db: None, make_debrief: Make, own_home: Home) -> Debrief:
    """A scheduled debrief to which Ines agreed."""
    made = make_debrief(state="scheduled", answer="agreed", asked_at=datetime(2026, 3, 9, tzinfo=UTC))
    AskedPerson.objects.create(debrief=made, person_id=5, name="Ines Roth", answer="agreed")
    return made


@pytest.fixture(params=[390, 1440])
def screen(browser: Browser, request: pytest.FixtureRequest, debrief: Debrief, staff: Staff, live_server: Any):
    """Anna's browser; any refusal of the content policy and any error of a script fails."""
    said: list[str] = []
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": request.param, "height": 800},
        color_scheme="dark" if request.param < 600 else "light",
    )
    cookie = sign_in(staff.anna).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.on("console", lambda one: said.append(one.text) if "Content Security Policy" in one.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def test_a_loaded_question_is_opened_as_it_is_written(screen: Page, debrief: Debrief) -> None:
    screen.goto(f"/debriefs/{debrief.pk}/guide/")
    screen.get_by_role("button", name="Take these questions").click()
    first = screen.get_by_label("Question 1", exact=True)
    first.fill("Did you like our demo?")
    screen.get_by_text("How did you find our demo?").wait_for()
    faults = find_faults(screen)
    screen.get_by_role("button", name="Use this wording").first.click()
    expect(first).to_have_value("How did you find our demo?")
    expected = screen.get_by_label("What do you expect to hear?").first
    expected.fill("That it was too long")
    screen.get_by_text("Kept.").wait_for()
    screen.goto("/debriefs/questions/")
    assert faults + find_faults(screen) == []


def test_a_call_is_held_with_probes_and_through_a_lost_connection(screen: Page, debrief: Debrief) -> None:
    screen.goto(f"/debriefs/{debrief.pk}/call/")
    line, note = screen.locator("#saving"), screen.locator(".turn:not([hidden]) .uttered:not(.aside) textarea")
    note.fill("It was just a better fit overall.")
    screen.get_by_text("This says little yet.").wait_for()
    faults = find_faults(screen)
    screen.context.set_offline(True)
    note.fill("It was just a better fit overall. Your import lost 400 rows in March.")
    expect(line).to_contain_text("notes wait on this device")
    screen.get_by_role("button", name="Next question").click()
    note.fill("They showed us")
    note.press_sequentially(" our own data")
    note.select_text()
    screen.locator(".turn:not([hidden]) [data-quote]").click()
    assert Answer.objects.count() == 1
    screen.context.set_offline(False)
    expect(line).to_contain_text("All notes are saved on the server", timeout=15_000)
    kept = dict(Answer.objects.values_list("key", "text"))
    assert kept["lost_deciding"].endswith("400 rows in March.")
    assert kept["lost_chosen"] == "“They showed us our own data”"
    texts = list(DraftVersion.objects.filter(is_aside=False).values_list("draft", "text"))
    assert len(texts) == len(set(texts))
    assert not DraftVersion.objects.filter(is_aside=True).exists()

    screen.get_by_label("We", exact=True).check()
    note.fill("We could offer you a 20% discount now.")
    screen.get_by_text("the talk is about to turn").wait_for()
    screen.get_by_role("link", name="Last").click()
    screen.get_by_label("said yes").check()
    expect(line).to_contain_text("All notes are saved on the server")
    faults += find_faults(screen)
    screen.get_by_role("button", name="It was held: hand the notes over").click()
    screen.get_by_text("The notes are handed over").wait_for()
    debrief.refresh_from_db()
    assert debrief.state == "held"
    assert AskedPerson.objects.get().comes_back is True
    assert faults == []


def test_a_note_still_typed_is_not_called_saved(screen: Page, debrief: Debrief) -> None:
    screen.goto(f"/debriefs/{debrief.pk}/call/")
    expect(screen.locator("#saving")).to_contain_text("All notes are saved on the server")
    while_typing = screen.evaluate(
        """() => new Promise((done) => {
          const field = document.querySelector(".turn:not([hidden]) .uttered:not(.aside) textarea");
          field.value = "Your import lost 400 rows.";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          window.dispatchEvent(new Event("online"));
          setTimeout(() => done(document.getElementById("saving").textContent), 250);
        })"""
    )
    assert while_typing == "Saving …"
    expect(screen.locator("#saving")).to_contain_text("All notes are saved on the server")
    assert Answer.objects.get().text == "Your import lost 400 rows."


def test_notes_that_were_not_sent_come_back_after_a_reload(screen: Page, debrief: Debrief) -> None:
    screen.goto(f"/debriefs/{debrief.pk}/call/")
    note = screen.locator(".turn:not([hidden]) .uttered:not(.aside) textarea")
    screen.route("**/call/note/", lambda route: route.abort())
    note.fill("Finance decided alone.")
    expect(screen.locator("#saving")).to_contain_text("notes wait on this device")
    screen.unroute("**/call/note/")
    screen.reload()
    expect(note).to_have_value("Finance decided alone.")
    expect(screen.locator("#saving")).to_contain_text("All notes are saved on the server")
    assert Answer.objects.get().text == "Finance decided alone."
