"""An address that hears everything, for tests of rooms that tell what happens there."""

import json
from pathlib import Path
from typing import Any

from assay.store.home import Home, change_settings
from assay.web.webhooks.events import NAMES
from assay.web.webhooks.models import Endpoint, Event
from web.webhooks.conftest import SWITCHED_ON


def listen(folder: Path, settings: Any, **told: str) -> Endpoint:
    """Switches webhooks on in a home in `folder`, with an address that is told everything. told: further settings."""
    settings.HOME = change_settings(Home(folder, {}), SWITCHED_ON | told)
    return Endpoint.objects.create(url="https://example.org/hook", events=list(NAMES), salt="00" * 32, begins="whsec_")


def read_told(kind: str) -> list[dict[str, Any]]:
    """What was told of a type, the first first."""
    return [json.loads(one.body)["data"] for one in Event.objects.filter(type=kind).order_by("made_at", "id")]


def read_all_told() -> str:
    """Everything that was told, to the letter."""
    return "\n".join(Event.objects.values_list("body", flat=True))
