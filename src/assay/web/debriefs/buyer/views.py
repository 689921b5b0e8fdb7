"""The pages that a buyer's link opens. Each works without JavaScript, and says before anyone types who will read it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from assay.asking.states import State
from assay.domain.errors import InputError
from assay.web.debriefs.answering import correct_answer, keep_answer, share_answers
from assay.web.debriefs.buyer.consenting import find_consent, find_offered, give_consent, list_circles
from assay.web.debriefs.buyer.opening import Visit, for_buyer
from assay.web.debriefs.buyer.page import (
    describe_frame,
    describe_start,
    list_asked,
    list_channels,
    list_noted,
    list_offered,
    make_question,
    make_speaker,
    may_choose,
)
from assay.web.debriefs.buyer.removing import list_said, remove_all
from assay.web.debriefs.messages.replying import Kind, Told, record_reply
from assay.web.debriefs.models import AskedPerson, Debrief, Token
from assay.web.debriefs.moving import move, take_answer
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.typed import read_number, read_passage

_LONGEST = 20_000


@for_buyer
def show_start(request: Request, visit: Visit) -> HttpResponse:
    """The promise, the consent, and what can be done here."""
    return _show_start(request, visit)


def _show_start(request: Request, visit: Visit, problem: str = "", status: int = 200) -> HttpResponse:
    context = describe_start(visit) | {"problem": problem, "offered_circle": find_offered(visit)}
    return render(request, "debriefs/buyer/start.html", context, status=status)


@for_buyer
def set_language(request: Request, visit: Visit) -> HttpResponse:
    """In which language the buyer reads."""
    if request.method == "POST" and request.POST.get("language") in dict(settings.LANGUAGES):
        Token.objects.filter(pk=visit.token.pk).update(language=request.POST["language"])
    return redirect("buyer_page", visit.secret)


@for_buyer
def consent(request: Request, visit: Visit) -> HttpResponse:
    """The buyer agrees, and says who may read the answers."""
    if request.method != "POST":
        return redirect("buyer_page", visit.secret)
    circle = request.POST.get("circle", "")
    if circle not in {value for value, _words in list_circles(visit.debrief)}:
        return _show_start(request, visit, _("Choose who may read your answers."), 422)
    if request.POST.get("agree") != "yes" and find_consent(visit.person) is None:
        return _show_start(request, visit, _("Tick that you agree, if you do. Nothing is kept otherwise."), 422)
    give_consent(visit, circle)
    note(request, "consented", "token", visit.token.pk, circle, debrief=visit.debrief.pk)
    return redirect("buyer_question", visit.secret, 1)


@for_buyer
def show_question(request: Request, visit: Visit, place: int) -> HttpResponse:
    """One question; what is typed is kept as it is typed, and with every step."""
    if find_consent(visit.person) is None:
        return redirect("buyer_page", visit.secret)
    asked = list_asked(visit)
    if not 1 <= place <= len(asked):
        return redirect("buyer_review", visit.secret)
    one = asked[place - 1]
    kept = one.kept
    if request.method == "POST":
        typed, seen = _read_typed(request)
        if typed.strip() or kept.version:
            _, kept = keep_answer(visit.debrief, make_question(one.question), make_speaker(visit), typed, seen)
        if request.htmx:
            return render(request, "debriefs/kept.html", {"kept": kept, "name": "seen"})
        if not kept.is_stale:
            to = place - 1 if request.POST.get("go") == "back" else place + 1
            return redirect("buyer_question", visit.secret, to) if to else redirect("buyer_page", visit.secret)
    context = describe_frame(visit) | {
        "one": one,
        "kept": kept,
        "typed": request.POST.get("text", "") if kept.is_stale else kept.text,
        "place": place,
        "count": len(asked),
    }
    return render(request, "debriefs/buyer/question.html", context, status=409 if kept.is_stale else 200)


def _read_typed(request: Request) -> tuple[str, int]:
    """The text, and the version that was on the page."""
    return read_passage(request.POST.get("text", ""), _LONGEST), read_number(request.POST.get("seen", ""))


@for_buyer
def review(request: Request, visit: Visit) -> HttpResponse:
    """All answers at a glance; handed in by a press of their own."""
    given = find_consent(visit.person)
    if given is None:
        return redirect("buyer_page", visit.secret)
    asked = list_asked(visit)
    if request.method == "POST" and any(one.is_answered for one in asked):
        hand_in(request, visit, given.circle)
        return redirect("buyer_done", visit.secret)
    context = describe_frame(visit) | {
        "asked": asked,
        "answered": sum(one.is_answered for one in asked),
        "words": dict(list_circles(visit.debrief))[given.circle],
        "is_empty": request.method == "POST",
    }
    return render(request, "debriefs/buyer/review.html", context)


def hand_in(request: Request, visit: Visit, circle: str) -> None:
    """The answers are finished: whoever the buyer chose reads them. Without a talk agreed on, this was the debrief."""
    with transaction.atomic():
        share_answers(visit.debrief, make_speaker(visit).who, circle)
        now = timezone.now()
        standing = Debrief.objects.select_for_update().get(pk=visit.debrief.pk)
        if standing.state == State.ASKED:
            standing = take_answer(standing, visit.person, "agreed")
            move(None, standing, State.HELD, standing.version, held_at=now, channel="page")
        AskedPerson.objects.filter(pk=visit.person.pk, held_at=None).update(held_at=now)
        note(request, "answered", "token", visit.token.pk, circle, debrief=visit.debrief.pk)


@for_buyer
def show_done(request: Request, visit: Visit) -> HttpResponse:
    """Thanks; and last and apart, whether we may come back. The buyer alone says so, and nothing is said beforehand."""
    if request.method == "POST" and request.POST.get("comes_back") in {"yes", "no"}:
        comes_back = request.POST["comes_back"] == "yes"
        AskedPerson.objects.filter(pk=visit.person.pk).update(comes_back=comes_back, comes_back_at=timezone.now())
        note(request, "answered", "token", visit.token.pk, "comes back", yes=comes_back, debrief=visit.debrief.pk)
        return redirect("buyer_done", visit.secret)
    return render(request, "debriefs/buyer/done.html", describe_frame(visit))


@for_buyer
def show_noted(request: Request, visit: Visit) -> HttpResponse:
    """What was noted from the call, to see and correct."""
    noted = list_noted(visit)
    stale, typed, status = 0, "", 200
    if request.method == "POST":
        number, (typed, seen) = read_number(request.POST.get("number", "")), _read_typed(request)
        one = next((one for one in noted if one.pk == number), None)
        if one is not None and correct_answer(one, typed, seen) is not None:
            note(request, "corrected", "token", visit.token.pk, "", debrief=visit.debrief.pk, answer=one.pk)
            return redirect("buyer_noted", visit.secret)
        stale, status, noted = number, 409, list_noted(visit)
    context = describe_frame(visit) | {"noted": noted, "stale": stale, "typed": typed}
    return render(request, "debriefs/buyer/noted.html", context, status=status)


@for_buyer
def choose_time(request: Request, visit: Visit) -> HttpResponse:
    """A time that was offered, another one, or somebody else."""
    message = visit.invitation
    if request.method != "POST" or message is None or not may_choose(visit):
        return redirect("buyer_page", visit.secret)
    chosen, channel = request.POST.get("time", ""), request.POST.get("channel", "")
    wish, named = request.POST.get("wish", "").strip(), request.POST.get("named", "").strip()
    if channel not in {value for value, _words in list_channels(message)}:
        return _show_start(request, visit, _("Choose how you would like to talk."), 422)
    if chosen in {one.value for one in list_offered(visit)}:
        told = Told(Kind.YES, time=datetime.fromisoformat(chosen), channel=channel)
    elif chosen == "other" and wish:
        told = Told(Kind.OTHER_TIME, channel=channel, note=wish[:1000])
    elif chosen == "someone" and named:
        told = Told(Kind.SOMEONE_ELSE, named=named)
    else:
        return _show_start(request, visit, _("Choose a time, or write which would suit you, or whom to ask."), 422)
    try:
        reply = record_reply(visit.person, message, told, None)
    except InputError as error:
        return _show_start(request, visit, str(error), 422)
    note(request, "answered", "token", visit.token.pk, reply.kind, debrief=visit.debrief.pk)
    return redirect("buyer_page", visit.secret)


@for_buyer
def say_no(request: Request, visit: Visit) -> HttpResponse:
    """One press says no. Opening the link alone does not: programs that look for viruses open every link in a mail."""
    if request.method == "POST" and may_choose(visit):
        record_reply(visit.person, visit.invitation, Told(Kind.NO), None)
        note(request, "answered", "token", visit.token.pk, "no", debrief=visit.debrief.pk)
        return redirect("buyer_no", visit.secret)
    last = visit.person.replies.filter(removed_at=None).last()
    context = describe_frame(visit) | {"is_said": last is not None and last.kind == Kind.NO, "may": may_choose(visit)}
    return render(request, "debriefs/buyer/no.html", context)


@for_buyer
def remove(request: Request, visit: Visit) -> HttpResponse:
    """Everything goes: asked once more, then done for good."""
    if request.method == "POST" and request.POST.get("sure") == "yes":
        context = describe_frame(visit)
        remove_all(request, visit)
        with override(visit.token.language):
            return render(request, "debriefs/buyer/removed.html", context | {"secret": ""})
    context = describe_frame(visit) | {"count": len(list_said(visit))}
    return render(request, "debriefs/buyer/remove.html", context)
