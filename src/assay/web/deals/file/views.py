"""The file of one deal, one of its rows, and the file on paper. Whoever may not see the deal finds no page."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from assay.domain.errors import InputError
from assay.reports.whole_row import read_whole_row
from assay.web.deals.file.building import BuiltFile, build_file, find_kept, find_owner
from assay.web.deals.file.paper import find_paper
from assay.web.people.log import LogEntry, note
from assay.web.printing import send_pdf, show_unprintable
from assay.web.request import Request
from assay.web.results import Reading, open_reading

#: what a user sees of a deal again within this time is the same visit
_VISIT = timedelta(hours=1)


def show_file(request: Request, deal_id: int) -> HttpResponse:
    """The file of a deal, lost, won or open alike."""
    with _open_reading() as reading:
        built = _open_deal(request, reading, deal_id)
    _note_visit(request, "saw", built)
    context = {
        "deal_id": deal_id,
        "owner_id": built.owner_id,
        "file": built.file,
        "page": built.page,
        "parts": built.parts,
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
    response = render(request, name, {"deal_id": deal_id, "file": built.file, "whole": whole, "row": whole.row})
    # the panel and the page have one address
    response["Vary"] = "HX-Request, Cookie"
    return response


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
    deal = built.file.deal
    since = timezone.now() - _VISIT
    seen = LogEntry.objects.filter(
        user_id_then=request.user.pk, kind="deal", object_id=str(deal.id), act=act, at__gt=since
    )
    if not seen.exists():
        note(request, act, "deal", deal.id, deal.name)
