"""What this room adds to the page of a debrief: the audit to do, or the actions that followed."""

from assay.web.debriefs.allowing import may_work, takes_part
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.steps.parts import Part
from assay.web.learning.actions.views import list_of_debrief
from assay.web.learning.models import Audit
from assay.web.request import Request


def show_following(request: Request, debrief: Debrief) -> Part | None:
    """The actions of a debrief, with a way to give one to those who work on it; of an audit the way to do it."""
    if debrief.kind == "audit":
        audit = Audit.objects.filter(debrief=debrief, auditor=request.user).first()
        return Part("learning/debrief_part.html", {"audit": audit}) if audit else None
    actions = list_of_debrief(request, debrief)
    if not actions and not (may_work(request, debrief) or takes_part(request, debrief)):
        return None
    return Part("learning/debrief_part.html", {"actions": actions, "debrief": debrief})
