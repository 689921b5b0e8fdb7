"""What can still be done, by the API: deals at risk, lost deals to speak to again, who else can talk, what to offer."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse
from ninja import Router

from assay.asking.ask import ask_through
from assay.reports.same_situation.reading import seek_reasons
from assay.rescue.at_risk import list_at_risk
from assay.rescue.offers.reading import read_offers
from assay.rescue.offers.references import propose_references
from assay.rescue.remedies import find_remedy
from assay.web.api.asking import find_seen
from assay.web.api.paging import Page, give_page
from assay.web.api.shapes import rescue as shapes
from assay.web.api.shapes.plain import Driver, Id
from assay.web.people.log import note_visit
from assay.web.plays.won_back import watch
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.ties.manners import read_manners
from assay.web.ties.reading import seek_ways
from assay.words.taxonomy import load_taxonomy

router = Router(tags=["deals"])


@router.get("at-risk", response=shapes.Risks, summary="Open deals with reasons likely at work, and by when to act")
def at_risk(request: Request, response: HttpResponse, page: Page = 1) -> shapes.Risks:
    """Value times probability first, 100 a page."""
    with open_reading() as reading:
        found = list_at_risk(ask_through(reading.connection), request.scope.sight)
        shown = []
        for one in give_page(request, response, found, page):
            remedy = find_remedy(one.reasons[0].driver)
            owner = reading.names.name_seller(one.owner_id) or ""
            shown.append(shapes.Risk.of(one, owner, remedy.ask if remedy else "", remedy.step if remedy else ""))
    note_visit(request, "saw", "at_risk", "", by="api")
    return shapes.Risks(count=len(found), deals=shown)


@router.get("won-back", response=list[shapes.WonBack], summary="Lost deals of which the reason has passed")
def won_back(request: Request, response: HttpResponse, page: Page = 1) -> list[shapes.WonBack]:
    """100 a page; none whose buyer said no."""
    with open_reading() as reading:
        found = watch(request, ask_through(reading.connection))
    note_visit(request, "saw", "won_back", "", by="api")
    return [
        shapes.WonBack(
            deal_id=str(one.deal_id), name=one.name, value=one.value, closed_on=one.closed_on, driver=one.driver,
            may_call=one.may_call, whys=[shapes.Why(kind=w.kind, on=w.on, about=w.about) for w in one.whys],
        )
        for one in give_page(request, response, found, page)
    ]  # fmt: skip


@router.get("deals/{deal_id}/ties", response=shapes.Ways, summary="Who else can talk to the buyer")
def ties(request: Request, deal_id: Id, reason: Driver = "") -> shapes.Ways:
    """With the path from us to them; of deals that the person may not see, a colleague's name alone."""
    number, name, _owner = find_seen(request, deal_id)
    note_visit(request, "saw", "deal", number, name, deal=str(number), ties=reason, by="api")
    with open_reading() as reading:
        found = seek_ways(request, ask_through(reading.connection), number, reason)
    ways = [
        shapes.Way(
            group=way.group, through=way.through, name=way.name, about=way.about,
            path=[place.name for place in way.places], from_them=way.figures.inbound, to_them=way.figures.outbound,
            talks=way.figures.meetings, last_word_at=_moment(way.figures.last_word_at), hindered=way.hindered,
            is_sure=way.is_sure,
        )
        for way in found.ways
    ]  # fmt: skip
    names = [one.name for one in found.unnamed]
    return shapes.Ways(driver=found.driver, ways=ways, colleagues_who_know_someone=names, missing=list(found.missing))


@router.get("offers", response=shapes.Offers, summary="What was done against a concern, and how deals went")
def offers(request: Request, reason: Driver) -> shapes.Offers:
    """Beside deals alike in which it was not done; people who may be asked for a reference."""
    taxonomy = load_taxonomy(settings.HOME)
    (driver,) = seek_reasons([reason], taxonomy).weights
    note_visit(request, "saw", "offers", driver, by="api")
    with open_reading() as reading:
        ask = ask_through(reading.connection)
        told = [
            shapes.Offer(
                measure=one.measure, done_n=one.done_n, done_won=one.done_won, not_n=one.not_n, not_won=one.not_won,
                difference=one.difference.mid if one.difference else None,
                difference_low=one.difference.low if one.difference else None,
                difference_high=one.difference.high if one.difference else None, verdict=one.verdict,
            )
            for one in read_offers(ask, driver)
        ]  # fmt: skip
        people = propose_references(ask, driver, read_manners(), sight=request.scope.sight)
    return shapes.Offers(driver=driver, offers=told, references=[one.name for one in people if not one.hindered])


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
