"""The own analysis of whoever lost or won a deal. Whoever may not see the debrief finds no page; of others, no form."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.asking.circles import Circle
from assay.asking.states import Kind, State
from assay.web.debriefs.allowing import find_debrief, is_owner
from assay.web.debriefs.answering import share_answers
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.moving import StaleDebrief, move
from assay.web.debriefs.own.questions import LONG, list_questions, list_short
from assay.web.debriefs.own.requirements import add_requirement, change_requirement, list_own, share_requirements
from assay.web.debriefs.team import looking
from assay.web.debriefs.team.fields import list_fields
from assay.web.debriefs.team.keeping import keep_all, keep_one
from assay.web.debriefs.team.known import know_deciders, know_own
from assay.web.debriefs.team.speaking import describe_speaker
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy

#: for whom an own analysis may be opened: it is never told only to those who take part, for that is the rep alone
CIRCLES = (Circle.PRIVATE, Circle.TEAM, Circle.COMPANY)


def find_own(request: Request, number: int) -> Debrief:
    """The debrief, where the user answers it for themself. Raises Http404 for everybody else, managers too."""
    debrief = find_debrief(request, number)
    if debrief.kind != Kind.SELF or not may_answer(request, debrief):
        raise Http404
    return debrief


def may_answer(request: Request, debrief: Debrief) -> bool:
    """Whether this is the user's own analysis."""
    return is_owner(request, debrief) or debrief.asker_id == request.user.pk


@never_cache
@require_safe
def show_own(request: Request, number: int) -> HttpResponse:
    """The form, with what the record knows."""
    debrief = find_own(request, number)
    note(request, "saw", "debrief", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))
    return render(request, "debriefs/own/form.html", describe_form(request, debrief))


def describe_form(request: Request, debrief: Debrief) -> dict[str, Any]:
    """What the page shows."""
    taxonomy, speaker = speak_taxonomy(), describe_speaker(request, debrief)
    with looking.open_ask() as ask:
        known, people = know_own(ask, debrief.deal_id, taxonomy)
    short = list_short(debrief.outcome)
    fields = list_fields(debrief, speaker, (*short, *LONG), known, taxonomy, people)
    answers = debrief.answers.filter(who=speaker.who, removed_at=None).exclude(text="")
    circles = set(answers.values_list("circle", flat=True))
    return {
        "debrief": debrief,
        "short": fields[: len(short)],
        "long": fields[len(short) :],
        "is_long": any(field.seen for field in fields[len(short) :]) or list_own(debrief, request.user).exists(),
        "requirements": list_own(debrief, request.user),
        "circle": circles.pop() if len(circles) == 1 else "private",
        "is_shared": answers.exclude(circle="private").exists(),
        "is_partly": answers.exclude(circle="private").exists() and answers.filter(circle="private").exists(),
        "is_done": debrief.state in {State.HELD, State.CLOSED},
        "can_type": debrief.is_due or debrief.state == State.CLOSED,
    }


@require_POST
def keep(request: Request, number: int) -> HttpResponse:
    """One field as it is typed (htmx), or the whole form, and what is to be done with it."""
    debrief = find_own(request, number)
    questions = list_questions(debrief.outcome)
    with looking.open_ask() as ask:
        people = know_deciders(ask, debrief.deal_id)[1] if "seen.deciders" in request.POST else {}
    names = {one: name for one, (name, _about) in people.items()}
    if request.htmx:
        return keep_one(request, debrief, questions, names)
    if not keep_all(request, debrief, questions, names):
        return redirect("own", number)
    return _act(request, debrief)


def _act(request: Request, debrief: Debrief) -> HttpResponse:
    act, circle = request.POST.get("act", "keep"), request.POST.get("circle", "")
    if act == "done":
        finish(request, debrief)
        messages.success(request, _("Your analysis is done. Only you can read it until you share it."))
    elif act == "share" and circle in CIRCLES:
        finish(request, debrief)
        share_answers(debrief, describe_speaker(request, debrief).who, circle, request.user)
        share_requirements(debrief, request.user, circle)
        # how far it is shared is known to all who may read it; what stands in it is not logged
        note(request, "changed", "debrief", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id), circle=circle)
        said = _("Nobody but you reads it now.") if circle == Circle.PRIVATE else _("Your analysis is shared.")
        messages.success(request, said)
    else:
        messages.success(request, _("Everything is kept. Only you can read what is not shared."))
        return redirect("own", debrief.pk)
    return redirect("debrief", debrief.pk)


def finish(request: Request, debrief: Debrief) -> None:
    """Marks the analysis as done; nothing happens to one that is, or that was taken out. Sharing is another matter."""
    if debrief.state in {State.HELD, State.CLOSED} or not debrief.is_due:
        return
    try:
        move(request, debrief, State.HELD, debrief.version, held_at=timezone.now())
    except StaleDebrief as stale:
        if stale.standing.state not in {State.HELD, State.CLOSED}:
            raise


@require_POST
def require(request: Request, number: int) -> HttpResponse:
    """A requirement is added, changed or taken away."""
    debrief = find_own(request, number)
    told: Mapping[str, str] = request.POST.dict()
    if told.get("requirement"):
        change_requirement(debrief, request.user, told)
    else:
        add_requirement(debrief, request.user, told)
    if request.htmx:
        context = {"debrief": debrief, "requirements": list_own(debrief, request.user), "can_type": True}
        return render(request, "debriefs/own/requirements.html", context)
    return redirect("own", number)
