"""The page of lost deals of which the reason has passed, and its section on the page of today."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.asking.ask import Ask, ask_through
from assay.domain.errors import InputError
from assay.reports.catalogue.opening import Catalogue
from assay.rescue.won_back import Change, Told, Why, WonBack, watch_lost
from assay.web.confirming.reading import read_all_confirmed
from assay.web.debriefs.models import Action, AskedPerson
from assay.web.home.sections import SHOWN, Line, Section
from assay.web.learning.models import Plan
from assay.web.people.log import note_visit
from assay.web.people.sellers import name_sellers
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.spoken_taxonomy import speak_taxonomy

_PAGE_SIZE = 20


@dataclass(frozen=True)
class BackView:
    """One lost deal. whys: what is said of each."""

    deal: WonBack
    owner: str
    driver: str
    whys: list[str]


def watch(request: Request, ask: Ask, *, is_welcome: bool = False) -> list[WonBack]:
    """The lost deals that the user may see and for which there is a reason to speak again.

    is_welcome: of those alone whose buyer said that we may come back.
    """
    told = read_told()
    among = [deal for deal, known in told.items() if known.comes_back] if is_welcome else None
    return watch_lost(ask, timezone.localdate(), told, read_changes(), request.scope.sight, among)


def find_ready(ask: Ask) -> list[WonBack]:
    """Of all lost deals those whose buyer said that we may come back, and for which something else speaks too."""
    told = read_told()
    among = [deal for deal, known in told.items() if known.comes_back]
    found = watch_lost(ask, timezone.localdate(), told, read_changes(), among=among) if among else []
    return [one for one in found if _is_ready(one)]


def _is_ready(one: WonBack) -> bool:
    return len(one.whys) > 1


def read_told() -> dict[int, Told]:
    """What buyers said to coming back, what they told of their contract, and which main reason was confirmed.

    Of several people of one deal a yes counts before a no: whoever said it may be spoken to.
    """
    found: dict[int, dict[str, Any]] = {}
    asked = AskedPerson.objects.filter(removed_at=None, debrief__kind="buyer", comes_back__isnull=False)
    for deal, yes, at in asked.order_by("comes_back_at").values_list("debrief__deal_id", "comes_back", "comes_back_at"):
        told = found.setdefault(deal, {})
        if yes or not told.get("comes_back"):
            told |= {"comes_back": yes, "said_on": timezone.localdate(at) if at else None}
    for deal, ends in Plan.objects.exclude(contract_ends=None).values_list("deal_id", "contract_ends"):
        found.setdefault(deal, {})["contract_ends"] = ends
    for deal, mains in read_all_confirmed().items():
        found.setdefault(deal, {})["main"] = mains[0].driver
    return {deal: Told(**told) for deal, told in found.items()}


def read_changes() -> list[Change]:
    """Actions that were done against a driver, the latest first: what they changed is told as it was stated then."""
    done = Action.objects.exclude(done_at=None).exclude(driver="").filter(dropped_at=None).order_by("-done_at")
    return [
        Change(one.driver, one.changes or one.what, timezone.localdate(one.done_at))
        for one in done[:200]
        if one.done_at
    ]


@never_cache
@require_safe
def show_won_back(request: Request) -> HttpResponse:
    """Lost deals that may be spoken to again, with why now."""
    try:
        opened = open_reading()
    except InputError:
        return render(request, "plays/won_back.html", {"has_run": False})
    with opened as reading:
        found = watch(request, ask_through(reading.connection))
    page = Paginator(found, _PAGE_SIZE).get_page(request.GET.get("page"))
    names = {one.code: one.name for one in speak_taxonomy().drivers}
    owners = name_sellers([one.owner_id for one in page])
    deals = [
        BackView(one, owners.get(one.owner_id, ""), names.get(one.driver, ""), [say_why(why) for why in one.whys])
        for one in page
    ]
    context = {"has_run": True, "page": page, "deals": deals, "currency": reading.run.home_currency}
    note_visit(request, "saw", "won_back", "")
    return render(request, "plays/won_back.html", context)


def say_why(why: Why) -> str:
    """One reason to speak again, in a sentence."""
    words = {
        "consent": _("The buyer said on %(day)s that we may come back."),
        "changed": _("We changed something about it on %(day)s: %(about)s"),
        "contract": _("Their contract with the vendor they chose ends on %(day)s."),
        "moved": _("On %(day)s one of theirs joined another company: %(about)s"),
        "leader": _("On %(day)s somebody came to lead there: %(about)s"),
    }
    return words[why.kind] % {"day": date_format(why.on, "SHORT_DATE_FORMAT"), "about": why.about or "–"}


def list_won_back(request: Request, catalogue: Catalogue) -> Section | None:
    """Lost deals whose buyer said that we may come back, and for which something else speaks too; None for none."""
    try:
        opened = open_reading()
    except InputError:
        return None
    with opened as reading:
        welcome = watch(request, ask_through(reading.connection), is_welcome=True)
    found = [one for one in welcome if _is_ready(one)]
    if not found:
        return None
    lines = [
        Line(name=one.name, why=say_why(one.whys[0]), address=reverse("after_loss", args=[one.deal_id]))
        for one in found[:SHOWN]
    ]
    return Section(
        name="won_back",
        title=_("Lost deals whose reason has passed"),
        rule=_("Their buyer said that we may come back, and something has changed since."),
        lines=lines,
        count=len(found),
        all_at=reverse("won_back"),
    )
