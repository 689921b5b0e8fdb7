"""A person erased in a real browser, on a phone and at a desk: looked for, counted, confirmed, receipted."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page

from asking.forgetting.conftest import imported as imported
from assay.jobs.kinds import do_work
from assay.jobs.models import Job
from assay.jobs.progress import Progress
from assay.store.home import Home
from assay.web.people.append_only import lift_guard
from browser.signed_in import find_faults
from web.conftest import PASSWORD, Staff
from web.conftest import staff as staff


@pytest.fixture(params=[390, 1280])
def screen(
    browser: Browser,
    request: pytest.FixtureRequest,
    transactional_db: None,
    staff: Staff,
    imported: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    live_server: Any,
) -> Iterator[Page]:
    """An administrator, signed in; any refusal of the content policy fails."""
    shutil.copytree(imported, tmp_path / "home")
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path / "home"))
    settings.HOME = Home(tmp_path / "home", {})
    refused: list[str] = []
    size: Any = {"width": request.param, "height": 800}
    scheme: Any = "dark" if request.param < 600 else "light"
    page = browser.new_page(base_url=live_server.url, viewport=size, color_scheme=scheme)
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(staff.administrator.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_selector("header.frame")
    yield page
    page.close()
    lift_guard(connection)  # tables are emptied after the test, which the log refuses
    assert refused == []


def _work(kind: str) -> None:
    for job in Job.objects.filter(kind=kind, state="queued"):
        job.result, job.state = dict(do_work(kind, Progress(), job.arguments)), "done"
        job.save()


def test_a_person_is_erased_and_a_receipt_stays(screen: Page) -> None:
    screen.goto("/settings/")
    screen.get_by_role("link", name="Erase a person").click()
    screen.get_by_label("Name, e-mail address").fill("ellison")
    screen.get_by_role("button", name="Look").click()
    screen.get_by_text("VP Procurement").wait_for()
    assert "ellison" not in screen.url
    faults = find_faults(screen)
    screen.get_by_role("link", name="See what would go").click()
    screen.get_by_role("heading", name="Erase for good").wait_for()
    _work("erasure_plan")
    screen.reload()
    screen.get_by_text("turns of speech").wait_for()
    faults += find_faults(screen)
    screen.get_by_label("Name", exact=True).fill("Dr. Kara Ellison")
    screen.get_by_label("Reference of the request").fill("Letter of 3 March")
    screen.get_by_role("button", name="Erase this person").click()
    screen.get_by_text("It is at work.").wait_for()
    faults += find_faults(screen)
    _work("erasure")
    screen.reload()
    screen.get_by_role("heading", name="Receipt of erasure").wait_for()
    assert screen.get_by_role("button", name="Print").is_visible()
    assert "Ellison" not in screen.content()
    faults += find_faults(screen)
    assert faults == []
