"""The part of the page before a play that says who else can talk to the buyer."""

from django.utils.translation import gettext as _

from assay.web.plays.preparing.parts import Prepared, PreparedPart
from assay.web.request import Request
from assay.web.ties.choosing import offer_ways


def show_ways(request: Request, prepared: Prepared) -> PreparedPart | None:
    """The ways to the buyer, each to be chosen but those over somebody who may not be asked."""
    context = offer_ways(request, prepared.reading, prepared.deal_id, prepared.driver)
    return PreparedPart("ties", _("Who else can talk"), "ties/part.html", 30, context) if context else None
