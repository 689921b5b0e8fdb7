"""After a loss: the open deal where what was learned helps most, which is the next step that is offered."""

from dataclasses import dataclass

from assay.asking.sight import Sight
from assay.domain.errors import InputError
from assay.reports.same_situation.reading import seek_known
from assay.rescue.situation import LikeDeal
from assay.web.confirming.reading import name_drivers, read_confirmed
from assay.web.confirming.ways import find_way
from assay.web.debriefs.allowing import list_visible
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.steps.parts import Part
from assay.web.plays.suggesting import suggest_like
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.spoken_taxonomy import speak_taxonomy

_LOST = ("lost", "no_decision")
#: states of a debrief in which something was said
_SAID = ("held", "closed")


@dataclass(frozen=True)
class Learned:
    """deal: where it helps most, None where no open deal is likely enough.  address: where it is prepared."""

    deal: LikeDeal | None = None
    percent: int = 0
    reasons: str = ""
    address: str = ""
    is_own: bool = False


def is_reviewed(request: Request, deal_id: int) -> bool:
    """Whether the loss was gone through: its verdict confirmed, or a debrief or own analysis of it held."""
    if read_confirmed(deal_id) is not None:
        return True
    return list_visible(request).filter(deal_id=deal_id, state__in=_SAID).exists()


def find_learned(request: Request, deal_id: int) -> Learned | None:
    """The user's own open deal, else one in scope, in which the reason costs most if nothing is done.

    That is the proposed one with the greatest value times probability. None where nothing is known of the loss yet.
    """
    taxonomy = speak_taxonomy()
    own = frozenset(request.user.seller_links.values_list("seller_id", flat=True))
    try:
        with open_reading() as reading:
            sought = seek_known(reading.connection, deal_id, read_confirmed(deal_id), taxonomy)
            sight = Sight(own, closed=request.scope.closed) if own else None
            found = suggest_like(request, reading.connection, sought, loss_id=deal_id, sight=sight)
    except InputError:
        return None
    if not found.proposed:
        return Learned(is_own=bool(own))
    best = max(found.proposed, key=lambda one: ((one.value or 0.0) * one.probability, one.probability))
    at_work = [one.driver for one in sorted(best.at_work, key=lambda one: -one.p) if one.p > 0][:2]
    return Learned(
        best,
        min(99, round(100 * best.probability)),
        ", ".join(name_drivers(at_work, taxonomy)),
        find_way(best.deal_id, at_work[0], deal_id, sees_loss=True),
        bool(own),
    )


def show_learned(request: Request, debrief: Debrief) -> Part | None:
    """At the end of a debrief, own analysis or investigation of a loss: the open deal to turn to next."""
    if debrief.kind == "audit" or debrief.state not in _SAID or debrief.outcome not in _LOST:
        return None
    if not request.scope.holds(debrief.deal_id, debrief.owner_id):
        return None
    learned = find_learned(request, debrief.deal_id)
    return Part("confirming/learned_part.html", {"learned": learned, "loss_id": debrief.deal_id}) if learned else None
