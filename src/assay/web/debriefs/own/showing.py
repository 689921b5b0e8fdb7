"""The own analysis on the page of its debrief, and beside the buyer's account."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.asking.states import Kind
from assay.web.debriefs.allowing import find_debrief, list_visible
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.own.beside import is_ready, set_beside
from assay.web.debriefs.own.views import may_answer
from assay.web.debriefs.steps.parts import Part
from assay.web.debriefs.team.reading import list_readable
from assay.web.people.log import note
from assay.web.request import Request


def show_part(request: Request, debrief: Debrief) -> Part | None:
    """On the page of an own analysis the way to it; on that of a buyer's debrief the way to both accounts."""
    if debrief.kind == Kind.BUYER:
        own = list_visible(request).filter(deal_id=debrief.deal_id, kind=Kind.SELF).first()
        ready = own is not None and is_ready(own, list_readable(request, own))
        return Part("debriefs/own/way_beside.html", {"own": own}) if ready else None
    if debrief.kind != Kind.SELF:
        return None
    answers, is_mine = list_readable(request, debrief), may_answer(request, debrief)
    return Part(
        "debriefs/own/part.html",
        {
            "is_mine": is_mine,
            "answers": [] if is_mine else answers,
            "is_begun": bool(answers),
            "is_shared": any(one.circle != "private" for one in answers),
            "is_ready": is_ready(debrief, answers),
        },
    )


@never_cache
@require_safe
def show_beside(request: Request, number: int) -> HttpResponse:
    """Both accounts, side by side. Of an analysis that the user may not read there is no such page."""
    debrief = find_debrief(request, number)
    ours = list_readable(request, debrief) if debrief.kind == Kind.SELF else []
    if not is_ready(debrief, ours):
        raise Http404
    note(request, "saw", "debrief", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))
    context = {"debrief": debrief, "beside": set_beside(request, debrief, ours)}
    return render(request, "debriefs/own/beside.html", context | {"is_mine": may_answer(request, debrief)})
