"""The file of one deal, one of its rows, and the file on paper. Whoever may not see the deal finds no page."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assay.domain.errors import InputError
from assay.reports.whole_row import find_said, read_whole_row
from assay.runs.recordings.shelf import find_audio
from assay.web.deals.file.building import BuiltFile, build_file, find_kept, find_owner
from assay.web.deals.file.paper import find_paper
from assay.web.deals.file.recordings import Sound, find_sound, list_sounds, name_type, note_hearing
from assay.web.people.log import note_visit
from assay.web.printing import send_pdf, show_unprintable
from assay.web.ranges import send_part
from assay.web.request import Request
from assay.web.results import Reading, open_reading


def show_file(request: Request, deal_id: int) -> HttpResponse:
    """The file of a deal, lost, won or open alike. Whoever is to audit it is led to the audit."""
    if deal_id in request.scope.closed:
        told = _(
            "You are asked to audit this loss. Until that is done its file is closed to you, so that no opinion "
            "of others comes first."
        )
        messages.info(request, told)
        return redirect("audits")
    with _open_reading() as reading:
        built = _open_deal(request, reading, deal_id)
    _note_visit(request, "saw", built)
    context = {
        "deal_id": deal_id,
        "owner_id": built.owner_id,
        "file": built.file,
        "page": built.page,
        "parts": built.parts,
        "sounds": list_sounds(deal_id, built.file.events),
        "asks_model": request.user.sees_all and bool(settings.HOME.settings.get("opinion")),
    }
    return render(request, "deals/file.html", context)


def show_row(request: Request, deal_id: int, table: str, row_id: int) -> HttpResponse:
    """One row of a deal in full: for the panel beside the file, or as a page of its own."""
    with _open_reading() as reading:
        built = _open_deal(request, reading, deal_id)
        key = (table, row_id)
        whole = read_whole_row(reading.connection, built.file, built.listing, key, settings.HOME.kept)
    if whole is None:
        raise Http404
    _note_visit(request, "saw", built)
    name = "deals/row.html" if request.htmx else "deals/row_page.html"
    context = {"deal_id": deal_id, "file": built.file, "whole": whole, "row": whole.row}
    context["sound"] = _find_sound(built, whole.said_at.call) if whole.said_at else None
    response = render(request, name, context)
    # the panel and the page have one address
    response["Vary"] = "HX-Request, Cookie"
    return response


@require_safe
def send_sound(request: Request, deal_id: int, activity_id: int) -> HttpResponseBase:
    """The recording of a call of the deal, or the part of it that a player asks for."""
    with _open_reading() as reading:
        built = _open_deal(request, reading, deal_id)
    sound = _find_sound(built, activity_id)
    path = find_audio(settings.HOME, sound.recording) if sound else None
    if sound is None or path is None:
        raise Http404
    note_hearing(request, deal_id, sound.recording)
    return send_part(request, path, name_type(sound.recording), sound.recording.sha256)


@require_safe
def show_said(request: Request, deal_id: int, utterance_id: int) -> HttpResponse:
    """Leads to the call in which something was said, at its place."""
    with _open_reading() as reading:
        built = _open_deal(request, reading, deal_id)
        found = find_said(reading.connection, utterance_id) if utterance_id < 2**63 else None
    if found is None or all(event.id != found.call for event in built.file.events):
        raise Http404
    place = f"#t={found.start}" if found.start else ""
    return redirect(reverse("deal_row", args=[deal_id, "activity", found.call]) + place)


def _find_sound(built: BuiltFile, activity_id: int | None) -> Sound | None:
    """The recording of an activity, if it is one of the deal's."""
    event = next((event for event in built.file.events if event.id == activity_id), None)
    return find_sound(built.file.deal.id, event) if event else None


def show_paper(request: Request, deal_id: int) -> HttpResponse:
    """The file of a deal as PDF."""
    with _open_reading() as reading:
        built = _open_deal(request, reading, deal_id)
    try:
        folder = settings.HOME.path / "papers"
        pdf = find_paper(folder, reading.version, _read_language(), built.file, reading.run)
    except InputError as error:
        return show_unprintable(request, error)
    _note_visit(request, "exported", built)
    return send_pdf(pdf, f"deal-{deal_id}.pdf")


def _open_reading() -> Reading:
    try:
        return open_reading()
    except InputError as error:
        # before the first run there is no file of any deal
        raise Http404 from error


def _open_deal(request: Request, reading: Reading, deal_id: int) -> BuiltFile:
    """The deal, if the user may see it. Raises Http404 for one outside the scope as for one that does not exist."""
    language = _read_language()
    built = find_kept(reading.version, deal_id, language)
    if built is not None:
        if not request.scope.holds(deal_id, built.owner_id):
            raise Http404
        return built
    if deal_id >= 2**63:
        raise Http404
    owner = find_owner(reading.connection, deal_id)
    if owner is None or not request.scope.holds(deal_id, owner[0]):
        raise Http404
    built = build_file(reading, deal_id, owner[0], language)
    if built is None:
        raise Http404
    return built


def _read_language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _note_visit(request: Request, act: str, built: BuiltFile) -> None:
    note_visit(request, act, "deal", built.file.deal.id, built.file.deal.name)
