"""The page of all deals in scope, and its CSV."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assay.domain.errors import InputError
from assay.reports.catalogue.listing import MOST_COUNTED, count_deals, list_deals, walk_deals
from assay.reports.catalogue.opening import Catalogue, open_catalogue
from assay.web.csv_lines import send_lines
from assay.web.deals.listed.asked import Asked, read_asked
from assay.web.deals.listed.csv_rows import write_rows
from assay.web.deals.listed.saved import list_views
from assay.web.deals.listed.showing import list_chips, list_fields, list_heads, list_outcomes
from assay.web.people.log import note
from assay.web.request import Request

PAGE_SIZE = 50


@require_safe
def show_list(request: Request) -> HttpResponse:
    """The deals in scope, narrowed, sorted and paged as the address says. A part of the page where htmx asks."""
    asked = read_asked(request.GET)
    try:
        catalogue = open_catalogue(settings.HOME)
    except InputError:
        return render(request, "deals/no_list.html")
    page = list_deals(catalogue, request.scope, asked.filters, asked.order, asked.after, PAGE_SIZE)
    context = {
        "asked": asked,
        "deals": page.deals,
        "next": asked.write(after=page.after) if page.after else "",
        "first": asked.write() if asked.after else None,
        "chips": list_chips(catalogue, request.scope, asked),
        "heads": list_heads(asked),
        "query": asked.write(),
        "currency": catalogue.meta["home_currency"],
        **_count(catalogue, request, asked),
    }
    if request.htmx and not request.htmx.history_restore_request:
        response = render(request, "deals/listed.html", {**context, "is_part": True})
        response["HX-Push-Url"] = f"{request.path}?{asked.write()}"
    else:
        response = render(request, "deals/list.html", {**context, **_describe_form(catalogue, request, asked)})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _count(catalogue: Catalogue, request: Request, asked: Asked) -> dict[str, object]:
    count = count_deals(catalogue, request.scope, asked.filters)
    return {
        "count": min(count, MOST_COUNTED),
        "is_more": count > MOST_COUNTED,
        "has_any": count > 0 or catalogue.count_in(request.scope) > 0,
    }


def _describe_form(catalogue: Catalogue, request: Request, asked: Asked) -> dict[str, object]:
    return {
        "fields": list_fields(catalogue, request.scope),
        "outcomes": list_outcomes(catalogue, asked),
        "typed": {name: request.GET.get(name, "") for name in ("opened_from", "opened_to", "closed_from", "closed_to")},
        "views": list_views(request.user),
        "as_of": catalogue.meta["as_of"],
    }


@require_safe
def send_csv(request: Request) -> HttpResponseBase:
    """The whole list as CSV, written while it is read. The log keeps who took it along."""
    asked = read_asked(request.GET)
    try:
        catalogue = open_catalogue(settings.HOME)
    except InputError:
        return render(request, "deals/no_list.html", status=404)
    count = count_deals(catalogue, request.scope, asked.filters)
    note(request, "exported", "deals", "", _("list of deals"), query=asked.write(), deals=min(count, MOST_COUNTED))
    deals = walk_deals(catalogue, request.scope, asked.filters, asked.order)
    return send_lines(write_rows(deals, catalogue.meta["home_currency"]), "deals.csv")
