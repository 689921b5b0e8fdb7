"""The ways that people go every day, in a real browser: in by the password, down to the row that a finding rests on."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.whole_company import Served
from browser.whole_company import made_company as made_company
from browser.whole_company import served as served
from web.conftest import PASSWORD


@pytest.fixture
def screen(browser: Browser, served: Served) -> Iterator[Page]:
    """A browser in which nobody is signed in; anything written to its console fails the test."""
    said: list[str] = []
    page = browser.new_page(base_url=served.address, viewport={"width": 1280, "height": 900})
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert said == []


def _sign_in(page: Page, email: str) -> None:
    page.goto("/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_selector("header.frame")


def test_from_signing_in_to_the_row_that_a_finding_rests_on(screen: Page, served: Served) -> None:
    _sign_in(screen, served.rep.email)
    expect(screen).to_have_url(re.compile(r"/$"))
    screen.get_by_role("navigation", name="Main").get_by_role("link", name="Deals").click()

    # the list is narrowed without the page being left, and the address says so
    status = screen.locator("#listed [role=status]")
    before = status.inner_text()
    screen.get_by_role("group", name="Outcome").get_by_label("Lost").check()
    expect(screen).to_have_url(re.compile(r"\?outcome=lost$"))
    expect(status).not_to_have_text(before)
    outcomes = screen.locator("table.listed td.state")
    assert set(outcomes.all_inner_texts()) == {"lost"}

    # what the browser goes back to is the list as it was narrowed
    screen.locator("table.listed th[scope=row] a").first.click()
    expect(screen).to_have_url(re.compile(r"/deals/\d+/$"))
    screen.go_back()
    expect(screen.get_by_role("group", name="Outcome").get_by_label("Lost")).to_be_checked()
    screen.go_forward()

    # the loss file: a finding, its evidence, the row beside it
    expect(screen.get_by_role("heading", level=1)).to_be_visible()
    finding = screen.locator(".finding").first
    finding.locator("summary").first.click()
    evidence = finding.locator("a[data-open]").first
    row = evidence.get_attribute("data-open")
    evidence.click()
    expect(screen.locator(f"#record [data-row='{row}']")).to_be_visible()
    screen.keyboard.press("Escape")
    expect(screen.locator("#record")).to_be_hidden()


def test_without_scripts_an_outcome_that_is_chosen_stands_in_the_address(browser: Browser, served: Served) -> None:
    page = browser.new_page(base_url=served.address, java_script_enabled=False)
    _sign_in(page, served.rep.email)
    page.goto("/deals/")
    page.get_by_role("group", name="Outcome").get_by_label("Lost").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"[?&]outcome=lost(&|$)"))
    assert set(page.locator("table.listed td.state").all_inner_texts()) == {"lost"}
    page.close()


def test_a_tab_far_right_stands_in_sight_on_a_phone(screen: Page, served: Served) -> None:
    _sign_in(screen, served.administrator.email)
    screen.set_viewport_size({"width": 390, "height": 844})
    screen.goto("/patterns/coverage/")
    expect(screen.locator("nav.tabs [aria-current]")).to_be_in_viewport(ratio=1)
    screen.set_viewport_size({"width": 1440, "height": 900})
    row = screen.locator("nav.tabs")
    assert row.evaluate("row => row.scrollWidth <= row.clientWidth")


def test_what_is_searched_leads_to_a_deal(screen: Page, served: Served) -> None:
    _sign_in(screen, served.administrator.email)
    (name,) = served.connection.execute("SELECT name FROM deal ORDER BY source_id LIMIT 1").fetchall()[0]
    screen.get_by_role("search").get_by_label("Search").fill(name)
    screen.keyboard.press("Enter")
    expect(screen).to_have_url(re.compile(r"/search/\?q="))
    screen.get_by_role("main").get_by_role("link", name=name).first.click()
    expect(screen).to_have_url(re.compile(r"/deals/\d+/"))
    expect(screen.get_by_role("heading", level=1)).to_contain_text(name)


def test_who_types_a_wrong_password_is_told_and_stays_out(screen: Page, served: Served) -> None:
    screen.goto("/deals/")
    screen.get_by_label("E-mail address").fill(served.rep.email)
    screen.get_by_label("Password").fill("not this one")
    screen.get_by_role("button", name="Sign in", exact=True).click()
    expect(screen.locator("main")).to_contain_text("not correct")
    screen.get_by_label("Password").fill(PASSWORD)
    screen.get_by_role("button", name="Sign in", exact=True).click()
    expect(screen).to_have_url(re.compile(r"/deals/$"))


def test_a_threshold_is_changed_kept_and_put_back(screen: Page, served: Served) -> None:
    _sign_in(screen, served.administrator.email)
    screen.get_by_role("navigation", name="Main").get_by_role("link", name="Settings").click()
    screen.get_by_role("main").get_by_role("link", name="Thresholds of signals").click()
    screen.get_by_role("main").get_by_role("link", name="Stage stalled").click()
    field = screen.get_by_label("Percentile")
    shipped = field.input_value()
    field.fill("75")
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_role("status").first).to_be_visible()
    screen.reload()
    expect(field).to_have_value("75")
    screen.get_by_role("button", name="Back to as shipped").click()
    expect(field).to_have_value(shipped)
