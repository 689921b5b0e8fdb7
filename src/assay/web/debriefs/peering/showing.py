"""A colleague's view on the page of its debrief."""

from assay.asking.states import Kind, State
from assay.web.debriefs.allowing import is_let_in
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.peering.views import list_readers, may_end
from assay.web.debriefs.peering.walk import WALK
from assay.web.debriefs.steps.parts import Part
from assay.web.debriefs.team.reading import list_readable
from assay.web.people.models import Grant
from assay.web.request import Request


def show_part(request: Request, debrief: Debrief) -> Part | None:
    """To the colleague the question and the walk; to those who asked how far it is; to readers what was said."""
    if debrief.kind != Kind.PEER:
        return None
    place = debrief.participants.filter(user=request.user, part="peer", removed_at=None).first()
    grant = Grant.objects.filter(user=debrief.asker, deal_id=debrief.deal_id, reason=Grant.Reason.PEER).first()
    answers = list_readable(request, debrief)
    return Part(
        "debriefs/peer/part.html",
        {
            "is_asked": place is not None,
            "is_open": debrief.state == State.ASKED,
            "is_let_in": is_let_in(request, debrief),
            "answers": [one for one in answers if one.finished_at is not None],
            "is_begun": bool(answers),
            "grant": grant,
            "asked_by": debrief.opened_by,
            "readers": list_readers(debrief),
            "may_end": place is None and may_end(request, debrief),
            "minutes": sum(step.minutes for step in WALK),
            "deal_id": debrief.deal_id,
        },
    )
