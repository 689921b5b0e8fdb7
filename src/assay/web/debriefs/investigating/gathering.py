"""Shows the answers together: when all are in, or when the leader says so. What is not finished stays its author's."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.circles import Circle
from assay.asking.states import State
from assay.web.debriefs.answering import share_answers
from assay.web.debriefs.investigating.allowing import is_together, list_waited_for
from assay.web.debriefs.investigating.inviting import name_task
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.moving import move
from assay.web.debriefs.tasks import finish_task, make_task
from assay.web.people.models import User
from assay.web.request import Request

_DUE_DAYS = 5


def show_all(request: Request, debrief: Debrief) -> None:
    """Shows what everybody said who is done, and asks the leader to bring it to an end. Done twice it is done once."""
    with transaction.atomic():
        standing = Debrief.objects.select_for_update().get(pk=debrief.pk)
        if is_together(standing) or not standing.is_due:
            return
        for place in standing.participants.filter(is_done=True, removed_at=None).select_related("user"):
            show_one(standing, place.user)
        for place in list_waited_for(standing):
            finish_task(name_task(standing, place.user_id), request.user)
        standing = move(request, standing, State.HELD, standing.version, held_at=timezone.now())
        day = timezone.localdate() + timedelta(days=_DUE_DAYS)
        said = _("write down what is agreed, and close the investigation")
        make_task(name_closing(standing), "investigation", standing, due=day, owner=standing.asker, text=said)


def show_one(debrief: Debrief, user: User) -> None:
    """Shows one person's answers to those who take part."""
    share_answers(debrief, f"user {user.pk}", Circle.PARTICIPANTS, user)


def name_closing(debrief: Debrief) -> str:
    """The key of the leader's task to close it."""
    return f"investigation {debrief.pk} close"
