"""The pages of roll-outs: all of them, a new one with what it would tell, and one with its plan and its end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.domain.errors import InputError
from assay.patterns.practices.rolling import Plan
from assay.reports.charts import Chart, Numbers, write_csv
from assay.reports.patterns.floor import FLOOR
from assay.reports.rollouts.charts import chart_effect, chart_periods
from assay.web.csv_lines import send_whole
from assay.web.patterns.placing import place_drawn
from assay.web.patterns.rollouts.allowing import (
    demand_plan,
    find_own_teams,
    find_roll_out,
    list_own_parts,
    list_plannable,
    list_visible,
    may_plan,
    may_stop,
    sees_parts,
)
from assay.web.patterns.rollouts.forms import PlanForm, StopForm
from assay.web.patterns.rollouts.lines import view_plan, view_power, view_row, view_teams
from assay.web.patterns.rollouts.models import RollOut
from assay.web.patterns.rollouts.planning import foresee, name_foreseen, stop, write_down
from assay.web.patterns.rollouts.standing import Standing, find_standing, is_stopped, list_unused
from assay.web.people.log import note, note_visit
from assay.web.request import Request
from assay.web.results import Reading, open_reading


@never_cache
@require_safe
def show_roll_outs(request: Request) -> HttpResponse:
    """Those that the user may see, the latest first."""
    context = {"rows": [view_row(one) for one in list_visible(request)], "may_plan": may_plan(request.user)}
    return render(request, "rollouts/all.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan_roll_out(request: Request) -> HttpResponse:
    """What a roll-out would tell, as often as it is asked; then it is written down, as it was seen."""
    demand_plan(request)
    try:
        reading = open_reading()
    except InputError:
        return render(request, "patterns/no_run.html")
    teams = list_plannable(request.user)
    form = PlanForm(teams, request.POST) if request.method == "POST" else PlanForm(teams)
    context: dict[str, Any] = {"form": form, "has_teams": teams.exists()}
    with reading:
        if request.method == "POST" and form.is_valid():
            try:
                foreseen = foresee(reading, form.cleaned_data)
                if "write" in request.POST and form.cleaned_data["seen"] == name_foreseen(foreseen):
                    return _keep(request, foreseen)
            except InputError as error:
                form.add_error(None, str(error))
            else:
                context |= _describe_foreseen(request, form, foreseen)
    return render(request, "rollouts/new.html", context)


def _keep(request: Request, foreseen: Plan) -> HttpResponse:
    made = write_down(request, foreseen)
    messages.success(request, _("It is written down, and the lot is drawn. Tell the teams on which day they begin."))
    return redirect("roll_out", made.pk)


def _describe_foreseen(request: Request, form: PlanForm, foreseen: Plan) -> dict[str, Any]:
    """The form anew, so that what is written down next is what was seen now."""
    if "write" in request.POST:
        form.add_error(
            None, _("What it would tell has changed since you looked. Look at it again, then write it down.")
        )
    told = request.POST.copy()
    told["seen"] = name_foreseen(foreseen)
    form.data = told
    return {"power": view_power(foreseen), "plan": view_plan(foreseen), "can_tell": foreseen.power.told is not None}


@never_cache
@require_safe
def show_roll_out(request: Request, number: int) -> HttpResponse:
    """The plan as it was written down; what has come in; and, once all of it is known, what it shows."""
    roll_out = find_roll_out(request, number)
    note_visit(request, "saw", "roll_out", roll_out.pk)
    return _show(request, roll_out, StopForm())


def _show(request: Request, roll_out: RollOut, form: StopForm) -> HttpResponse:
    context = _describe_plan(request, roll_out) | {"form": form}
    try:
        reading = open_reading()
    except InputError:
        reading = None
    if reading is not None:
        with reading:
            standing = find_standing(reading, roll_out)
            context |= _describe_standing(request, reading, roll_out, standing)
    return render(request, "rollouts/one.html", context, status=422 if form.errors else 200)


def _describe_plan(request: Request, roll_out: RollOut) -> dict[str, Any]:
    plan = roll_out.planned
    return {
        "one": roll_out,
        "plan": view_plan(plan),
        "power": view_power(plan),
        "teams": view_teams(plan, list_own_parts(find_own_teams(request.user), roll_out)),
        "row": view_row(roll_out),
        "may_stop": may_stop(request, roll_out) and view_row(roll_out).is_open,
    }


def _describe_standing(
    request: Request, reading: Reading, roll_out: RollOut, standing: Standing
) -> dict[str, Any]:  # fmt: skip
    plan = roll_out.planned
    seen = sees_parts(request, (team.id for team in plan.teams))
    own = list_own_parts(find_own_teams(request.user), roll_out)
    context: dict[str, Any] = {
        "standing": standing,
        "unused": list_unused(plan, standing) if request.scope.everything else [],
        "teams": view_teams(plan, own, {team: kept for team, kept in standing.kept.items() if team in seen}),
        "sees_uses": bool(seen),
    }
    if standing.found is not None:
        drawn = _draw(request, plan, standing)
        context["charts"] = [place_drawn(request, reading, chart, _address(roll_out, one)) for one, chart in drawn]
    return context


def _address(roll_out: RollOut, numbers: Numbers) -> str:
    return reverse("roll_out_numbers", args=[roll_out.pk, numbers.name])


def _draw(request: Request, plan: Plan, standing: Standing) -> list[tuple[Numbers, Chart]]:
    if standing.found is None:
        return []
    fewest = 1 if request.scope.everything else FLOOR
    return [chart_effect(plan, standing.found), chart_periods(plan, standing.found.periods, fewest)]


@require_POST
def stop_roll_out(request: Request, number: int) -> HttpResponse:
    """Stops it with a reason."""
    roll_out = find_roll_out(request, number)
    form = StopForm(request.POST)
    if not may_stop(request, roll_out) or not (view_row(roll_out).is_open or is_stopped(roll_out)):
        raise Http404
    if not form.is_valid():
        return _show(request, roll_out, form)
    stop(request, roll_out, form.cleaned_data["why"])
    messages.success(request, _("It is stopped. Teams that have not begun need not begin."))
    return redirect("roll_out", roll_out.pk)


@require_safe
def send_plan(request: Request, number: int) -> HttpResponse:
    """The very text that was hashed."""
    roll_out = find_roll_out(request, number)
    note(request, "exported", "roll_out", roll_out.pk, _("plan"))
    response = HttpResponse(roll_out.plan.encode(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="roll-out-{roll_out.pk}.json"'
    return response


@require_safe
def send_numbers(request: Request, number: int, name: str) -> HttpResponse:
    """The numbers of a chart as CSV, as they are drawn."""
    roll_out = find_roll_out(request, number)
    try:
        with open_reading() as reading:
            drawn = _draw(request, roll_out.planned, find_standing(reading, roll_out))
    except InputError as error:
        raise Http404 from error
    numbers = next((one for one, _chart in drawn if one.name == name), None)
    if numbers is None:
        raise Http404
    note(request, "exported", "roll_out", roll_out.pk, _("numbers of a chart"))
    return send_whole(write_csv(numbers), f"{name}.csv")
