"""All answers together, the turn as it was voted beside the computed one, the findings, and the end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.asking.circles import Circle
from assay.asking.states import State
from assay.asking.turning import compare_turn, list_moments, read_computed
from assay.domain.errors import InputError
from assay.web.debriefs.allowing import is_let_in
from assay.web.debriefs.drafting import keep_draft, read_draft
from assay.web.debriefs.investigating.agreeing import (
    TOGETHER,
    clear_new,
    close_investigation,
    find_new,
    list_findings,
    take_stance,
    write_finding,
)
from assay.web.debriefs.investigating.allowing import (
    Place,
    find_leading,
    find_place,
    is_together,
)
from assay.web.debriefs.investigating.gathering import show_all
from assay.web.debriefs.investigating.pinning import read_pinned
from assay.web.debriefs.investigating.questions import SEVEN
from assay.web.debriefs.investigating.voting import draw_strip, list_views, read_votes, say_computed
from assay.web.debriefs.models import Answer
from assay.web.debriefs.moving import StaleDebrief
from assay.web.debriefs.team import looking
from assay.web.debriefs.team.speaking import describe_speaker
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.web.whole_numbers import read_version
from assay.words.ear.blame import hear_blame


def find_shown(request: Request, number: int) -> Place:
    """The user's place in an investigation whose answers are shown. Raises Http404 before."""
    place = find_place(request, number)
    if not is_together(place.debrief):
        raise Http404
    return place


@never_cache
@require_safe
def show_together(request: Request, number: int) -> HttpResponse:
    """Everything that everybody said, question by question."""
    place = find_shown(request, number)
    note(request, "saw", "debrief", place.debrief.pk, place.debrief.deal_name, deal=str(place.debrief.deal_id))
    return render(request, "debriefs/investigation/together.html", describe_together(request, place))


def describe_together(request: Request, place: Place, problem: str = "") -> dict[str, Any]:
    """What the page shows."""
    debrief, taxonomy = place.debrief, speak_taxonomy()
    people = list(debrief.participants.filter(removed_at=None).select_related("user"))
    done = [one.user_id for one in people if one.is_done]
    let_in = is_let_in(request, debrief)
    with looking.open_ask() as ask:
        moments = list_moments(ask, debrief.deal_id) if let_in else []
        computed = read_computed(ask, debrief.deal_id) if let_in else None
        pins = read_pinned(ask, list(debrief.pins.filter(removed_at=None, author__in=done).select_related("author")))
    votes = read_votes(debrief, done)
    views = list_views(moments, [vote for vote in votes if vote.user_id == request.user.pk], votes, computed)
    said = list(
        debrief.answers.filter(removed_at=None, circle=Circle.PARTICIPANTS, who__startswith="user ").exclude(text="")
    )
    names = {driver.code: driver.name for driver in taxonomy.drivers}
    return {
        "debrief": debrief,
        "place": place,
        "people": people,
        "late": {one.pk for one in said if debrief.held_at and one.changed_at > debrief.held_at},
        "questions": [(asked, [one for one in said if one.key in _list_keys(asked.key)]) for asked in SEVEN],
        "moments": [view for view in views if view.tally.turn or view.tally.better or view.tally.worse],
        "strip": draw_strip(views, computed),
        "computed": say_computed(computed) if computed else "",
        "turn": compare_turn(moments, votes, computed),
        "pins": pins,
        "findings": list_findings(debrief, request.user, names),
        "drivers": [(driver.code, driver.name) for driver in taxonomy.in_use if driver.code != "unknown"],
        "typed": read_draft(find_new(debrief, request.user)),
        "actions": list(debrief.actions.filter(dropped_at=None).select_related("owner")),
        "is_open": debrief.state == State.HELD,
        "is_let_in": let_in,
        "problem": problem,
    }


def _list_keys(key: str) -> tuple[str, ...]:
    return ("turn", "turn_at") if key == "turn" else (key,)


@require_POST
def show_now(request: Request, number: int) -> HttpResponse:
    """The leader shows the answers though not all are in; who is not done keeps the own words to themself."""
    place = find_leading(request, number)
    if not place.debrief.participants.filter(is_done=True, removed_at=None).exists():
        messages.error(request, _("Nobody is done yet, so that there is nothing to show."))
        return redirect("debrief", number)
    show_all(request, place.debrief)
    place.debrief.refresh_from_db()
    return redirect("together" if is_together(place.debrief) else "debrief", number)


@require_POST
def write(request: Request, number: int) -> HttpResponse:
    """A finding: as it is typed (htmx), written down, or changed. The leader writes."""
    place = find_leading(request, number)
    if place.debrief.state != State.HELD:
        raise Http404
    seen, user = read_version(request), request.user
    text, key = request.POST.get("text", "").replace("\r\n", "\n"), request.POST.get("finding", "")
    if request.htmx:
        kept = keep_draft(find_new(place.debrief, user), text[:2_000], seen)
        context = {"kept": kept, "name": "seen", "blame": hear_blame(text)}
        return render(request, "debriefs/team/kept.html", context)
    if key and not place.debrief.answers.filter(who=TOGETHER, key=key).exists():
        raise Http404
    driver = request.POST.get("driver", "")
    known = {one.code for one in speak_taxonomy().in_use}
    speaker = describe_speaker(request, place.debrief)
    kept = write_finding(place.debrief, speaker, text, driver if driver in known else "", key, seen if key else 0)
    if kept.is_stale:
        messages.error(
            request, _("Another window has changed this finding since. What you typed is kept among its versions.")
        )
    else:
        _note_change(request, place, "findings")
        if not key:
            clear_new(place.debrief, user)
    return redirect("together", number)


@require_POST
def agree(request: Request, number: int, answer: int) -> HttpResponse:
    """Somebody agrees with a finding, or says how they see it."""
    place = find_shown(request, number)
    if place.debrief.state != State.HELD:
        raise Http404
    found = Answer.objects.filter(debrief=place.debrief, pk=answer, who=TOGETHER, removed_at=None).first()
    if found is None:
        raise Http404
    try:
        take_stance(found, request.user, agrees=request.POST.get("act") == "agree", why=request.POST.get("why", ""))
    except InputError as error:
        context = describe_together(request, place, str(error))
        return render(request, "debriefs/investigation/together.html", context, status=422)
    _note_change(request, place, "stances")
    return redirect("together", number)


def _note_change(request: Request, place: Place, what: str) -> None:
    """Notes that something was changed, and none of its words."""
    debrief = place.debrief
    note(request, "changed", "debrief", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id), fields=[what])


@require_POST
def close(request: Request, number: int) -> HttpResponse:
    """The leader ends it; findings and other views go to the record."""
    place = find_leading(request, number)
    if place.debrief.state != State.HELD:
        return redirect("debrief", number)
    circle = request.POST.get("circle", "")
    try:
        if circle not in (Circle.PARTICIPANTS, Circle.TEAM, Circle.COMPANY):
            raise InputError(_("Say who may read the findings."), fix=_("Choose one of the three."))
        close_investigation(request, place.debrief, circle, read_version(request, "version"))
    except (InputError, StaleDebrief) as fault:
        status = 422 if isinstance(fault, InputError) else 409
        place.debrief.refresh_from_db()
        context = describe_together(request, place, str(fault))
        return render(request, "debriefs/investigation/together.html", context, status=status)
    messages.success(request, _("The investigation is closed. The findings are kept."))
    return redirect("debrief", number)
