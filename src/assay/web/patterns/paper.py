"""The team page of the chosen deals on paper, with what they were chosen by."""

from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assay.domain.errors import InputError
from assay.domain.tongue import speak
from assay.reports.pages import render_team
from assay.reports.patterns.company import blur_before, blur_comparisons
from assay.reports.patterns.floor import is_telling
from assay.reports.patterns.narrowing import count_beyond, narrow_results
from assay.reports.team_page import build_team_page
from assay.reports.team_reading import PARTS, read_team
from assay.web.patterns.asked import Asked, list_chips, read_asked
from assay.web.patterns.building import find_environment
from assay.web.patterns.keeping import Shelf, name_made
from assay.web.patterns.offered import Offered, list_offered
from assay.web.people.log import note
from assay.web.printing import print_once, send_pdf, show_unprintable
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.web.speaking import READER


@require_safe
def send_paper(request: Request) -> HttpResponse:
    """The patterns as PDF; deals are listed in it only where the user may open them."""
    try:
        reading = open_reading()
    except InputError as error:
        raise Http404 from error
    with reading:
        offered = list_offered(reading, request.user, request.scope)
        asked = read_asked(request.GET, reading, request.scope, offered)
        key = name_made("paper", asked, request.scope, reading.run.run_id, get_language() or "en")
        path = Shelf(settings.HOME.path, reading.version).place_paper(key)
        try:
            pdf = print_once(path, lambda: _write_page(request, reading, asked, offered))
        except InputError as error:
            return show_unprintable(request, error)
    if not pdf:
        advice = _("These figures would tell of single deals that you may not open. Choose more deals.")
        return render(request, "fault.html", {"title": _("Not enough to tell"), "advice": advice}, status=404)
    note(request, "exported", "patterns", "patterns.pdf", _("patterns on paper"), query=asked.write())
    return send_pdf(pdf, "patterns.pdf")


def _write_page(request: Request, reading: Reading, asked: Asked, offered: Offered) -> str:
    """The page to print; empty where its figures are withheld. Raises Http404 where no deal has the field chosen."""
    scope = request.scope
    with reading.connection.cursor() as connection:
        narrowed = narrow_results(connection, asked.choice, scope)
        if narrowed.is_withheld:
            return ""
        run = reading.run if scope.everything else blur_comparisons(reading.run)
        try:
            team = read_team(connection, run, asked.field or None, narrowed, PARTS)
        except InputError as error:
            raise Http404 from error
        if not scope.everything:
            beyond = 0 if asked.choice.population is None else count_beyond(connection, asked.choice)
            team = replace(team, before=() if is_telling(beyond) else blur_before(team.before))
            team = replace(team, run=replace(run, comparisons={}) if is_telling(beyond) else run)
    hrefs = {deal.id: settings.PUBLIC_URL + reverse("deal", args=[deal.id]) for deal in team.ended}
    with speak(READER):
        page, _numbers = build_team_page(team, hrefs)
    chosen = "; ".join(f"{chip.kind}: {chip.label}" for chip in list_chips(asked, offered))
    notes = [page.note, _("Narrowed to %(choices)s.") % {"choices": chosen} if chosen else ""]
    if not scope.everything or chosen:
        notes.append(_("What goes with losing and what came before losses is computed over the whole company."))
    return render_team(find_environment(), replace(page, note=" ".join(text for text in notes if text)))
