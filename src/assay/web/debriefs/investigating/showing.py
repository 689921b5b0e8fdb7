"""The investigation on the page of its debrief."""

from assay.asking.states import Kind, State
from assay.web.debriefs.announcing.views import may_announce
from assay.web.debriefs.investigating.agreeing import TOGETHER
from assay.web.debriefs.investigating.allowing import is_together, list_waited_for
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.steps.parts import Part
from assay.web.debriefs.team.reading import list_readable
from assay.web.request import Request


def show_part(request: Request, debrief: Debrief) -> Part | None:
    """Who is in it and who is still awaited; to those who take part the way on; to readers what was found."""
    if debrief.kind != Kind.INVESTIGATION:
        return None
    people = list(debrief.participants.filter(removed_at=None).select_related("user").order_by("-part", "id"))
    place = next((one for one in people if one.user_id == request.user.pk), None)
    found = [one for one in list_readable(request, debrief) if one.finished_at is not None]
    is_closed = debrief.state == State.CLOSED
    return Part(
        "debriefs/investigation/part.html",
        {
            "people": people,
            "place": place,
            "is_leader": place is not None and place.part == "leader",
            "is_together": is_together(debrief),
            "is_closed": is_closed,
            "waited_for": list_waited_for(debrief),
            "some_done": any(one.is_done for one in people),
            "findings": [one for one in found if one.who == TOGETHER] if is_closed else [],
            "views": [one for one in found if one.key.startswith("other view ")] if is_closed else [],
            "can_invite": debrief.state == State.ASKED
            and (may_announce(request, debrief.owner_id) or debrief.asker_id == request.user.pk),
            "deal_id": debrief.deal_id,
        },
    )
