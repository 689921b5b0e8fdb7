"""The part about confirming the verdict on the file of a deal."""

from typing import Any

from django import template

from assay.domain.errors import InputError
from assay.web.confirming.allowing import ENDED, may_confirm
from assay.web.confirming.learned import find_learned, is_reviewed
from assay.web.confirming.models import PastVersion
from assay.web.confirming.reading import ClosedDeal, find_confirmed, name_drivers, read_closed
from assay.web.results import open_reading
from assay.web.spoken_taxonomy import speak_taxonomy

register = template.Library()


@register.inclusion_tag("confirming/panel.html", takes_context=True)
def confirming_panel(context: dict[str, Any], deal_id: int, owner_id: int | None, outcome: str) -> dict[str, Any]:
    """What the verdict holds for the main reasons, beside what somebody said of it, with a way to say so."""
    request = context["request"]
    deal = _read(deal_id) if outcome in ENDED else None
    if deal is None or deal_id in request.scope.closed:
        return {"deal": None}
    taxonomy = speak_taxonomy()
    known = find_confirmed(deal_id)
    can = may_confirm(request, deal_id, owner_id)
    return {
        "request": request,
        "deal": deal,
        "computed": name_drivers(deal.mains, taxonomy),
        "known": known,
        "confirmed": name_drivers(known.mains, taxonomy) if known else [],
        "before": name_drivers(known.computed, taxonomy) if known else [],
        "has_moved": bool(known and known.is_standing and known.computed != list(deal.mains)),
        "can": can,
        "versions": [
            (one, name_drivers([told["driver"] for told in one.drivers if told["is_main"]], taxonomy))
            for one in PastVersion.objects.filter(verdict=known).select_related("by")
        ]
        if known and known.version > 1
        else [],
        "version": known.version if known else 0,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("confirming/learned.html", takes_context=True)
def learned_step(context: dict[str, Any], deal_id: int, outcome: str) -> dict[str, Any]:
    """The next step after a loss that was gone through: the open deal where what was learned helps most."""
    request = context["request"]
    if outcome not in ENDED or not is_reviewed(request, deal_id):
        return {"learned": None}
    return {"learned": find_learned(request, deal_id), "loss_id": deal_id}


def _read(deal_id: int) -> ClosedDeal | None:
    try:
        opened = open_reading()
    except InputError:
        return None
    with opened as reading:
        return read_closed(reading.connection, deal_id)
