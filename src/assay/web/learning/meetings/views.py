"""The pages of review meetings: the list, one with its agenda and minutes, and what is looked at next."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.web.day_input import DayInput
from assay.web.debriefs.models import Action, Task
from assay.web.debriefs.tasks import finish_task, list_tasks
from assay.web.learning.actions.allowing import list_visible
from assay.web.learning.meetings.allowing import find_meeting, list_led, list_series, may_lead
from assay.web.learning.meetings.holding import (
    StaleMeeting,
    begin,
    begin_series,
    change_series,
    close,
    keep_minutes,
    list_team_sellers,
    look_ahead,
)
from assay.web.learning.models import Meeting
from assay.web.learning.models.meetings import Rhythm
from assay.web.learning.reading import open_ask
from assay.web.people.log import note_visit
from assay.web.people.models import Team, User
from assay.web.people.sellers import find_owners
from assay.web.request import Request
from assay.web.scoping import list_team_tree
from assay.web.whole_numbers import read_id, read_version


class SeriesForm(forms.Form):
    """A team begins to meet."""

    team = forms.ModelChoiceField(label=gettext_lazy("Team"), queryset=Team.objects.none())
    rhythm = forms.ChoiceField(label=gettext_lazy("How often"), choices=Rhythm, initial=Rhythm.FORTNIGHTLY)
    first = forms.DateField(label=gettext_lazy("First on"), widget=DayInput)

    def __init__(self, teams: QuerySet[Team], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Team]", self.fields["team"]).queryset = teams


class PlanForm(forms.Form):
    """Another day or rhythm."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    rhythm = forms.ChoiceField(label=gettext_lazy("How often"), choices=Rhythm)
    stops = forms.BooleanField(label=gettext_lazy("plan no further meeting after this one"), required=False)


@never_cache
@require_http_methods(["GET", "POST"])
def show_meetings(request: Request) -> HttpResponse:
    """The meetings that the user takes part in; who manages a team begins its series here."""
    standing = list_series(request)
    teams = list_led(request).exclude(pk__in=standing.filter(stopped_at=None).values("team"))
    form = SeriesForm(teams, request.POST or None, initial={"first": timezone.localdate()})
    if request.method == "POST":
        if not list_led(request).exists():
            raise PermissionDenied
        if form.is_valid():
            told = form.cleaned_data
            with open_ask() as ask:
                meeting = begin_series(request, told["team"], told["rhythm"], told["first"], ask)
            messages.success(request, _("The meeting is planned."))
            return redirect("meeting", meeting.pk)
    found = [
        {
            "series": one,
            "next": one.meetings.filter(closed_at=None).first(),
            "past": list(one.meetings.exclude(closed_at=None)[:12]),
        }
        for one in standing
    ]
    note_visit(request, "saw", "meetings", "")
    context = {"found": found, "form": form if teams.exists() else None}
    return render(request, "learning/meetings.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def show_meeting(request: Request, number: int) -> HttpResponse:
    """Its agenda, made anew from the last run until it begins, and its minutes."""
    meeting = find_meeting(request, number)
    note_visit(request, "saw", "meeting", meeting.pk, meeting.series.team.name)
    return _render(request, meeting)


def _render(request: Request, meeting: Meeting, problem: str = "", status: int = 200) -> HttpResponse:
    agenda = meeting.agenda
    if agenda is None:
        with open_ask() as ask:
            agenda = look_ahead(ask, meeting).as_json() if ask else None
    leads = may_lead(request, meeting.series)
    plan = {"version": meeting.version, "day": meeting.planned_on, "rhythm": meeting.series.rhythm}
    chosen = Task.objects.filter(key__startswith=f"look {meeting.pk} ")
    context = {
        "meeting": meeting,
        "team": meeting.series.team,
        "agenda": _hide(request, agenda) if agenda else None,
        "actions": _list_actions(request, meeting),
        "looks": _list_looks(request, meeting),
        "chosen": [one for one in chosen if request.scope.holds(one.deal_id, one.seller_id)],
        "leads": leads,
        "plan_form": PlanForm(initial=plan) if leads and meeting.closed_at is None else None,
        "today": timezone.localdate(),
        "problem": problem,
    }
    return render(request, "learning/meeting.html", context, status=status)


def _hide(request: Request, agenda: dict[str, Any]) -> dict[str, Any]:
    """The agenda without deals that the user may not open; how many these are is told."""
    shown = dict(agenda)
    for name in ("losses", "wins", "next"):
        deals = [one for one in agenda[name] if request.scope.holds(one["deal_id"], one["owner_id"])]
        shown[name], shown[f"hidden_{name}"] = deals, len(agenda[name]) - len(deals)
    return shown


def _list_actions(request: Request, meeting: Meeting) -> list[Action]:
    """The team's actions that were open at the last meeting or given since, those due first."""
    sellers = list_team_sellers(meeting.series)
    people = User.objects.filter(team__in=list_team_tree([meeting.series.team_id]))
    last = meeting.series.meetings.filter(number__lt=meeting.number).exclude(closed_at=None).first()
    until = meeting.closed_at or timezone.now()
    since = (last.closed_at if last else None) or meeting.since
    still = Q(done_at=None, dropped_at=None) | Q(done_at__gt=since) | Q(dropped_at__gt=since) | Q(looked_at__gt=since)
    found = list_visible(request).filter(still, made_at__lte=until)
    owners = find_owners([one.deal_id for one in found if one.deal_id is not None])
    team = set(people.values_list("pk", flat=True))
    return [one for one in found if one.owner_id in team or owners.get(one.deal_id or 0) in sellers]


def _list_looks(request: Request, meeting: Meeting) -> list[Task]:
    """The open deals that the meeting before chose."""
    last = meeting.series.meetings.filter(number__lt=meeting.number).first()
    if last is None:
        return []
    found = Task.objects.filter(key__startswith=f"look {last.pk} ")
    return [one for one in found if request.scope.holds(one.deal_id, one.seller_id)]


def _find_led(request: Request, number: int) -> Meeting:
    meeting = find_meeting(request, number)
    if not may_lead(request, meeting.series):
        raise PermissionDenied
    return meeting


def _say_stale() -> str:
    return _("Somebody has gone on with this meeting since you opened the page. Look, then try again.")


@require_POST
def begin_meeting(request: Request, number: int) -> HttpResponse:
    """It begins, and the agenda is kept as it stands."""
    meeting = _find_led(request, number)
    with open_ask() as ask:
        if ask is None:
            raise Http404
        try:
            begin(request, meeting, ask, read_version(request, "version"))
        except StaleMeeting:
            return _render(request, find_meeting(request, number), _say_stale(), 409)
    messages.success(request, _("The meeting has begun. The agenda stays as it is now."))
    return redirect("meeting", number)


@require_POST
def keep_typed(request: Request, number: int) -> HttpResponse:
    """The minutes as they are typed (htmx), or by a button. Whoever takes part may write."""
    meeting = find_meeting(request, number)
    kept = keep_minutes(request, meeting, request.POST.get("minutes", "")[:50_000], read_version(request, "seen"))
    if request.htmx:
        return render(request, "debriefs/kept.html", {"kept": kept, "name": "seen"})
    if kept.is_stale:
        messages.error(request, _("Another window has changed the minutes. What you typed is kept among the versions."))
    else:
        messages.success(request, _("The minutes are kept."))
    return redirect("meeting", number)


@require_POST
def close_meeting(request: Request, number: int) -> HttpResponse:
    """It ends with the open deals to look at next."""
    meeting = _find_led(request, number)
    chosen = {deal for one in request.POST.getlist("deal") if (deal := read_id(one)) is not None}
    allowed = {
        one["deal_id"]
        for one in (meeting.agenda or {}).get("next", [])
        if request.scope.holds(one["deal_id"], one["owner_id"])
    }
    try:
        close(request, meeting, chosen & allowed, read_version(request, "version"))
    except StaleMeeting:
        return _render(request, find_meeting(request, number), _say_stale(), 409)
    said = _("The meeting is closed. The chosen deals are on the pages of today of those who own them.")
    messages.success(request, said)
    return redirect("meeting", number)


@require_POST
def plan_meeting(request: Request, number: int) -> HttpResponse:
    """Another day, another rhythm, or no further meeting."""
    meeting = _find_led(request, number)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _render(request, meeting, _("Say on which day, and how often."), 422)
    told = form.cleaned_data
    try:
        change_series(request, meeting, told["rhythm"], told["day"], told["version"], stops=told["stops"])
    except StaleMeeting:
        return _render(request, find_meeting(request, number), _say_stale(), 409)
    messages.success(request, _("It is noted."))
    return redirect("meeting", number)


@never_cache
@require_http_methods(["GET", "POST"])
def look(request: Request, number: int) -> HttpResponse:
    """An open deal that a meeting chose: what to look at, and that it was looked at."""
    task = Task.objects.filter(pk=number, kind="look").first()
    if task is None or not request.scope.holds(task.deal_id, task.seller_id):
        raise Http404
    may = list_tasks(request).filter(pk=task.pk).exists() or request.user.role in {"manager", "administrator"}
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        finish_task(task.key, request.user)
        messages.success(request, _("It is noted that the deal was looked at."))
        return redirect("look", number)
    return render(request, "learning/look.html", {"task": task, "may": may})
