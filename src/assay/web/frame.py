"""What the frame around every page shows: the way through the application, and the state of the data."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assay.web.request import Request


@dataclass(frozen=True)
class Way:
    """One entry of the bar."""

    name: str
    address: str
    here: bool


def describe_frame(request: Request) -> dict[str, Any]:
    """Context of every page: `ways` through the application, with the one that the page lies on marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"ways": ()}
    named = [
        (_("Today"), reverse("home")),
        (_("Deals"), reverse("deals")),
        (_("Patterns"), reverse("patterns")),
        (_("Import"), reverse("imports")),
    ]
    if user.is_administrator:
        named.append((_("Settings"), reverse("settings")))
    path = request.path
    ways = [
        Way(name, address, path == address or (address != "/" and path.startswith(address))) for name, address in named
    ]
    return {"ways": ways}
