"""Actions made, done, given up and changed: each logged, each kept from two windows that write at once."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay.web.debriefs.models import Action, Debrief
from assay.web.people.log import note
from assay.web.people.models import User
from assay.web.people.saving import change_row
from assay.web.request import Request


def make_action(
    request: Request,
    *,
    what: str,
    owner: User,
    due: date,
    area: str,
    driver: str = "",
    detail: str = "",
    debrief: Debrief | None = None,
    deal_id: int | None = None,
    deal_name: str = "",
) -> Action:
    """Gives somebody something to do. The same sent twice within a minute is made once."""
    deal_id, deal_name = (debrief.deal_id, debrief.deal_name) if debrief else (deal_id, deal_name)
    told: dict[str, Any] = {
        "what": what,
        "owner": owner,
        "due": due,
        "area": area,
        "driver": driver,
        "detail": detail,
        "debrief": debrief,
        "deal_id": deal_id,
        "made_by": request.user,
    }
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        recent = timezone.now() - timedelta(minutes=1)
        same = Action.objects.filter(**told, made_at__gt=recent).first()
        if same is not None:
            return same
        action = Action.objects.create(**told, deal_name=deal_name[:300])
        note(request, "made", "action", action.pk, what[:300], deal=str(deal_id or ""), owner=owner.email)
    return action


def change_action(request: Request, action: Action, seen: int, act: str, **changes: Any) -> Action:
    """Changes it, if it is still the version `seen`; the same change twice is made once. Raises StaleRow."""
    with transaction.atomic():
        standing, is_new = change_row(action, seen, changes)
        if is_new:
            note(request, act, "action", standing.pk, standing.what[:300], fields=sorted(changes))
    return standing
