"""What the frame around every page shows: the way through the application, and the state of the data."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from assay.web.imports.allowing import may_import
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
        (_("Plays"), reverse("plays")),
        (_("Debriefs"), reverse("debriefs")),
        (_("Learning"), reverse("learning")),
        (_("Patterns"), reverse("patterns")),
        (_("Coding"), reverse("coding")),
    ]
    if may_import(user):
        named.append((_("Import"), reverse("imports")))
    if user.sees_all and settings.HOME.settings.get("opinion"):
        named.append((_("Outgoing"), reverse("outgoing")))
    if user.is_administrator:
        named += [(_("People"), reverse("users")), (_("Settings"), reverse("settings"))]
    elif user.role == "manager":
        named.append((_("Grants"), reverse("grants")))
    path = request.path
    own = path.startswith((reverse("profile"), "/people/private/"))
    people = path.startswith("/people/") and not own
    ways = [
        Way(
            name,
            address,
            path == address
            or (address != "/" and path.startswith(address))
            or (people and address.startswith("/people/")),
        )
        for name, address in named
    ]
    return {"ways": ways}
