"""The ledger's page, and the same as a file."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.asking.ask import Ask, ask_through
from assay.domain.errors import InputError
from assay.rescue.ledger.drawn import HORIZON
from assay.web.csv_lines import send_lines, write_lines
from assay.web.people.log import note_visit
from assay.web.people.models import Role
from assay.web.plays.allowing import list_visible
from assay.web.plays.ledger.gathering import Beside, LedgerRow, read_beside, read_rows, sum_rows
from assay.web.plays.ledger.lines import COLUMNS, list_lines
from assay.web.plays.ledger.telling import lay_lot, lay_matched, say_cost, say_more, say_points, say_verdict
from assay.web.plays.models import Play
from assay.web.request import Request
from assay.web.results import open_reading

_PAGE_SIZE = 50

#: within so many days what became of a deal may be counted
HORIZONS = (30, HORIZON, 180)

#: a rep is shown figures of the team that rest on so many plays of so many people at least, and on no fewer
LEAST_PLAYS, LEAST_PEOPLE = 5, 3


@never_cache
@require_safe
def show_ledger(request: Request) -> HttpResponse:
    """Every play that the user may see, the totals, and the two comparisons. days: within which wins are counted."""
    days = _read_days(request)
    context: dict[str, Any] = {"days": days, "horizons": HORIZONS, "holds_out": settings.HOME.holds_out}
    try:
        opened = open_reading()
    except InputError:
        return render(request, "plays/ledger.html", context | {"no_run": True})
    with opened as reading:
        ask = ask_through(reading.connection)
        rows = read_rows(ask, list_visible(request))
        context |= describe_ledger(request, ask, rows, days, reading.run.home_currency)
    context["page"] = Paginator(rows, _PAGE_SIZE).get_page(request.GET.get("page"))
    note_visit(request, "saw", "ledger", str(days))
    return render(request, "plays/ledger.html", context)


@never_cache
@require_safe
def send_ledger(request: Request) -> HttpResponseBase:
    """The plays that the user may see as CSV."""
    try:
        opened = open_reading()
    except InputError:
        return send_lines(write_lines([COLUMNS]), "ledger.csv")
    with opened as reading:
        rows = read_rows(ask_through(reading.connection), list_visible(request))
    note_visit(request, "took", "ledger", "csv")
    return send_lines(write_lines([COLUMNS, *list_lines(rows)]), "ledger.csv")


def _read_days(request: Request) -> int:
    told = request.GET.get("days", "")
    return int(told) if told in map(str, HORIZONS) else HORIZON


def describe_ledger(request: Request, ask: Ask, rows: list[LedgerRow], days: int, currency: str) -> dict[str, Any]:
    """The totals and both comparisons, as far as the reader may know them; too_few where these are kept from a rep."""
    scope = request.scope
    everybody = scope.everything
    is_rep = not everybody and request.user.role != Role.MANAGER
    context: dict[str, Any] = {"currency": currency, "is_rep": is_rep, "own": sum_rows(rows)}
    team = rows if not is_rep else read_rows(ask, _list_of_team(request))
    totals = sum_rows(team)
    if is_rep and (totals.plays < LEAST_PLAYS or totals.people < LEAST_PEOPLE):
        return context | {"too_few": True, "least_plays": LEAST_PLAYS, "least_people": LEAST_PEOPLE}
    sellers = None if everybody else scope.team_sellers or frozenset()
    beside = read_beside(ask, sellers, days=days, closed=scope.closed)
    return context | {"totals": totals} | describe_beside(beside, currency)


def _list_of_team(request: Request) -> Any:
    """The plays about deals of the reader's team; nothing of them but totals is shown."""
    found = Play.objects.select_related("owner").filter(deal_owner_id__in=request.scope.team_sellers or ())
    return found.exclude(deal_id__in=request.scope.closed)


def describe_beside(beside: Beside, currency: str) -> dict[str, Any]:
    """What the page and the command say of the two comparisons."""
    judged, compared = beside.judged, beside.compared
    each = judged.wins.each
    money = currency or _("(no currency)")
    return {
        "beside": beside,
        "verdict": say_verdict(beside),
        "more": say_more(beside)
        if judged.suggestions and not (judged.wins.difference and judged.wins.difference.excludes(0))
        else "",
        "cost": say_cost(beside) if judged.suggestions else "",
        "lot_rows": [
            (title, sides)
            for title, sides in (
                (_("Won"), lay_lot(judged.wins)),
                (_("Value won for each deal"), lay_lot(judged.value, money)),
                (_("Spoke again after silence"), lay_lot(judged.revived)),
            )
            if sides
        ],
        "each": say_points(each) if each and (each.low > -1 or each.high < 1) else "",
        "is_each_open": judged.wins.difference is not None and (each is None or (each.low <= -1 and each.high >= 1)),
        "uptake": say_points(judged.wins.uptake) if judged.wins.uptake else "",
        "matched_rows": [
            (title, sides)
            for title, sides in (
                (_("Won"), lay_matched(compared.wins)),
                (_("Value won for each deal"), lay_matched(compared.value, money)),
            )
            if sides
        ],
    }
