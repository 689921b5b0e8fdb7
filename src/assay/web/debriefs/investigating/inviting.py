"""Opens an investigation and invites to it: proposed are all who touched the deal, led by who was most involved."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assay.asking.states import Kind, State
from assay.asking.touching import Touched, find_touched
from assay.web.debriefs.announcing.views import Met, find_seen, may_announce
from assay.web.debriefs.investigating.questions import SEVEN, say_part
from assay.web.debriefs.models import Debrief, Participant
from assay.web.debriefs.moving import change, move
from assay.web.debriefs.tasks import make_task
from assay.web.debriefs.team import looking
from assay.web.debriefs.team.starting import start_debrief
from assay.web.people.granting import Deal, give_grant
from assay.web.people.log import note
from assay.web.people.models import Grant, SellerLink, User
from assay.web.request import Request
from assay.web.scoping import find_scope

_DUE_DAYS, _GRANT_DAYS = 7, 30
_OPEN = (State.OPENED, State.ASKED)


@dataclass(frozen=True)
class Proposed:
    """One of ours who touched the deal. user: None for somebody without an account here.  standing: in it already."""

    touched: Touched
    part: str
    user: User | None
    standing: bool


class InviteForm(forms.Form):
    """Who takes part, and who leads."""

    people = forms.ModelMultipleChoiceField(queryset=User.objects.filter(is_active=True), required=False)
    also = forms.ModelMultipleChoiceField(
        label=gettext_lazy("And also"),
        queryset=User.objects.filter(is_active=True).order_by("name"),
        required=False,
        help_text=gettext_lazy("Somebody whom the record does not know, or yourself."),
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    leader = forms.ModelChoiceField(
        queryset=User.objects.filter(is_active=True), error_messages={"required": gettext_lazy("Say who leads.")}
    )

    def clean(self) -> dict[str, Any]:
        """Whoever leads takes part; one alone is no investigation."""
        told = super().clean() or {}
        chosen = {*(told.get("people") or ()), *(told.get("also") or ())}
        if leader := told.get("leader"):
            chosen.add(leader)
        told["chosen"] = sorted(chosen, key=lambda user: user.pk)
        if leader and len(chosen) < 2:
            self.add_error("people", _("Invite at least one more: what one sees alone is an own analysis."))
        return told


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: Request, deal_id: int) -> HttpResponse:
    """Who is proposed; sent, an investigation is opened, or more people come to the one that is open."""
    deal = find_seen(request, deal_id)
    standing = Debrief.objects.filter(deal_id=deal_id, kind=Kind.INVESTIGATION, state__in=_OPEN).first()
    if not (may_announce(request, deal.owner_id) or (standing and standing.asker_id == request.user.pk)):
        raise PermissionDenied
    with looking.open_ask() as ask:
        proposed = _propose(find_touched(ask, deal_id), standing)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        debrief = _open(request, deal, form.cleaned_data["leader"], form.cleaned_data["chosen"])
        messages.success(request, _("They are invited. Each answers alone first."))
        return redirect("debrief", debrief.pk)
    context = {
        "deal": deal,
        "form": form,
        "proposed": proposed,
        "leader": standing.asker_id if standing else _find_leader(request, proposed),
        "standing": standing,
        "is_proposed": any(one.user == request.user for one in proposed),
        "questions": SEVEN,
    }
    return render(request, "debriefs/investigation/invite.html", context, status=422 if form.errors else 200)


def _propose(touched: list[Touched], standing: Debrief | None) -> list[Proposed]:
    links = SellerLink.objects.filter(seller_id__in=[one.seller_id for one in touched], user__is_active=True)
    users = {link.seller_id: link.user for link in links.select_related("user")}
    there = set(standing.participants.values_list("user", flat=True)) if standing else set()
    return [
        Proposed(one, say_part(one), user := users.get(one.seller_id), user is not None and user.pk in there)
        for one in touched
    ]


def _find_leader(request: Request, proposed: list[Proposed]) -> int:
    """The person primarily involved, who stands first; else the first with an account, else who opens it."""
    return next((one.user.pk for one in proposed if one.user is not None), request.user.pk)


def _open(request: Request, deal: Met, leader: User, chosen: list[User]) -> Debrief:
    with transaction.atomic():
        debrief = (
            Debrief.objects.select_for_update()
            .filter(deal_id=deal.id, kind=Kind.INVESTIGATION, state__in=_OPEN)
            .first()
        )
        if debrief is None:
            debrief = start_debrief(request, deal, Kind.INVESTIGATION, leader)
            debrief = move(request, debrief, State.ASKED, debrief.version, asked_at=timezone.now())
        elif debrief.asker_id != leader.pk:
            debrief = change(request, debrief, debrief.version, asker=leader)
        for user in chosen:
            _let_in(request, deal, debrief, user)
        debrief.participants.exclude(user=leader).filter(part="leader").update(part="member")
        debrief.participants.filter(user=leader).update(part="leader")
    return debrief


def _let_in(request: Request, deal: Met, debrief: Debrief, user: User) -> None:
    """Gives somebody a place, a task, and the deal's file where that person may not see it anyhow."""
    _place, is_new = Participant.objects.get_or_create(
        debrief=debrief, user=user, defaults={"part": "member", "invited_by": request.user}
    )
    if not is_new:
        return
    note(request, "changed", "debrief", debrief.pk, debrief.deal_name, deal=str(deal.id), to=user.email)
    if not find_scope(user).holds(deal.id, deal.owner_id):
        why = _("takes part in the investigation")
        give_grant(request, Deal(deal.id, deal.name, deal.owner_id), user, Grant.Reason.PARTICIPANT, _GRANT_DAYS, why)
    day = timezone.localdate() + timedelta(days=_DUE_DAYS)
    make_task(name_task(debrief, user.pk), "investigation", debrief, due=day, owner=user)


def name_task(debrief: Debrief, user: int) -> str:
    """The key of one person's task to answer."""
    return f"investigation {debrief.pk} user {user}"
