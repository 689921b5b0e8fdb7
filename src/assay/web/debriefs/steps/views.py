"""The page of one debrief. Whoever may not see it finds no page."""

from django.http import HttpResponse
from django.shortcuts import render

from assay.web.debriefs.allowing import find_debrief
from assay.web.people.log import note
from assay.web.request import Request


def show_debrief(request: Request, number: int) -> HttpResponse:
    """Its state, the next step, and who sees what."""
    debrief = find_debrief(request, number)
    note(request, "saw", "debrief", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))
    return render(request, "debriefs/debrief.html", {"debrief": debrief})
