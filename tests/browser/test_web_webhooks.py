"""An address made, tested, given a new secret and removed, in a real browser on a phone and at a desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from assay.web.webhooks.announcing import announce
from assay.web.webhooks.models import Delivery, Endpoint, OffWhy
from assay.web.webhooks.sending import send_due
from browser.signed_in import find_faults, open_signed_in
from web.conftest import Staff
from web.conftest import staff as staff
from web.debriefs.conftest import light_settings as light_settings
from web.webhooks.conftest import home as home
from web.webhooks.conftest import receiver as receiver
from webhook_receiver import Receiver


@pytest.fixture(params=[390, 1440])
def screen(
    browser: Browser,
    request: pytest.FixtureRequest,
    transactional_db: None,
    home: Any,
    staff: Staff,
    live_server: Any,
) -> Iterator[Page]:
    """An administrator, signed in."""
    with open_signed_in(browser, live_server.url, staff.administrator, request.param) as page:
        yield page


def test_an_address_is_made_tested_and_removed(screen: Page, receiver: Receiver) -> None:
    screen.goto("/settings/")
    screen.get_by_role("link", name="Webhooks").click()
    screen.get_by_role("link", name="Add an address").wait_for()
    faults = find_faults(screen)
    screen.get_by_role("link", name="Add an address").click()
    screen.get_by_label("Address").fill("https://10.0.0.9/hook")
    screen.get_by_label("play.made").check()
    screen.get_by_role("button", name="Add it").click()
    screen.get_by_text("lies in a network of your own").wait_for()
    faults += find_faults(screen)
    screen.get_by_label("Address").fill(f"{receiver.url}/hook/" + "long" * 40)
    screen.get_by_role("button", name="Add it").click()
    screen.get_by_text("whsec_").wait_for()
    faults += find_faults(screen)

    screen.get_by_role("button", name="Send a test").click()
    screen.get_by_role("heading", name="What was answered").wait_for()
    faults += find_faults(screen)
    endpoint = Endpoint.objects.get()
    receiver.statuses = [503]
    announce("play.made", {"play": {"id": 1}})
    send_due(endpoint.pk)
    screen.goto(f"/settings/webhooks/{endpoint.pk}/?state=waiting")
    screen.get_by_text("503: it was refused").wait_for()
    faults += find_faults(screen)
    screen.get_by_role("link", name="play.made").click()
    screen.get_by_text("at most 8 more").wait_for()
    faults += find_faults(screen)
    for address in ("", f"{endpoint.pk}/edit/", "sending/"):
        screen.goto(f"/settings/webhooks/{address}")
        faults += find_faults(screen)

    screen.goto(f"/settings/webhooks/{endpoint.pk}/")
    screen.get_by_role("button", name="Make a new secret").click()
    screen.get_by_text("signs as well until").wait_for()
    Endpoint.objects.update(is_active=False, off_why=OffWhy.FAILING, off_at=timezone.now())
    screen.get_by_role("link", name="To its page").click()
    screen.get_by_role("button", name="Leave it off").wait_for()
    faults += find_faults(screen)
    screen.get_by_text("Remove it", exact=True).click()
    screen.get_by_role("button", name="Remove it for good").click()
    screen.get_by_text("No program is told anything yet").wait_for()
    faults += find_faults(screen)
    assert not Delivery.objects.exists()
    assert faults == []
