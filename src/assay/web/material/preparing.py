"""The part of preparing a play that says what to offer."""

from django.utils.translation import gettext as _

from assay.asking.ask import ask_through
from assay.web.material.offering import PICTURE, describe_offered
from assay.web.plays.preparing.parts import Prepared, PreparedPart
from assay.web.request import Request
from assay.web.scripts.part import name_hearing

_PLACE = 50


def show_offers(request: Request, prepared: Prepared) -> PreparedPart | None:
    """What was done against this concern, own material, and whom to ask; None where no concern is known.

    What is associated with more wins is ticked beforehand, and nothing else.
    """
    if not prepared.driver:
        return None
    ask = ask_through(prepared.reading.connection)
    offered = describe_offered(request, ask, prepared.driver, prepared.deal_id)
    if request.method == "POST":
        ticked = request.POST.getlist("offer")
    else:
        ticked = [f"measure:{one.code}" for one in offered.offers if one.verdict == "more"]
    context = {
        "one": offered,
        "picture": PICTURE,
        "ticked": ticked,
        "note": request.POST.get("offer_note", "")[:4_000],
        "deal_id": prepared.deal_id,
        "hear": name_hearing(prepared),
    }
    return PreparedPart("offer", _("What to offer"), "material/part.html", _PLACE, context)
