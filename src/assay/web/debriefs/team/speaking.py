"""As whom somebody of ours answers."""

from assay.web.debriefs.allowing import is_manager, is_owner
from assay.web.debriefs.answering import Speaker
from assay.web.debriefs.models import Debrief
from assay.web.people.models import SellerLink
from assay.web.request import Request

#: kind of a debrief -> where it was said, as in the record's statement
_ORIGINS = {"self": "self_analysis", "peer": "peer_view", "investigation": "investigation"}


def describe_speaker(request: Request, debrief: Debrief) -> Speaker:
    """The user as a speaker of this debrief: the rep where the deal is theirs, else a manager or a peer."""
    side = "rep" if is_owner(request, debrief) else "manager" if is_manager(request, debrief) else "peer"
    if debrief.kind == "self":
        side = "rep"
    elif debrief.kind == "peer":
        side = "peer"
    user = request.user
    return Speaker(f"user {user.pk}", side, _ORIGINS[debrief.kind], user.name, find_seller(user.pk), user)


def find_seller(user: int) -> int | None:
    """The seller of the record that a user is, if any."""
    return SellerLink.objects.filter(user=user).order_by("id").values_list("seller_id", flat=True).first()
