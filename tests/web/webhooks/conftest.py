"""A home in which webhooks are switched on, a program on this machine that takes them, and its address."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from assay.store.home import Home, change_settings
from assay.web.webhooks.events import NAMES
from assay.web.webhooks.models import Endpoint
from assay.web.webhooks.secrets import make_salt
from webhook_receiver import Receiver, receive

#: makes an address, of the receiver unless told otherwise
MakeEndpoint = Callable[..., Endpoint]

SWITCHED_ON = {"webhooks": "yes", "webhook_hosts": "127.0.0.1"}


@pytest.fixture
def home(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home for this test alone, with webhooks switched on."""
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path))
    settings.HOME = change_settings(Home(tmp_path, {}), SWITCHED_ON)
    cache.clear()
    return settings.HOME


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Takes everything, unless told otherwise."""
    with receive() as taking:
        yield taking


@pytest.fixture
def make_endpoint(db: None, home: Home, receiver: Receiver) -> MakeEndpoint:
    """Told all events."""

    def make(**told: Any) -> Endpoint:
        salt, begins = make_salt()
        values = {"url": f"{receiver.url}/hook", "description": "Sales channel", "events": list(NAMES)}
        return Endpoint.objects.create(**values | {"salt": salt, "begins": begins} | told)

    return make


@pytest.fixture
def endpoint(make_endpoint: MakeEndpoint) -> Endpoint:
    """One address."""
    return make_endpoint()
