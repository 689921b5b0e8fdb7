"""From one understood deal: the open ones in which the same is likely at work now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.domain.errors import InputError
from assay.reports.same_situation.reading import Found, is_reason, seek_known, seek_reasons
from assay.rescue.matching import DriverGround, Matched
from assay.rescue.situation import LEAST, LikeDeal, count_held_out
from assay.web.confirming.reading import find_confirmed, read_confirmed
from assay.web.people.log import note_visit
from assay.web.plays.allowing import list_visible
from assay.web.plays.suggesting import suggest_like
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import Taxonomy


@dataclass(frozen=True)
class DriverView:
    """A driver sought in an open deal, with the latest row that speaks for it."""

    code: str
    name: str
    percent: float
    grounds: int
    latest: DriverGround | None


@dataclass(frozen=True)
class DealView:
    """An open deal to be called. play: the one that is under way for it."""

    deal: LikeDeal
    percent: float
    owner: str
    driver: str
    drivers: list[DriverView]
    matched: Matched | None
    play: int | None = None


@never_cache
@require_safe
def show_like(request: Request, deal_id: int) -> HttpResponse:
    """Which open deals are in the same situation. reason: drivers instead of the verdict, by a person who knows."""
    taxonomy = speak_taxonomy()
    names = {one.code: one.name for one in taxonomy.in_use if is_reason(one.code, taxonomy)}
    chosen = [code for code in request.GET.getlist("reason")[:40] if code in names]
    try:
        opened = open_reading()
    except InputError as error:
        # before the first run there is no file of any deal, and none like it
        raise Http404 from error
    with opened as reading:
        name = _find_name(request, reading, deal_id)
        try:
            found = _seek(request, reading, deal_id, chosen, taxonomy)
            context = _describe(found, names, reading, _list_under_way(request))
        except InputError as error:
            context = {"problem": str(error)}
    groups = _group(taxonomy.groups, taxonomy.in_use, names, chosen)
    note_visit(request, "saw", "deal", deal_id, name, deal=str(deal_id), like=",".join(chosen) or "verdict")
    known = find_confirmed(deal_id)
    context |= {"confirmed": known if known and known.is_standing else None}
    context |= {"deal_id": deal_id, "name": name, "least": 100 * LEAST, "groups": groups}
    return render(request, "deals/like.html", context)


def _find_name(request: Request, reading: Reading, deal_id: int) -> str:
    """What the deal is called. Raises Http404 where there is none, or none that the user may see."""
    found = reading.connection.execute(
        "SELECT coalesce(name, source_id), owner_id FROM deal WHERE id = CAST(? AS HUGEINT) AND NOT is_deleted",
        [str(deal_id)],
    ).fetchall()
    if not found or not request.scope.holds(deal_id, found[0][1]):
        raise Http404
    return str(found[0][0])


def _seek(request: Request, reading: Reading, deal_id: int, chosen: list[str], taxonomy: Taxonomy) -> Found:
    """Raises InputError where nothing is known of why the deal ended, and nothing was chosen."""
    connection = reading.connection
    if chosen:
        sought = seek_reasons(chosen, taxonomy, deal_id)
    else:
        sought = seek_known(connection, deal_id, read_confirmed(deal_id), taxonomy)
    return suggest_like(request, connection, sought, loss_id=deal_id)


def _group(groups: Any, drivers: Any, names: Mapping[str, str], chosen: list[str]) -> list[tuple[str, list[Any]]]:
    known = [one for one in drivers if one.code in names]
    found = [
        (group.name, [(one.code, one.name, one.code in chosen) for one in known if one.group == group.code])
        for group in groups
    ]
    return [(name, choices) for name, choices in found if choices]


def _list_under_way(request: Request) -> dict[tuple[int, str], int]:
    """The plays that the user may see and that nothing came back from yet, by deal and driver."""
    waiting = list_visible(request).filter(dropped_at=None, ended_at=None, answered_at=None)
    return {(deal, driver): number for number, deal, driver in waiting.values_list("pk", "deal_id", "driver")}


def _describe(
    found: Found, names: Mapping[str, str], reading: Reading, plays: Mapping[tuple[int, str], int]
) -> dict[str, Any]:
    sought = sorted(found.sought.weights.items(), key=lambda pair: -pair[1])
    return {
        "sought": [(names.get(driver, driver), 100 * weight) for driver, weight in sought if weight >= 0.005],
        "source": found.sought.source,
        "deals": [_view(one, found, names, reading.names.name_seller(one.owner_id), plays) for one in found.proposed],
        "held_out": count_held_out(found.ranked),
        "currency": reading.run.home_currency,
    }


def _view(
    one: LikeDeal, found: Found, names: Mapping[str, str], owner: str, plays: Mapping[tuple[int, str], int]
) -> DealView:
    drivers = []
    for driver in one.at_work:
        grounds = found.grounds.get((one.deal_id, driver.driver), [])
        if driver.p >= 0.005 or grounds:
            name = names.get(driver.driver, driver.driver)
            drivers.append(
                DriverView(driver.driver, name, 100 * driver.p, len(grounds), grounds[0] if grounds else None)
            )
    likeliest = max(one.at_work, key=lambda driver: driver.p * found.sought.weights[driver.driver]).driver
    play = plays.get((one.deal_id, likeliest))
    return DealView(one, 100 * one.probability, owner, likeliest, drivers, found.matched.get(one.deal_id), play)
