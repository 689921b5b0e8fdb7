"""The page on which the guide of a debrief is made, and what is typed there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.asking.states import Kind
from assay.domain.errors import InputError
from assay.web.debriefs.allowing import find_debrief, may_work
from assay.web.debriefs.drafting import keep_draft
from assay.web.debriefs.guides import keeping
from assay.web.debriefs.guides.page import describe_guide, read_kept_offers
from assay.web.debriefs.hearing import hear_typed_question, open_ahead
from assay.web.debriefs.models import ChosenQuestion, Debrief
from assay.web.people.log import note_visit
from assay.web.request import Request
from assay.web.whole_numbers import read_version


def find_worked(request: Request, number: int) -> Debrief:
    """The debrief with a buyer, for those who work on it. Raises Http404, or PermissionDenied for others."""
    debrief = find_debrief(request, number)
    if debrief.kind != Kind.BUYER:
        raise Http404
    if not may_work(request, debrief):
        raise PermissionDenied
    return debrief


@never_cache
@require_safe
def show_guide(request: Request, number: int) -> HttpResponse:
    """The questions of this debrief, and what else may be asked."""
    debrief = find_worked(request, number)
    open_ahead()
    note_visit(request, "saw", "guide", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))
    return render(request, "debriefs/guide.html", describe_guide(request, debrief))


@require_POST
def change_guide(request: Request, number: int) -> HttpResponse:
    """Takes the proposed questions, adds one, takes one out, or moves one."""
    debrief = find_worked(request, number)
    problem, status = "", 422
    try:
        _change(request, debrief)
    except keeping.StaleGuide:
        problem, status = _("Another window has changed this guide since. It is shown as it is now; try again."), 409
    except InputError as error:
        problem = str(error)
    else:
        return redirect("debrief_guide", number)
    if request.POST.get("act") == "own":
        keeping.keep_own(request, debrief, request.POST.get("text", "")[:500])
    context = describe_guide(request, debrief) | {"problem": problem}
    return render(request, "debriefs/guide.html", context, status=status)


def _change(request: Request, debrief: Debrief) -> None:
    act, key, seen = request.POST.get("act", ""), request.POST.get("key", "")[:80], read_version(request)
    if act == "begin":
        keeping.begin_guide(request, debrief, read_kept_offers(request, debrief).start)
        messages.success(request, _("These questions are the guide. Change them as you like."))
    elif act == "add":
        offered = read_kept_offers(request, debrief).find(key)
        if offered is None:
            raise InputError(_("This question is offered no longer."), fix=_("Choose another one."))
        keeping.add_question(request, debrief, offered, seen)
    elif act == "own":
        keeping.add_own(request, debrief, request.POST.get("text", ""), seen)
    elif act == "out":
        keeping.take_out(request, debrief, key, seen)
    elif act in {"up", "down"}:
        keeping.shift_question(request, debrief, key, seen, up=act == "up")


@require_POST
def word_question(request: Request, number: int, key: str) -> HttpResponse:
    """A question of the guide as it is typed, with what the ear hears; a chosen rewording takes its place."""
    debrief = find_worked(request, number)
    text = request.POST.get("use") or request.POST.get("text", "")
    try:
        worded = keeping.word_question(request, debrief, key, text, read_version(request))
    except ChosenQuestion.DoesNotExist as gone:
        raise Http404 from gone
    if not request.htmx or request.POST.get("use"):
        if worded.is_stale:
            messages.error(request, _("Somebody else has worded this question since; yours is kept among the drafts."))
        return redirect("debrief_guide", number)
    return _render_heard(request, worded.text if worded.is_stale else text, debrief, key=key, worded=worded)


@require_POST
def hear_own(request: Request, number: int) -> HttpResponse:
    """What the ear hears in a question that is not yet part of the guide; it is kept as it is typed."""
    debrief = find_worked(request, number)
    text = request.POST.get("text", "")[:500]
    keeping.keep_own(request, debrief, text)
    return _render_heard(request, text, debrief)


def _render_heard(request: Request, text: str, debrief: Debrief, **more: Any) -> HttpResponse:
    context = {"debrief": debrief, "heard": hear_typed_question(text) if text.strip() else None, **more}
    return render(request, "debriefs/question_heard.html", context)


@require_POST
def expect_answer(request: Request, number: int, key: str) -> HttpResponse:
    """What answer the user expects, as it is typed; no other person reads it, and no log holds it."""
    debrief = find_worked(request, number)
    field = keeping.find_expected(request, debrief, key)
    kept = keep_draft(field, request.POST.get("expected", "")[:5000], read_version(request))
    if request.htmx:
        return render(request, "debriefs/kept.html", {"kept": kept, "name": "seen"})
    return redirect("debrief_guide", number)
