"""The page of open deals at risk: what is at work, what can still be done, and by when."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.asking.ask import ask_through
from assay.domain.errors import InputError
from assay.rescue.at_risk import AtRisk, list_at_risk
from assay.rescue.remedies import Remedy, find_remedy
from assay.rescue.situation import LEAST
from assay.web.people.log import note_visit
from assay.web.plays.models import Play
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.spoken_taxonomy import speak_taxonomy

_PAGE_SIZE = 20


@dataclass(frozen=True)
class RiskView:
    """One deal. is_late: its day has passed.  drivers: code, name, percent, rows, since when; likeliest first."""

    deal: AtRisk
    owner: str
    act_by: datetime
    is_late: bool
    decision: datetime | None
    drivers: list[tuple[str, str, float, int, datetime | None]]
    driver: str
    remedy: Remedy | None
    has_play: bool


@never_cache
@require_safe
def show_at_risk(request: Request) -> HttpResponse:
    """Open deals that the user may see. when=now: those for which the time is now; by default all, value first."""
    when = "now" if request.GET.get("when") == "now" else ""
    try:
        opened = open_reading()
    except InputError:
        return render(request, "plays/at_risk.html", {"has_run": False})
    with opened as reading:
        found = list_at_risk(ask_through(reading.connection), request.scope.sight)
        now = int(timezone.now().timestamp())
        chosen = [one for one in found if not when or _is_urgent(one, now)]
        page = Paginator(chosen, _PAGE_SIZE).get_page(request.GET.get("page"))
        names = {one.code: one.name for one in speak_taxonomy().drivers}
        playing = set(Play.objects.filter(dropped_at=None, ended_at=None).values_list("deal_id", flat=True))
        views = [
            _view(one, reading.names.name_seller(one.owner_id), names, request.LANGUAGE_CODE, one.deal_id in playing)
            for one in page
        ]
    context = {
        "has_run": True,
        "when": when,
        "page": page,
        "deals": views,
        "count": len(found),
        "urgent": sum(_is_urgent(one, now) for one in found),
        "as_of": _day(reading.run.as_of),
        "least": 100 * LEAST,
        "currency": reading.run.home_currency,
    }
    note_visit(request, "saw", "at_risk", when)
    return render(request, "plays/at_risk.html", context)


def _view(one: AtRisk, owner: str, names: dict[str, str], language: str, has_play: bool) -> RiskView:
    drivers = [
        (reason.driver, names.get(reason.driver, reason.driver), 100 * reason.p, reason.rows, _day(reason.since))
        for reason in one.reasons
    ]
    act_by = datetime.fromtimestamp(one.act_by, UTC)
    first = one.reasons[0].driver
    remedy = find_remedy(first, language)
    return RiskView(
        one, owner, act_by, act_by < timezone.now(), _day(one.decision_at), drivers, first, remedy, has_play
    )


def _is_urgent(one: AtRisk, now: int) -> bool:
    """Results may be older than today: what was ahead of them may have passed."""
    return one.days_left == 0 or one.act_by < now


def _day(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
