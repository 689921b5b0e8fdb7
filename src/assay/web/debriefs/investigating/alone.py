"""Each answers alone: seven questions, the turn moment by moment, passages worth looking at."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.asking.states import Reply, State
from assay.asking.turning import list_moments, read_computed
from assay.web.debriefs.allowing import is_let_in
from assay.web.debriefs.answering import Question, find_field, keep_answer
from assay.web.debriefs.drafting import read_draft
from assay.web.debriefs.investigating.allowing import (
    Place,
    find_place,
    is_together,
    list_waited_for,
)
from assay.web.debriefs.investigating.gathering import show_all, show_one
from assay.web.debriefs.investigating.inviting import name_task
from assay.web.debriefs.investigating.pinning import is_of_deal, list_calls, list_turns, read_pinned, set_pin
from assay.web.debriefs.investigating.questions import SEVEN, know_part
from assay.web.debriefs.investigating.voting import (
    UNKNOWN,
    keep_votes,
    list_views,
    read_votes,
    say_computed,
    say_turn,
)
from assay.web.debriefs.models import Participant
from assay.web.debriefs.tasks import finish_task
from assay.web.debriefs.team import looking
from assay.web.debriefs.team.fields import list_fields
from assay.web.debriefs.team.keeping import keep_all, keep_one
from assay.web.debriefs.team.speaking import describe_speaker, find_seller
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.web.whole_numbers import read_id


@never_cache
@require_safe
def show_alone(request: Request, number: int) -> HttpResponse:
    """The user's own page."""
    place = find_place(request, number)
    note(request, "saw", "debrief", place.debrief.pk, place.debrief.deal_name, deal=str(place.debrief.deal_id))
    return render(request, "debriefs/investigation/alone.html", _describe(request, place))


def _describe(request: Request, place: Place) -> dict[str, Any]:
    debrief, taxonomy, let_in = place.debrief, speak_taxonomy(), is_let_in(request, place.debrief)
    votes = read_votes(debrief, [request.user.pk])
    has_turn = any(vote.is_turn for vote in votes)
    with looking.open_ask() as ask:
        known = know_part(ask, debrief.deal_id, find_seller(request.user.pk)) if let_in else {}
        moments = list_moments(ask, debrief.deal_id) if let_in else []
        # what was computed is seen once the own vote stands, so that it sways nobody
        computed = read_computed(ask, debrief.deal_id) if let_in and has_turn else None
        pins = read_pinned(ask, list(debrief.pins.filter(author=request.user, removed_at=None)))
        calls = list_calls(ask, debrief.deal_id) if let_in else []
    return {
        "debrief": debrief,
        "place": place,
        "fields": list_fields(debrief, describe_speaker(request, debrief), SEVEN, known, taxonomy),
        "moments": list_views(moments, votes, (), computed),
        "cannot_tell": any(vote.is_turn and vote.key == UNKNOWN for vote in votes),
        "has_turn": has_turn,
        "computed": say_computed(computed) if computed else "",
        "pins": pins,
        "calls": calls,
        "is_let_in": let_in,
        "is_together": is_together(debrief),
        "can_type": debrief.is_due,
        "waited_for": len(list_waited_for(debrief)),
    }


@require_POST
def keep(request: Request, number: int) -> HttpResponse:
    """One field as it is typed (htmx), or all of them, and what is to be done."""
    place = find_place(request, number)
    debrief = place.debrief
    if not debrief.is_due:
        messages.error(request, _("The investigation is closed. Nothing can be changed in it any more."))
        return redirect("debrief", number)
    if request.htmx:
        return keep_one(request, debrief, SEVEN)
    if not keep_all(request, debrief, SEVEN):
        return redirect("alone", number)
    if request.POST.get("act") == "done":
        return _finish(request, place)
    messages.success(request, _("Everything is kept. Nobody else reads it yet."))
    return redirect("alone", number)


def _finish(request: Request, place: Place) -> HttpResponse:
    """Says that one is done; the last one's word shows all answers together."""
    debrief = place.debrief
    said = debrief.answers.filter(who=place.who, removed_at=None).exclude(text="")
    if not said.exists():
        messages.error(request, _("Answer at least one of the questions first. “I do not know” is an answer."))
        return redirect("alone", number=debrief.pk)
    with transaction.atomic():
        _say_turn(request, place)
        changes = {"is_done": True, "done_at": timezone.now(), "answer": Reply.AGREED}
        Participant.objects.filter(pk=place.participant.pk).update(**changes)
        finish_task(name_task(debrief, request.user.pk), request.user)
        if is_together(debrief):
            show_one(debrief, request.user)
        elif not list_waited_for(debrief):
            show_all(request, debrief)
            messages.success(request, _("All are in. This is what everybody said."))
            return redirect("together", debrief.pk)
    messages.success(request, _("Thank you. It is shown together with the others' when all are in."))
    return redirect("debrief", debrief.pk)


def _say_turn(request: Request, place: Place) -> None:
    """Puts the vote on the turn into words, so that the record has it beside what was said of it."""
    if not is_let_in(request, place.debrief):
        return
    with looking.open_ask() as ask:
        moments = list_moments(ask, place.debrief.deal_id)
    said = say_turn(moments, read_votes(place.debrief, [request.user.pk]))
    if said:
        question = Question("turn_at", _("When did the momentum turn?"), len(SEVEN) + 1)
        speaker = describe_speaker(request, place.debrief)
        seen = read_draft(find_field(place.debrief, question, speaker)).version
        keep_answer(place.debrief, question, speaker, said, seen)


@require_POST
def vote(request: Request, number: int) -> HttpResponse:
    """The votes on the moments, as they are chosen."""
    place = find_place(request, number)
    if not is_let_in(request, place.debrief) or place.debrief.state == State.CLOSED:
        raise Http404
    with looking.open_ask() as ask:
        moments = list_moments(ask, place.debrief.deal_id)
        keep_votes(place.debrief, request.user, moments, request.POST)
        votes = read_votes(place.debrief, [request.user.pk])
        has_turn = any(vote.is_turn for vote in votes)
        computed = read_computed(ask, place.debrief.deal_id) if has_turn else None
    if request.htmx:
        context = {"computed": say_computed(computed) if computed else "", "has_turn": has_turn}
        return render(request, "debriefs/investigation/voted.html", context)
    messages.success(request, _("Your votes are kept. Nobody else reads them yet."))
    return redirect("alone", number)


@require_POST
def stay_out(request: Request, number: int) -> HttpResponse:
    """Somebody cannot take part: nobody waits for that person any more."""
    place = find_place(request, number)
    debrief = place.debrief
    if place.is_leader or not debrief.is_due:
        raise Http404
    with transaction.atomic():
        Participant.objects.filter(pk=place.participant.pk, is_done=False).update(answer=Reply.DECLINED)
        finish_task(name_task(debrief, request.user.pk), request.user)
        if not is_together(debrief) and not list_waited_for(debrief):
            show_all(request, debrief)
    messages.success(request, _("Nobody waits for your answers now. You may still give them."))
    return redirect("debrief", number)


@never_cache
@require_safe
def show_passages(request: Request, number: int, call: int) -> HttpResponse:
    """The transcript of one talk, to pin passages of it."""
    place = find_place(request, number)
    if not is_let_in(request, place.debrief) or call >= 2**63:
        raise Http404
    own = place.debrief.pins.filter(author=request.user, removed_at=None)
    with looking.open_ask() as ask:
        calls = list_calls(ask, place.debrief.deal_id)
        shown = next((one for one in calls if one.id == call), None)
        if shown is None:
            raise Http404
        turns = list_turns(ask, call, own)
    context = {"debrief": place.debrief, "call": shown, "calls": calls, "turns": turns}
    return render(request, "debriefs/investigation/passages.html", context)


@require_POST
def pin(request: Request, number: int, utterance: int) -> HttpResponse:
    """Pins a passage, changes its note, or takes the pin away."""
    place = find_place(request, number)
    if not is_let_in(request, place.debrief) or not place.debrief.is_due or utterance >= 2**63:
        raise Http404
    with looking.open_ask() as ask:
        if not is_of_deal(ask, place.debrief.deal_id, utterance):
            raise Http404
    is_kept = request.POST.get("act") != "remove"
    set_pin(place.debrief, request.user, utterance, request.POST.get("note", ""), is_kept=is_kept)
    call = read_id(request.POST.get("call", ""))
    messages.success(request, _("The passage is pinned.") if is_kept else _("The pin is taken away."))
    return redirect("alone", number) if call is None or call < 0 else redirect("passages", number, call)
