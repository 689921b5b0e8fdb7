"""The pages of patterns: the same team page in parts, of the deals chosen, for whoever asks."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assay.domain.errors import InputError
from assay.web.csv_lines import send_whole
from assay.web.patterns.asked import list_chips, list_group_fields, list_pickers
from assay.web.patterns.dressing import dress, fill_drawings, read_signed
from assay.web.patterns.keeping import Made, Shelf
from assay.web.patterns.opening import Opened, find_made, open_page
from assay.web.patterns.shares.lines import list_leading
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.results import Reading, find_version, open_reading

#: pages whose figures are of the whole company, whatever is chosen
_WHOLE = ("signals", "before", "drivers", "together", "shares", "winning")


@require_safe
def show_section(request: Request, section: str) -> HttpResponse:
    """One page of patterns; the part below the filters alone, where that is asked for."""
    return _show(request, section)


@require_safe
def show_signal(request: Request, signal: str) -> HttpResponse:
    """One signal: its words, what it goes with, and how often it fires at each age."""
    return _show(request, "signals", signal)


@require_safe
def show_driver(request: Request, driver: str) -> HttpResponse:
    """One driver: what it goes with, and the deals in which it is likely."""
    return _show(request, "drivers", driver)


@require_safe
def send_numbers(request: Request, section: str, name: str) -> HttpResponse:
    """The numbers of one chart as CSV, as they are drawn."""
    signal = section.removeprefix("signal-") if section.startswith("signal-") else ""
    if not signal and section not in _list_names():
        raise Http404
    try:
        with open_reading() as reading:
            made = find_made(_open(request, reading), "signals" if signal else section, signal)
    except InputError as error:
        raise Http404 from error
    if name not in made.numbers:
        raise Http404
    note(request, "exported", "patterns", name, _("numbers of a chart"), query=request.GET.urlencode())
    return send_whole(made.numbers[name], f"{name}.csv")


@require_safe
def send_drawing(request: Request, signed: str, size: str) -> HttpResponse:
    """A drawing that a page of this user shows: as part of the page, or as a picture where no script runs."""
    name = read_signed(request, signed)
    svg = Shelf(settings.HOME.path, find_version(settings.HOME)).draw(name, size) if name else ""
    if not svg:
        raise Http404
    response = (
        HttpResponse(dress(svg))
        if request.htmx
        else HttpResponse(
            svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1), content_type="image/svg+xml"
        )
    )
    response["Vary"] = "HX-Request, Cookie"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _show(request: Request, section: str, signal: str = "") -> HttpResponse:
    try:
        reading = open_reading()
    except InputError:
        return render(request, "patterns/no_run.html")
    with reading:
        opened = _open(request, reading)
        problem, made = "", Made()
        try:
            made = find_made(opened, section, signal)
        except InputError as error:
            problem = str(error)
        context = _describe(request, opened, section, signal, made) | {"problem": problem}
    # the browser's way back asks for a whole page
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    response = render(request, "patterns/part.html" if is_part else "patterns/whole.html", context)
    if is_part:
        response["HX-Push-Url"] = f"{request.path}?{context['query']}" if context["query"] else request.path
    response["Vary"] = "HX-Request, Cookie"
    return response


def _open(request: Request, reading: Reading) -> Opened:
    return open_page(reading, request.user, request.scope, request.GET)


def _describe(request: Request, opened: Opened, section: str, signal: str, made: Made) -> dict[str, Any]:
    asked, offered, query = opened.asked, opened.offered, opened.asked.write()
    tabs = [
        {"name": label, "address": _write_address(name, query), "here": name == section}
        for name, label in _list_names().items()
    ]
    return {
        "section": section,
        "signal": signal,
        "here": request.path,
        "tabs": tabs,
        "title": _list_names()[section],
        "made": made.facts,
        "leading": list_leading(made.facts) if section == "shares" else {},
        "parts": {name: fill_drawings(request, opened.shelf, html) for name, html in made.parts.items()},
        "chips": list(list_chips(asked, offered)),
        "pickers": list(list_pickers(asked, offered)),
        "fields": list_group_fields(asked, offered),
        "field": asked.field,
        "about": asked.about,
        "theme": asked.theme,
        "query": query,
        "run": opened.reading.run,
        "is_of_company": section in _WHOLE and not signal and not request.scope.everything,
        "is_unfiltered": section in _WHOLE and not signal,
    }


def _write_address(section: str, query: str) -> str:
    address = reverse("patterns") if section == "overview" else reverse("pattern_section", args=[section])
    return f"{address}?{query}" if query else address


def _list_names() -> dict[str, str]:
    return {
        "overview": _("Overview"),
        "groups": _("By field"),
        "time": _("Over time"),
        "signals": _("Signals"),
        "before": _("Before the loss"),
        "drivers": _("Drivers of loss"),
        "together": _("What goes together"),
        "shares": _("Shares of losses"),
        "winning": _("Win probability"),
        "silence": _("Silence"),
        "themes": _("Themes by competitor"),
        "coverage": _("What can be answered"),
    }
