"""Debian's Chromium on the report of the invented company."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from assay.reports.deal_reading import read_run
from assay.reports.site import build_site
from reports.invented_company import Company

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed: apt-get install chromium libatomic1 fonts-liberation")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as a person opens it from a folder."""
    out = tmp_path_factory.mktemp("browsed")
    connection = Company().open()
    build_site(connection, read_run(connection, company="Pressworks"), out, field="Region", pdf=False)
    connection.close()
    return out


@pytest.fixture(params=[1280, 360])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at a desk's width and at a phone's; anything written to the console fails the test."""
    said: list[str] = []
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else said.append(asked.url))
    yield page
    page.close()
    assert said == []
