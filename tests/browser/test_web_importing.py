"""From nothing to the first loss file, as somebody does it who has just signed in."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assay.sample.company import write_company
from web.serving.test_serving import find_port, start_serving

SOURCES = Path(__file__).parents[2] / "src"
PASSWORD = "correct horse battery"  # noqa: S105
#: a first-time user reads each page for a while; what the machine does has to leave room for it
MOST_SECONDS = 300

MAKE_USER = f"""
from assay.web.booting import boot
boot()
from assay.web.preparing import prepare_database
prepare_database()
from assay.web.people.models import User
User.objects.create_user("ada@example.org", {PASSWORD!r}, name="Ada", role="analyst")
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """An empty application, served as in real use."""
    home = tmp_path / "home"
    environment = {"PATH": os.environ["PATH"], "ASSAY_HOME": str(home), "PYTHONPATH": str(SOURCES)}
    subprocess.run([sys.executable, "-c", MAKE_USER], env=environment, check=True)  # noqa: S603
    port = find_port()
    serving = start_serving(home, port)
    yield f"http://127.0.0.1:{port}"
    serving.send_signal(signal.SIGTERM)
    serving.communicate(timeout=60)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A data export as Salesforce writes it, as one zip."""
    write_company(tmp_path / "sample")
    return Path(shutil.make_archive(str(tmp_path / "export"), "zip", tmp_path / "sample"))


@pytest.mark.slow
def test_the_first_loss_file_is_read_in_under_five_minutes(browser: Browser, address: str, export: Path) -> None:
    page = browser.new_page()
    page.set_default_timeout(MOST_SECONDS * 1000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for _ in range(300):
        try:
            page.goto(f"{address}/account/login/")
            break
        except Exception:  # noqa: BLE001 - the server is not up yet, whatever Chromium calls that
            time.sleep(0.2)
    begun = time.monotonic()
    page.fill("input[name=login]", "ada@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Import", exact=True).click()
    page.set_input_files("#files", str(export))
    page.get_by_role("button", name="Look at these files").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Keep and go on").click()
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("link", name="Read the loss file of").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/deals/" in page.url
    assert said == []
    assert time.monotonic() - begun < MOST_SECONDS
    page.close()
