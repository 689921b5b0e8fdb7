"""What to offer, as pages show it: by concern, with or without a deal, and as a part of preparing a play."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.asking.ask import Ask
from assay.domain.tongue import speak
from assay.reports.catalogue.scope import Scope
from assay.reports.offers.wording import say_offer
from assay.reports.patterns.floor import FLOOR
from assay.rescue.offers.reading import (
    Cases,
    Offer,
    WonCase,
    choose_drivers,
    is_worked_out,
    read_cases,
    read_offers,
)
from assay.rescue.offers.references import ReferencePerson, propose_references
from assay.web.learning.actions.figures import name_driver
from assay.web.learning.reading import open_ask
from assay.web.material.forms import list_driver_groups
from assay.web.material.keeping import list_material
from assay.web.material.models import Material
from assay.web.people.log import note_visit
from assay.web.people.sellers import find_deal, name_sellers
from assay.web.request import Request
from assay.web.speaking import READER
from assay.web.ties.manners import read_manners
from assay.web.whole_numbers import read_id
from assay.words.measures.measure import load_measures

#: points either side of none that a line of the picture reaches
_REACH = 0.5
#: width of the picture, with none in its middle
PICTURE = 200


@dataclass(frozen=True)
class Line:
    """The interval as a picture, in units of a line that is PICTURE wide with none in its middle."""

    low: float
    mid: float
    span: float


@dataclass(frozen=True)
class OfferView:
    """Something that was done against the concern. told: what may be said of it.  line: None where nothing may."""

    code: str
    name: str
    definition: str
    told: str
    verdict: str
    cases: int
    line: Line | None


@dataclass(frozen=True)
class CaseView:
    """A won deal with the concern, and what was done there: name of the measure, day, table and row."""

    case: WonCase
    done: list[tuple[str, int, str, int]]


@dataclass(frozen=True)
class Offered:
    """Everything against one concern. is_counted: what was done was counted after the last run or one before.

    ended, won: deals in which it came up; None where too few to be told.  asked_colleagues: owners of won deals that
    the reader may not see.
    """

    driver: str
    name: str
    is_counted: bool
    ended: int | None
    won: int | None
    offers: list[OfferView]
    cases: list[CaseView]
    asked_colleagues: list[str]
    people: list[ReferencePerson]
    material: list[Material]


@never_cache
@require_safe
def show_offers(request: Request) -> HttpResponse:
    """What to offer against one concern; for a deal, where the address names one that the user may see."""
    deal_id, deal_name = _find_asked(request)
    driver = request.GET.get("driver", "")[:80]
    groups = list_driver_groups()
    known = {code for _name, drivers in groups for code, _label in drivers}
    if driver and driver not in known:
        raise Http404
    with open_ask() as ask:
        drivers = [driver] if driver else choose_drivers(ask, deal_id) if ask and deal_id is not None else []
        offered = [describe_offered(request, ask, one, deal_id) for one in drivers] if ask else []
        context = {
            "offered": offered,
            "groups": groups,
            "driver": driver,
            "deal_id": deal_id,
            "deal_name": deal_name,
            "has_run": ask is not None,
            "is_asked": bool(drivers or deal_id is not None),
            "picture": PICTURE,
        }
    note_visit(request, "saw", "offers", driver or str(deal_id or ""), deal_name, **_name_deal(deal_id))
    return render(request, "material/offers.html", context)


def describe_offered(request: Request, ask: Ask, driver: str, deal_id: int | None) -> Offered:
    """What is known to be done against a concern, by what the user may see."""
    scope = request.scope
    cases = read_cases(ask, driver, deal_id=deal_id, sight=scope.sight)
    is_told = scope.everything or cases.won + cases.lost >= FLOOR
    names = {one.code: one.name_in(_language()) for one in load_measures().every}
    people = propose_references(ask, driver, read_manners(), deal_id=deal_id, sight=scope.sight)
    return Offered(
        driver=driver,
        name=name_driver(driver),
        is_counted=is_worked_out(ask),
        ended=cases.won + cases.lost if is_told else None,
        won=cases.won if is_told else None,
        offers=[_view_offer(one, scope) for one in read_offers(ask, driver)],
        cases=_view_cases(cases, names),
        asked_colleagues=[name for name in name_sellers(cases.hidden_owners).values() if name],
        people=people,
        material=list_material([driver]),
    )


def _find_asked(request: Request) -> tuple[int | None, str]:
    """The deal that the address names. Raises Http404 for one that is not there or may not be seen."""
    told = request.GET.get("deal", "")
    if not told:
        return None, ""
    deal_id = read_id(told)
    found = find_deal(deal_id) if deal_id is not None else None
    if deal_id is None or found is None or not request.scope.holds(deal_id, found[1]):
        raise Http404
    return deal_id, found[0]


def _name_deal(deal_id: int | None) -> dict[str, str]:
    return {} if deal_id is None else {"deal": str(deal_id)}


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def _view_offer(one: Offer, scope: Scope) -> OfferView:
    """The figures, unless they would tell somebody of single deals that are not theirs to see."""
    measure = load_measures().by_code.get(one.measure)
    is_told = scope.everything or min(one.done_n, one.not_n) >= FLOOR
    with speak(READER):
        told = say_offer(one) if is_told else _("Not enough to tell: too few deals.")
    return OfferView(
        code=one.measure,
        name=name_measure(one.measure),
        definition=measure.define_in(_language()) if measure else "",
        told=told,
        verdict=one.verdict if is_told else "not_enough",
        cases=one.cases if is_told else 0,
        line=_draw_line(one) if is_told and one.difference else None,
    )


def name_measure(code: str) -> str:
    """What was done, in the reader's language; its code where it is known no longer."""
    measure = load_measures().by_code.get(code)
    return measure.name_in(_language()) if measure else code


def _draw_line(one: Offer) -> Line | None:
    spread = one.difference
    if spread is None:
        return None
    low, mid, high = (_place(value) for value in (spread.low, spread.mid, spread.high))
    return Line(low, mid, round(high - low, 1))


def _place(difference: float) -> float:
    held = min(max(difference, -_REACH), _REACH)
    return round((held + _REACH) / (2 * _REACH) * PICTURE, 1)


def _view_cases(cases: Cases, names: dict[str, str]) -> list[CaseView]:
    return [
        CaseView(one, [(names.get(act.measure, act.measure), act.at, act.table, act.row_id) for act in one.done])
        for one in cases.cases
    ]
