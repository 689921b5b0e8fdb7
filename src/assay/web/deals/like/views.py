"""From one understood deal: the open ones in which the same is likely at work now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.domain.errors import InputError
from assay.reports.same_situation.reading import Found, find_like, is_reason, seek_like, seek_reasons
from assay.rescue.matching import DriverGround, Matched
from assay.rescue.situation import HELD_OUT, LEAST, LikeDeal
from assay.web.people.log import note_visit
from assay.web.people.sellers import find_deal, name_sellers
from assay.web.request import Request
from assay.web.results import open_reading
from assay.words.taxonomy import load_taxonomy


@dataclass(frozen=True)
class DriverView:
    """A driver sought in an open deal, with the latest row that speaks for it."""

    name: str
    percent: float
    grounds: int
    latest: DriverGround | None


@dataclass(frozen=True)
class DealView:
    """An open deal to be called."""

    deal: LikeDeal
    percent: float
    owner: str
    drivers: list[DriverView]
    matched: Matched | None


@never_cache
@require_safe
def show_like(request: Request, deal_id: int) -> HttpResponse:
    """Which open deals are in the same situation. reason: drivers instead of the verdict, by a person who knows."""
    found_deal = find_deal(deal_id) if deal_id < 2**63 else None
    if found_deal is None or not request.scope.holds(deal_id, found_deal[1]):
        raise Http404
    taxonomy = load_taxonomy(settings.HOME)
    names = {one.code: one.name for one in taxonomy.in_use if is_reason(one.code, taxonomy)}
    chosen = [code for code in request.GET.getlist("reason")[:40] if code in names]
    context: dict[str, Any] = {
        "deal_id": deal_id,
        "name": found_deal[0],
        "least": 100 * LEAST,
        "groups": _group(taxonomy.groups, taxonomy.in_use, names, chosen),
    }
    scope = request.scope
    try:
        with open_reading() as reading:
            sought = (
                seek_reasons(chosen, taxonomy, deal_id) if chosen else seek_like(reading.connection, deal_id, taxonomy)
            )
            found = find_like(
                reading.connection,
                sought,
                share=0.0 if settings.HOME.settings.get("hold_out", "").strip().lower() == "no" else HELD_OUT,
                sellers=None if scope.everything else scope.sellers,
                deals=scope.deals,
                closed=scope.closed,
            )
            context |= _describe(found, names)
    except InputError as error:
        context |= {"problem": str(error)}
    note_visit(request, "saw", "deal", deal_id, found_deal[0], deal=str(deal_id), like=",".join(chosen) or "verdict")
    return render(request, "deals/like.html", context)


def _group(groups: Any, drivers: Any, names: Mapping[str, str], chosen: list[str]) -> list[tuple[str, list[Any]]]:
    known = [one for one in drivers if one.code in names]
    found = [
        (group.name, [(one.code, one.name, one.code in chosen) for one in known if one.group == group.code])
        for group in groups
    ]
    return [(name, choices) for name, choices in found if choices]


def _describe(found: Found, names: Mapping[str, str]) -> dict[str, Any]:
    owners = name_sellers([one.owner_id for one in found.proposed])
    held = sum(one.is_held_out and one.probability > LEAST and not one.is_dead for one in found.ranked)
    sought = sorted(found.sought.weights.items(), key=lambda pair: -pair[1])
    return {
        "sought": [(names.get(driver, driver), 100 * weight) for driver, weight in sought if weight >= 0.005],
        "is_by_verdict": found.sought.source == "verdict",
        "deals": [_view(one, found, names, owners.get(one.owner_id, "")) for one in found.proposed],
        "held_out": held,
    }


def _view(one: LikeDeal, found: Found, names: Mapping[str, str], owner: str) -> DealView:
    drivers = []
    for driver in one.at_work:
        grounds = found.grounds.get((one.deal_id, driver.driver), [])
        if driver.p >= 0.005 or grounds:
            name = names.get(driver.driver, driver.driver)
            drivers.append(DriverView(name, 100 * driver.p, len(grounds), grounds[0] if grounds else None))
    return DealView(one, 100 * one.probability, owner, drivers, found.matched.get(one.deal_id))
