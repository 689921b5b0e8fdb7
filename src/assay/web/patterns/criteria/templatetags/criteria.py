"""The part about criteria on the file of a deal."""

from typing import Any

from django import template

from assay.domain.errors import InputError
from assay.web.patterns.criteria.bearing import bear_on_deal, count_way
from assay.web.patterns.criteria.models import Override
from assay.web.patterns.criteria.standing import read_criteria
from assay.web.results import open_reading

register = template.Library()


@register.inclusion_tag("criteria/deal_panel.html", takes_context=True)
def criteria_panel(context: dict[str, Any], deal_id: int, outcome: str) -> dict[str, Any]:
    """What the rules say of an open deal, with a way to decide otherwise; of an ended one what was decided."""
    override = Override.objects.filter(deal_id=deal_id, withdrawn_at=None).first()
    shown = {"request": context["request"], "deal_id": deal_id, "override": override, "is_open": outcome == "open"}
    if outcome != "open":
        return {**shown, "bearings": []}
    try:
        with open_reading() as reading:
            bearings = bear_on_deal(reading, read_criteria(reading), deal_id)
    except InputError:
        bearings = []
    declines, pursues = count_way(bearings)
    return {**shown, "bearings": bearings, "declines": declines, "pursues": pursues, "rules": len(bearings)}
