"""The guide and the call on the page of a debrief."""

from assay.asking.states import Kind
from assay.web.debriefs.allowing import may_work
from assay.web.debriefs.calls.page import has_waiting
from assay.web.debriefs.calls.reading import list_said
from assay.web.debriefs.calls.views import HELD_FROM
from assay.web.debriefs.guides.reading import read_questions
from assay.web.debriefs.models import Debrief, Guide
from assay.web.debriefs.steps.parts import Part
from assay.web.request import Request


def show_part(request: Request, debrief: Debrief) -> Part | None:
    """The questions, for those who work on the debrief with a buyer, and the way to guide and call."""
    if debrief.kind != Kind.BUYER or not may_work(request, debrief):
        return None
    if not debrief.is_due and debrief.state != "closed":
        return None
    questions = read_questions(debrief)
    context = {
        "questions": questions,
        "count": len(questions),
        "is_chosen": Guide.objects.filter(debrief=debrief).exists(),
        "can_call": debrief.state in HELD_FROM,
        "is_held": debrief.state in {"held", "closed"},
        "waits": has_waiting(request, debrief),
    }
    return Part("debriefs/guide_part.html", context)


def show_said(request: Request, debrief: Debrief) -> Part | None:
    """What was said in the calls, for those who may read it."""
    if debrief.kind != Kind.BUYER:
        return None
    said = list_said(request, debrief)
    return Part("debriefs/said_part.html", {"said": said}) if said else None
