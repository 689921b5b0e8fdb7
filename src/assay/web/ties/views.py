"""The page of a deal that says who else can talk to its buyer."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.domain.errors import InputError
from assay.reports.same_situation.reading import is_reason
from assay.web.debriefs.announcing.views import find_seen
from assay.web.learning.reading import open_ask
from assay.web.people.log import note_visit
from assay.web.request import Request
from assay.web.ties.drawing import draw
from assay.web.ties.reading import seek_ways
from assay.words.taxonomy import load_taxonomy


@never_cache
@require_safe
def show_ties(request: Request, deal_id: int) -> HttpResponse:
    """People tied to the buyer, each with the way to them. reason: a concern instead of the likeliest."""
    deal = find_seen(request, deal_id)
    taxonomy = load_taxonomy(settings.HOME)
    names = {one.code: one.name for one in taxonomy.in_use if is_reason(one.code, taxonomy)}
    asked = request.GET.get("reason", "")
    with open_ask() as ask:
        if ask is None:
            raise Http404
        try:
            found = seek_ways(request, ask, deal_id, asked if asked in names else "")
        except InputError as error:
            raise Http404 from error
    note_visit(request, "saw", "deal", deal_id, deal.name, deal=str(deal_id), ties=found.driver)
    context = {
        "deal": deal,
        "buyer": found.target.account or deal.name,
        "as_of": found.target.as_of,
        "driver": found.driver,
        "driver_name": names.get(found.driver, ""),
        "is_likeliest": asked not in names,
        "drivers": sorted(names.items(), key=lambda pair: pair[1]),
        "drawn": draw(found),
    }
    return render(request, "ties/page.html", context)
