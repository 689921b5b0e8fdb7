"""The page by which a call with a buyer is held, and what is noted there."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.asking.states import State
from assay.domain.errors import InputError
from assay.web.debriefs import hearing, moving
from assay.web.debriefs.calls import noting
from assay.web.debriefs.calls.handing_over import Handed, hand_over, list_circles
from assay.web.debriefs.calls.page import describe_call, say_opening
from assay.web.debriefs.calls.speakers import US, Voice, list_voices
from assay.web.debriefs.guides.views import find_worked
from assay.web.debriefs.models import Debrief
from assay.web.people.log import note_visit
from assay.web.request import Request
from assay.web.whole_numbers import read_version

#: a call can be held once somebody at the buyer was asked; notes can be put right afterwards
HELD_FROM = (State.ASKED, State.SCHEDULED, State.HELD, State.CLOSED)
#: "yes" and "no" as forms send them; anything else is no answer
YES_NO: Mapping[str, bool] = {"yes": True, "no": False}


@never_cache
@require_safe
def show_call(request: Request, number: int) -> HttpResponse:
    """All questions of the call with what was noted; the browser shows one at a time."""
    debrief = find_worked(request, number)
    if debrief.state not in HELD_FROM:
        messages.error(request, _("Nobody at the buyer was asked yet. Ask by voice first, and record the answer."))
        return redirect("debrief", number)
    hearing.open_ahead()
    note_visit(request, "saw", "call", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))
    return _show(request, debrief)


def _show(request: Request, debrief: Debrief, status: int = 200, **more: Any) -> HttpResponse:
    context = describe_call(request, debrief) | {"opening": say_opening(debrief)} | more
    return render(request, "debriefs/call.html", context, status=status)


def _find_called(request: Request, number: int) -> Debrief:
    """The debrief. Raises Http404 for one whose call cannot be held yet."""
    debrief = find_worked(request, number)
    if debrief.state not in HELD_FROM:
        raise Http404
    return debrief


def _find_voice(request: Request, debrief: Debrief) -> Voice:
    name = request.POST.get("voice", "")
    voice = next((one for one in list_voices(request, debrief) if one.name == name), None)
    if voice is None:
        raise Http404
    return voice


def _answer(request: Request, debrief: Debrief, told: Mapping[str, Any], place: str = "") -> HttpResponse:
    """What the page's own sender reads; a form sent without it leads back to the page."""
    if "X-Sent-In-Order" in request.headers:
        return JsonResponse(dict(told))
    response = redirect("debrief_call", debrief.pk)
    response["Location"] += place
    return response


@require_POST
def keep_note(request: Request, number: int) -> HttpResponse:
    """What somebody said to one question, as it is typed, and how the ear hears it."""
    debrief = _find_called(request, number)
    voice = _find_voice(request, debrief)
    question = noting.find_question(debrief, request.POST.get("question", "")[:80])
    if question is None:
        raise Http404
    text = request.POST.get("text", "").replace("\r\n", "\n")[:20_000]
    kept = noting.keep_note(debrief, question, voice, text, read_version(request), request.POST.getlist("driver")[:20])
    told = {"version": kept.version, "stale": kept.is_stale, "standing": kept.text if kept.is_stale else ""}
    heard = _hear(text, question.text, voice, request.POST.getlist("driver"))
    if kept.is_stale and "X-Sent-In-Order" not in request.headers:
        messages.error(request, _("Another window has changed this note. What you typed is kept among its versions."))
    return _answer(request, debrief, told | {"heard": heard}, f"#q-{question.key}")


def _hear(text: str, question: str, voice: Voice, tagged: list[str]) -> str:
    """The ear's word on it as HTML; empty where there is nothing to say."""
    if not text.strip():
        return ""
    if voice.name == US:
        return render_to_string("debriefs/our_words_heard.html", {"heard": hearing.hear_our_words(text)})
    drivers = [driver for driver in hearing.propose_drivers(text) if driver.code not in tagged]
    context = {"heard": hearing.hear_typed_answer(text, question), "proposed": drivers}
    return render_to_string("debriefs/answer_heard.html", context)


@require_POST
def keep_required(request: Request, number: int) -> HttpResponse:
    """One thing that the buyer required."""
    debrief = _find_called(request, number)
    met, is_gone = YES_NO.get(request.POST.get("met", "")), request.POST.get("gone") == "yes"
    row = noting.keep_required(request, debrief, request.POST.get("what", ""), met, is_gone=is_gone)
    return _answer(request, debrief, {"what": row.what if row else ""}, "#required")


@require_POST
def keep_who_decides(request: Request, number: int) -> HttpResponse:
    """Who decides at the account."""
    debrief = _find_called(request, number)
    noting.keep_who_decides(request, debrief, request.POST.get("who_decides", ""))
    return _answer(request, debrief, {})


@require_POST
def keep_coming_back(request: Request, number: int) -> HttpResponse:
    """What one of the buyer's people said to "may we come back to you?"."""
    debrief = _find_called(request, number)
    voice = _find_voice(request, debrief)
    if voice.person is None:
        raise Http404
    noting.keep_coming_back(request, debrief, voice.person, may=YES_NO.get(request.POST.get("may", "")))
    return _answer(request, debrief, {}, "#last")


@require_POST
def finish_call(request: Request, number: int) -> HttpResponse:
    """The call was held: the notes are handed over, to the circle that was chosen."""
    debrief = _find_called(request, number)
    circle = request.POST.get("circle", "")
    if circle not in list_circles(debrief):
        return _show(request, debrief, 422, problem=_("Choose who may read what was said."))
    handed = Handed(circle, request.POST.get("account") == "yes", read_version(request))
    try:
        hand_over(request, debrief, handed)
    except moving.StaleDebrief as stale:
        return _show(request, stale.standing, 409, problem=str(stale))
    except InputError as error:
        return _show(request, debrief, 422, problem=str(error))
    messages.success(request, _("The notes are handed over. You can still correct them."))
    return redirect("debrief", number)
