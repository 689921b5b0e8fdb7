"""Asks a colleague, walks the colleague through the deal, and shows what came of it to those whom it is told."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.asking.states import Kind, Reply, State
from assay.web.debriefs.allowing import find_debrief, is_let_in
from assay.web.debriefs.announcing.views import Met, find_seen, may_announce
from assay.web.debriefs.answering import share_answers
from assay.web.debriefs.models import Debrief, Participant
from assay.web.debriefs.moving import move
from assay.web.debriefs.peering.forms import FinishForm, PeerForm
from assay.web.debriefs.peering.walk import QUESTIONS, WALK, know_step
from assay.web.debriefs.tasks import find_user, finish_task, make_task
from assay.web.debriefs.team import looking
from assay.web.debriefs.team.fields import list_fields
from assay.web.debriefs.team.keeping import keep_all, keep_one
from assay.web.debriefs.team.speaking import describe_speaker
from assay.web.debriefs.team.starting import end_grants, start_debrief
from assay.web.people.granting import Deal, give_grant
from assay.web.people.log import note
from assay.web.people.models import Grant, User
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.ear.messages import hear_message

_DUE_DAYS = 5


@never_cache
@require_http_methods(["GET", "POST"])
def ask_peer(request: Request, deal_id: int) -> HttpResponse:
    """Whom to ask: the deal's owner or a manager says. Asked twice, the same colleague has one request."""
    deal = find_seen(request, deal_id)
    if not may_announce(request, deal.owner_id):
        raise PermissionDenied
    owner = find_user(deal.owner_id)
    without = [request.user.pk, *([owner.pk] if owner else [])]
    form = PeerForm(request.POST or None, without=without)
    if request.method == "POST" and form.is_valid():
        debrief = _open(request, deal, owner, form.cleaned_data)
        messages.success(request, _("%(name)s is asked.") % {"name": form.cleaned_data["peer"].name})
        return redirect("debrief", debrief.pk)
    context = {"deal": deal, "form": form, "minutes": sum(step.minutes for step in WALK), "steps": WALK}
    return render(request, "debriefs/peer/ask.html", context, status=422 if form.errors else 200)


def _open(request: Request, deal: Met, owner: User | None, told: dict[str, Any]) -> Debrief:
    peer: User = told["peer"]
    with transaction.atomic():
        standing = Debrief.objects.select_for_update().filter(
            deal_id=deal.id, kind=Kind.PEER, asker=peer, state__in=(State.OPENED, State.ASKED)
        )
        give_grant(
            request, Deal(deal.id, deal.name, deal.owner_id), peer, Grant.Reason.PEER, told["days"], told["words"]
        )
        if found := standing.first():
            return found
        debrief = start_debrief(request, deal, Kind.PEER, peer)
        Participant.objects.create(debrief=debrief, user=peer, part="peer", invited_by=request.user)
        for user in {one for one in (request.user, owner) if one is not None and one != peer}:
            Participant.objects.create(debrief=debrief, user=user, part="member", invited_by=request.user, is_done=True)
        debrief = move(request, debrief, State.ASKED, debrief.version, asked_at=timezone.now())
        day = timezone.localdate() + timedelta(days=_DUE_DAYS)
        make_task(_name_task(debrief), "peer_view", debrief, due=day, owner=peer)
    return debrief


def find_walk(request: Request, number: int) -> tuple[Debrief, Participant]:
    """The debrief and the user's place in it, for whoever was asked. Raises Http404 for everybody else."""
    debrief = find_debrief(request, number)
    place = debrief.participants.filter(user=request.user, part="peer", removed_at=None).first()
    if debrief.kind != Kind.PEER or place is None:
        raise Http404
    return debrief, place


@require_POST
def reply(request: Request, number: int) -> HttpResponse:
    """Yes, or no: who says no is not asked why, and whoever asked has a task to ask somebody else."""
    debrief, place = find_walk(request, number)
    answer = request.POST.get("answer", "")
    if answer not in {Reply.AGREED, Reply.DECLINED} or debrief.state != State.ASKED:
        return redirect("debrief", number)
    now = timezone.now()
    with transaction.atomic():
        Participant.objects.filter(pk=place.pk).update(answer=answer)
        changes = {"answer": answer, "answered_at": now}
        if answer == Reply.AGREED:
            move(request, debrief, State.ASKED, debrief.version, **changes)
        else:
            move(request, debrief, State.CLOSED, debrief.version, closed_at=now, **changes)
            _end(request, debrief, place)
            said = _("%(name)s cannot look at it; ask somebody else") % {"name": request.user.name}
            day = timezone.localdate() + timedelta(days=_DUE_DAYS)
            make_task(f"peer {debrief.pk} again", "peer_view", debrief, due=day, owner=debrief.opened_by, text=said)
    return redirect("walk", number, 1) if answer == Reply.AGREED else redirect("home")


@never_cache
@require_safe
def show_step(request: Request, number: int, step: int) -> HttpResponse:
    """One step of the walk, with what the record knows."""
    debrief, _place = find_walk(request, number)
    if not 1 <= step <= len(WALK):
        raise Http404
    note(request, "saw", "debrief", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))
    return render(request, "debriefs/peer/step.html", _describe_step(request, debrief, step))


def _describe_step(request: Request, debrief: Debrief, number: int) -> dict[str, Any]:
    taxonomy, let_in = speak_taxonomy(), is_let_in(request, debrief)
    with looking.open_ask() as ask:
        known = know_step(ask, request, debrief.deal_id, number, taxonomy) if let_in else {}
    speaker = describe_speaker(request, debrief)
    answered = set(debrief.answers.filter(who=speaker.who).exclude(text="").values_list("key", flat=True))
    return {
        "debrief": debrief,
        "number": number,
        "step": WALK[number - 1],
        "fields": list_fields(debrief, speaker, WALK[number - 1].questions, known, taxonomy),
        "steps": [(at, one, bool(answered & {asked.key for asked in one.questions})) for at, one in enumerate(WALK, 1)],
        "is_last": number == len(WALK),
        "is_let_in": let_in,
        "is_done": debrief.state in {State.HELD, State.CLOSED},
        "readers": list_readers(debrief),
        "asked_by": debrief.opened_by,
        "heard": hear_said(debrief, speaker.who) if number == len(WALK) else (),
    }


def hear_said(debrief: Debrief, who: str) -> tuple[str, ...]:
    """Why what is to be said would sell, argue or press, sentence by sentence; empty where it would not."""
    said = debrief.answers.filter(who=who, key="say").values_list("text", flat=True).first() or ""
    return tuple(f"“{fault.sentence}”: {fault.why}" for fault in hear_message(said, "note").faults) if said else ()


def list_readers(debrief: Debrief) -> list[str]:
    """The names of those who take part, the one who was asked first."""
    found = debrief.participants.filter(removed_at=None).select_related("user").order_by("-part", "id")
    return [one.user.name for one in found]


@require_POST
def keep(request: Request, number: int, step: int) -> HttpResponse:
    """One field as it is typed (htmx), or the step, and on to the next."""
    debrief, _place = find_walk(request, number)
    if not 1 <= step <= len(WALK):
        raise Http404
    if request.htmx:
        return keep_one(request, debrief, QUESTIONS)
    if not keep_all(request, debrief, QUESTIONS):
        return redirect("walk", number, step)
    act = request.POST.get("act", "next")
    if act == "next" and step < len(WALK):
        return redirect("walk", number, step + 1)
    return redirect("walk_end", number) if act == "next" else redirect("walk", number, step)


@never_cache
@require_http_methods(["GET", "POST"])
def finish(request: Request, number: int) -> HttpResponse:
    """Everything that was written, once more, and who may read it; then the file closes."""
    debrief, place = find_walk(request, number)
    speaker = describe_speaker(request, debrief)
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        circle = form.cleaned_data["circle"]
        with transaction.atomic():
            share_answers(debrief, speaker.who, circle, request.user)
            now = timezone.now()
            if debrief.state == State.ASKED:
                agreed = {"answer": Reply.AGREED, "answered_at": debrief.answered_at or now}
                held = move(request, debrief, State.HELD, debrief.version, held_at=now, circle=circle, **agreed)
                move(request, held, State.CLOSED, held.version, closed_at=now)
            Participant.objects.filter(pk=place.pk).update(is_done=True, done_at=now, answer=Reply.AGREED)
            _end(request, debrief, place)
        messages.success(
            request, _("Thank you. It is shared with those whom you chose, and the file is closed to you.")
        )
        return redirect("debrief", number)
    answers = debrief.answers.filter(who=speaker.who, removed_at=None).exclude(text="")
    context = {
        "debrief": debrief,
        "answers": answers,
        "readers": list_readers(debrief),
        "form": form,
        "last": len(WALK),
    }
    return render(request, "debriefs/peer/end.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: Request, number: int) -> HttpResponse:
    """Whoever asked takes the request back: the file closes, what was typed stays the colleague's own."""
    debrief = find_debrief(request, number)
    if debrief.kind != Kind.PEER or not may_end(request, debrief):
        raise Http404
    if debrief.state == State.ASKED:
        with transaction.atomic():
            move(request, debrief, State.CLOSED, debrief.version, closed_at=timezone.now())
            for place in debrief.participants.filter(part="peer"):
                _end(request, debrief, place)
        messages.success(request, _("The request is taken back, and the file is closed to them."))
    return redirect("debrief", number)


def may_end(request: Request, debrief: Debrief) -> bool:
    """Whether the user asked, or may ask."""
    return debrief.opened_by_id == request.user.pk or may_announce(request, debrief.owner_id)


def _end(request: Request, debrief: Debrief, place: Participant) -> None:
    end_grants(request, debrief, Grant.Reason.PEER, place.user)
    finish_task(_name_task(debrief), request.user)
    finish_task(f"peer {debrief.pk} again", request.user)


def _name_task(debrief: Debrief) -> str:
    return f"peer {debrief.pk}"
