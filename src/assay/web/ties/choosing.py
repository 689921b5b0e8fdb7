"""Choosing through whom a play goes: whoever is tied to the buyer and may be asked."""

from typing import Any

from django.utils.translation import gettext as _

from assay.asking.ask import ask_through
from assay.domain.errors import InputError
from assay.rescue.ties.ways import Found
from assay.web.request import Request
from assay.web.results import Reading
from assay.web.ties.drawing import draw
from assay.web.ties.reading import seek_ways


def offer_ways(request: Request, reading: Reading, deal_id: int, driver: str) -> dict[str, Any] | None:
    """What `ties/part.html` shows within the form of a play; None where the last run knows of no such deal.

    Nobody is chosen beforehand: the owner of the deal talks to the buyer, unless the form was sent with a choice.
    """
    try:
        found = seek_ways(request, ask_through(reading.connection), deal_id, driver)
    except InputError:
        return None
    sent = (request.POST if request.method == "POST" else request.GET).get("through", "")
    return {"drawn": draw(found), "through": sent if sent in list_choices(found) else ""}


def name_choice(request: Request, reading: Reading, deal_id: int, driver: str, through: str) -> str:
    """The name of whom a play goes through; empty for nobody else.

    Raises InputError for somebody who is not tied to the buyer, or may not be asked.
    """
    if not through:
        return ""
    names = list_choices(seek_ways(request, ask_through(reading.connection), deal_id, driver))
    if through not in names:
        raise InputError(
            _("A play cannot go through somebody who is not tied to the buyer, or may not be asked."),
            fix=_("Choose one of those shown, or nobody else."),
        )
    return names[through]


def list_choices(found: Found) -> dict[str, str]:
    """What may be chosen -> the name: ways over whoever may be asked, and colleagues of whom only the name is told."""
    choices = {way.through: way.name for way in found.ways if way.through and not way.hindered}
    return choices | {one.through: one.name for one in found.unnamed}
