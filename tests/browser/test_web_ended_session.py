"""A session that ends in the midst of an import or of a long form loses nothing that was typed."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, ViewportSize, expect

from browser.test_web_pages import open_context, sign_in_lately
from browser.whole_company import Served
from browser.whole_company import made_company as made_company
from browser.whole_company import served as served
from web.conftest import PASSWORD
from web.imports.conftest import do_jobs, make_file, upload
from web.imports.test_import_steps import UNKNOWN


def sign_in_again(page: Page) -> None:
    page.wait_for_url("**/account/login/**")
    page.locator("input[name=login]").fill("alex@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_fields_of_an_import_are_as_they_were_chosen(browser: Browser, served: Served, width: int) -> None:
    client = sign_in_lately(served.administrator)
    draft = upload(client, make_file("crm.csv", UNKNOWN))
    do_jobs()
    with open_context(browser, served, client) as (page, said):
        page.set_viewport_size(ViewportSize(width=width, height=900))
        page.goto(f"/imports/{draft.pk}/fields/?kind-0=deals")
        page.locator("#f-0-id").select_option("Ref")
        page.locator("#f-0-stage").select_option("Sales phase")
        page.locator("#f-0-name").select_option("Name of it")
        Session.objects.all().delete()
        page.get_by_role("button", name="Keep and go on").click()
        sign_in_again(page)
        expect(page.get_by_text("What you typed stands here again")).to_be_visible()
        expect(page.locator("#f-0-stage")).to_have_value("Sales phase")
        expect(page.locator("#f-0-name")).to_have_value("Name of it")
        page.get_by_role("button", name="Keep and go on").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What the stages mean")
        expect(page.get_by_text("What you typed stands here again")).to_have_count(0)
        assert said == []
    draft.refresh_from_db()
    assert draft.chosen["crm.csv"]["columns"]["name"] == "Name of it"


def test_what_one_person_typed_is_not_shown_to_the_next(browser: Browser, served: Served) -> None:
    client = sign_in_lately(served.rep)
    with open_context(browser, served, client) as (page, _said):
        page.goto("/people/me")
        page.get_by_label("Name", exact=True).fill("Typed by Mara")
        Session.objects.all().delete()
        page.locator("#main form[method=post] button.first").first.click()
        sign_in_again(page)
        page.wait_for_url("**/people/me")
        assert "Typed by Mara" not in page.content()
        expect(page.get_by_label("Name", exact=True)).to_have_value("Alex Administrator")
