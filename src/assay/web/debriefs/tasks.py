"""Tasks: one for the next step of each debrief, made and ticked off as it goes on."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.states import State
from assay.web.debriefs.models import Debrief, Task
from assay.web.people.models import SellerLink, User
from assay.web.request import Request

#: state of a buyer's debrief -> what is to be done next, and within how many days
_NEXT = {
    State.OPENED: ("accept", 2),
    State.ACCEPTED: ("ask", 3),
    State.ASKED: ("schedule", 7),
    State.SCHEDULED: ("hold", 0),
    State.HELD: ("close", 3),
}
#: of the others
_OURS = {State.OPENED: ("self_analysis", 3)}


@dataclass(frozen=True)
class Step:
    """What is to be done next about a debrief. key, kind: of its task."""

    key: str
    kind: str
    due: date


def set_next_task(debrief: Debrief, done_by: User | None = None) -> None:
    """Ticks off the task of the last step, and makes that of the next where there is one."""
    step = find_step(debrief)
    key = step.key if step else ""
    own = Task.objects.filter(debrief=debrief, key__startswith=f"debrief {debrief.pk} ", done_at=None)
    own.exclude(key=key).update(done_at=timezone.now(), done_by=done_by)
    if step:
        make_task(key, step.kind, debrief, due=step.due)


def find_step(debrief: Debrief) -> Step | None:
    """The next step of a debrief; None where nothing more is to be done."""
    if debrief.kind == "self":
        found = _OURS.get(State(debrief.state))
    elif debrief.kind == "buyer":
        found = _NEXT.get(State(debrief.state))
        if debrief.state == State.OPENED and debrief.outcome == "won":
            found = _NEXT[State.ACCEPTED]
        if debrief.state == State.ASKED:
            found = {"agreed": ("schedule", 3), "declined": ("letter", 5), "silent": ("letter", 5)}.get(
                debrief.answer, ("ask", 5)
            )
    else:
        found = None
    if found is None:
        return None
    kind, days = found
    due = timezone.localdate() + timedelta(days=days)
    if debrief.state == State.SCHEDULED and debrief.scheduled_for:
        due = timezone.localdate(debrief.scheduled_for)
    return Step(f"debrief {debrief.pk} {kind}", kind, due)


def make_task(key: str, kind: str, debrief: Debrief, *, due: date, owner: User | None = None, text: str = "") -> Task:
    """The task of that key, made anew where it is not there or was ticked off; whoever holds the debrief does it."""
    owner = owner or debrief.asker or find_user(debrief.owner_id)
    values = {
        "kind": kind,
        "deal_id": debrief.deal_id,
        "deal_name": debrief.deal_name,
        "seller_id": debrief.owner_id,
        "owner": owner,
        "debrief": debrief,
        "due": due,
        "text": text,
        "address": find_address(debrief),
        "done_at": None,
        "done_by": None,
        "dropped_at": None,
    }
    return Task.objects.update_or_create(key=key, defaults=values)[0]


def find_address(debrief: Debrief) -> str:
    """Where the next step is taken: an own analysis at once on its form, all others on the debrief's page."""
    return reverse("own" if debrief.kind == "self" else "debrief", args=[debrief.pk])


def find_user(seller_id: int | None) -> User | None:
    """The user who is this seller, if anybody is and may sign in."""
    if seller_id is None:
        return None
    link = SellerLink.objects.select_related("user").filter(seller_id=seller_id, user__is_active=True).first()
    return link.user if link else None


def finish_task(key: str, done_by: User | None) -> None:
    """Ticks it off; nothing happens to one that is done or not there."""
    Task.objects.filter(key=key, done_at=None).update(done_at=timezone.now(), done_by=done_by)


def list_tasks(request: Request) -> QuerySet[Task]:
    """What the user has to do: own tasks, and those of deals of the user's own that nobody was named for."""
    sellers = request.user.seller_links.values("seller_id")
    mine = Q(owner=request.user) | Q(owner=None, seller_id__in=sellers)
    return Task.objects.filter(mine, done_at=None, dropped_at=None).select_related("debrief")


def name_tasks() -> dict[str, str]:
    """What each kind of task is called."""
    return {
        "accept": _("accept the loss, and tell the buyer so"),
        "ask": _("ask the buyer for a debrief, by voice"),
        "schedule": _("find a time for the debrief"),
        "hold": _("hold the debrief"),
        "close": _("write down what was said, and close the debrief"),
        "letter": _("write the letter"),
        "self_analysis": _("your own analysis"),
        "announce": _("tell the buyer that a debrief follows, whatever the outcome"),
        "peer_view": _("look at the deal as a colleague"),
        "investigation": _("answer the questions of the investigation"),
        "audit": _("audit the loss"),
        "action": _("do what was agreed"),
        "keep_in_touch": _("keep the relationship"),
        "look": _("look at this deal, which a review meeting chose"),
    }
