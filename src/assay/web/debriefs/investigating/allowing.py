"""Who is what in an investigation."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from assay.asking.states import Kind, Reply, State
from assay.web.debriefs.allowing import find_debrief
from assay.web.debriefs.models import Debrief, Participant
from assay.web.request import Request


@dataclass(frozen=True)
class Place:
    """One of those who take part, and the investigation. is_leader: leads it."""

    debrief: Debrief
    participant: Participant

    @property
    def is_leader(self) -> bool:
        """Whether this person leads it."""
        return self.participant.part == "leader"

    @property
    def who(self) -> str:
        """As answers have it."""
        return f"user {self.participant.user_id}"


def find_place(request: Request, number: int) -> Place:
    """The user's place. Raises Http404 for all who do not take part, managers and administrators among them."""
    debrief = find_debrief(request, number)
    place = debrief.participants.filter(user=request.user, removed_at=None).first()
    if debrief.kind != Kind.INVESTIGATION or place is None:
        raise Http404
    return Place(debrief, place)


def find_leading(request: Request, number: int) -> Place:
    """The leader's place. Raises PermissionDenied for others who take part."""
    place = find_place(request, number)
    if not place.is_leader:
        raise PermissionDenied
    return place


def is_together(debrief: Debrief) -> bool:
    """Whether the answers are shown."""
    return debrief.state in {State.HELD, State.CLOSED}


def list_waited_for(debrief: Debrief) -> list[Participant]:
    """Those whose answers are still to come."""
    found = debrief.participants.filter(removed_at=None, is_done=False).exclude(answer=Reply.DECLINED)
    return list(found.select_related("user"))
