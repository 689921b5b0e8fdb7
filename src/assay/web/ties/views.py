"""The page of a deal that says who else can talk to its buyer."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.asking.ask import ask_through
from assay.domain.errors import InputError
from assay.reports.same_situation.reading import is_reason
from assay.web.people.log import note_visit
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.web.ties.drawing import draw
from assay.web.ties.reading import seek_ways


@never_cache
@require_safe
def show_ties(request: Request, deal_id: int) -> HttpResponse:
    """People tied to the buyer, each with the way to them. reason: a concern instead of the likeliest."""
    taxonomy = speak_taxonomy()
    names = {one.code: one.name for one in taxonomy.in_use if is_reason(one.code, taxonomy)}
    chosen = request.GET.get("reason", "")
    try:
        with open_reading() as reading:
            check_seen(request, reading, deal_id)
            found = seek_ways(request, ask_through(reading.connection), deal_id, chosen if chosen in names else "")
    except InputError as error:
        # before the first run nothing is known of any deal, and after it nothing of one that came since
        raise Http404 from error
    target = found.target
    note_visit(request, "saw", "deal", deal_id, target.name, deal=str(deal_id), ties=found.driver)
    context = {
        "target": target,
        "buyer": target.account or target.name,
        "driver": found.driver,
        "driver_name": names.get(found.driver, ""),
        "is_likeliest": chosen not in names,
        "drivers": sorted(names.items(), key=lambda pair: pair[1]),
        "drawn": draw(found),
    }
    return render(request, "ties/page.html", context)


def check_seen(request: Request, reading: Reading, deal_id: int) -> None:
    """Raises Http404 where there is no such deal, or none that the user may see."""
    owners = reading.connection.execute(
        "SELECT owner_id FROM deal WHERE id = CAST(? AS HUGEINT) AND NOT is_deleted", [str(deal_id)]
    ).fetchall()
    if not owners or not request.scope.holds(deal_id, owners[0][0]):
        raise Http404
