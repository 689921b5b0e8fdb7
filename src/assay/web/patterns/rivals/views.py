"""Pages of competitors, and of what they did."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.domain.errors import AssayError, InputError
from assay.reports.charts import Chart, Numbers
from assay.reports.themes.making import name_themes
from assay.sources.rival_acts import keep_act, list_rivals, remove_act
from assay.web.csv_lines import send_whole
from assay.web.patterns.rivals.forms import ActForm, view_acts
from assay.web.patterns.rivals.reading import (
    Shown,
    draw_all,
    draw_narrowing,
    draw_one,
    read_shown,
    render_drawn,
    view_all,
    view_one,
    write_numbers,
)
from assay.web.people.allowing import P, View, open_to
from assay.web.people.log import note
from assay.web.people.models import Role, User
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.spoken_taxonomy import speak_taxonomy


def _may_type(user: User) -> bool:
    """Whether somebody may say what competitors did: it is shown to everybody."""
    return user.sees_all or user.role == Role.MANAGER


def _typists_only(view: View[P, HttpResponse]) -> View[P, HttpResponse]:
    return open_to(view, _may_type)


@require_safe
def show_rivals(request: Request) -> HttpResponse:
    """All competitors side by side."""
    try:
        reading = open_reading()
    except InputError:
        return render(request, "patterns/no_run.html")
    with reading:
        shown = read_shown(reading, request.scope)
        context = _frame(request, shown) | {"page": view_all(shown)}
        context["chart"] = render_drawn(request, reading, draw_all(shown), reverse("pattern_rival_numbers"))
        context["narrowing"] = render_drawn(request, reading, draw_narrowing(shown), reverse("pattern_rival_narrowing"))
    return render(request, "patterns/rivals/all.html", context)


@require_safe
def show_rival(request: Request, rival: int) -> HttpResponse:
    """One competitor: by theme, over time, with quotes and with what it did."""
    try:
        reading = open_reading()
    except InputError:
        return render(request, "patterns/no_run.html")
    with reading:
        shown = read_shown(reading, request.scope)
        page = view_one(reading, shown, rival, request.scope)
        if page is None:
            raise Http404
        context = _frame(request, shown) | {"page": page}
        context["chart"] = render_drawn(
            request, reading, draw_one(shown, rival), reverse("pattern_rival_numbers", args=[rival])
        )
    return render(request, "patterns/rivals/one.html", context)


@require_safe
def send_numbers(request: Request, rival: int | None = None) -> HttpResponse:
    """The numbers of the chart as CSV, as they are drawn."""
    if rival is None:
        return _send(request, "rival-rates", draw_all)
    return _send(request, "rival-drift", lambda shown: draw_one(shown, rival))


@require_safe
def send_narrowing(request: Request) -> HttpResponse:
    """The win rates as of the end of each quarter as CSV, as they are drawn."""
    return _send(request, "narrowing-rates", draw_narrowing)


def _send(request: Request, name: str, draw: Callable[[Shown], tuple[Numbers, Chart] | None]) -> HttpResponse:
    try:
        reading = open_reading()
    except InputError as error:
        raise Http404 from error
    with reading:
        text = write_numbers(draw(read_shown(reading, request.scope)))
    if not text:
        raise Http404
    note(request, "exported", "patterns", name, _("numbers of a chart"))
    return send_whole(text, f"{name}.csv")


def _frame(request: Request, shown: Shown) -> dict[str, Any]:
    is_of_company = not request.scope.everything
    return {"is_too_near": shown.is_too_near, "is_of_company": is_of_company, "may_type": _may_type(request.user)}


@_typists_only
@require_http_methods(["GET", "HEAD", "POST"])
def list_acts(request: Request) -> HttpResponse:
    """What competitors did, and a form to type in more."""
    rivals, themes = list_rivals(settings.HOME), name_themes(speak_taxonomy())
    asked = {"competitor": request.GET.get("competitor", "")}
    form = ActForm(request.POST or None, rivals=rivals, themes=themes, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            key = keep_act(settings.HOME, form.tell(request.user))
        except AssayError as error:
            form.add_error(None, f"{error.message} {error.fix}")
        else:
            note(request, "added", "competitor", str(key), form.cleaned_data["what"][:80])
            messages.success(request, _("It is kept. It counts from the next run on."))
            return redirect(f"{reverse('pattern_rival_acts')}?competitor={form.cleaned_data['competitor']}")
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {"form": form, "rivals": rivals, "acts": view_acts(settings.HOME, themes)}
    return render(request, "patterns/rivals/acts.html", context, status=status)


@_typists_only
@require_POST
def take_act_back(request: Request, act: int) -> HttpResponse:
    """Takes back one that somebody typed in."""
    try:
        is_gone = remove_act(settings.HOME, act)
    except AssayError as error:
        messages.error(request, f"{error.message} {error.fix}")
        return redirect("pattern_rival_acts")
    if is_gone:
        note(request, "removed", "competitor", str(act), _("something that a competitor did"))
        messages.success(request, _("It is taken back. It counts no more from the next run on."))
    return redirect("pattern_rival_acts")
