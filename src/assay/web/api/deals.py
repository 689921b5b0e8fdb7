"""Deals by the API: lists, one deal, deals in the same situation, deals at risk, ways and offers."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from ninja import Query, Router

from assay.asking.ask import ask_through
from assay.domain.errors import InputError
from assay.reports.catalogue.listing import find_deal as find_listed
from assay.reports.catalogue.listing import list_deals as list_catalogue
from assay.reports.catalogue.opening import open_catalogue
from assay.reports.same_situation.reading import Found, seek_known, seek_reasons, seek_words
from assay.rescue.at_risk import list_at_risk
from assay.rescue.offers.reading import read_offers
from assay.rescue.offers.references import propose_references
from assay.rescue.remedies import find_remedy
from assay.rescue.situation import LEAST
from assay.tables.statement import OPEN_STATEMENT
from assay.web.api import shapes
from assay.web.api.asking import find_seen
from assay.web.confirming.reading import read_confirmed
from assay.web.deals.listed.asked import read_asked
from assay.web.people.log import note_visit
from assay.web.plays.suggesting import suggest_like
from assay.web.plays.won_back import watch
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.web.ties.manners import read_manners
from assay.web.ties.reading import seek_ways
from assay.words.taxonomy import load_taxonomy

router = Router(tags=["deals"])

_MOST_RISKS, _MOST_EVIDENCE, _MOST_STATEMENTS = 100, 50, 200


@router.get("deals", response=shapes.DealPage, summary="Deals that the person may see")
def list_deals(request: Request, query: Query[shapes.DealQuery]) -> shapes.DealPage:
    """The page after this one is asked for by the query in `next`."""
    catalogue = open_catalogue(settings.HOME)
    asked = read_asked(request.GET)
    page = list_catalogue(catalogue, request.scope, asked.filters, asked.order, asked.after, query.limit)
    more = asked.write(after=page.after) if page.after else None
    return shapes.DealPage(deals=[shapes.Deal.of(deal) for deal in page.deals], next=more)


@router.get("deals/{deal_id}", response=shapes.WholeDeal, summary="One deal: reasons, findings, statements")
def read_deal(request: Request, deal_id: shapes.Id) -> shapes.WholeDeal:
    """Everything has its rows; reasons have their interval."""
    number, name, _owner = find_seen(request, deal_id)
    catalogue = open_catalogue(settings.HOME)
    with open_reading() as reading:
        listed = _find_listed(request, catalogue, number)
        confirmed = read_confirmed(number)
        standing = reading.connection.execute(f"SELECT standing FROM verdict WHERE deal_id = {number:d}").fetchone()
        whole = shapes.WholeDeal(
            deal=shapes.Deal.of(listed),
            standing=standing[0] if standing else None,
            confirmed=None if confirmed is None else [one.driver for one in confirmed],
            reasons=_read_reasons(reading, number),
            findings=_read_findings(reading, number),
            statements=_read_statements(reading, number),
        )
    note_visit(request, "saw", "deal", number, name, deal=str(number), by="api")
    return whole


def _find_listed(request: Request, catalogue: Any, number: int) -> Any:
    found = find_listed(catalogue, request.scope, number)
    if found is None:
        raise Http404
    return found


def _read_reasons(reading: Reading, number: int) -> list[shapes.Reason]:
    names = {one.code: one.name for one in load_taxonomy(settings.HOME).drivers}
    rows = reading.connection.execute(
        "SELECT driver, p_active, p, p_low, p_high, whose, stated_by_rep, stated_by_buyer, for_rows, against_rows"
        f" FROM reason WHERE deal_id = {number:d} ORDER BY rank, driver"
    ).fetchall()
    columns = ("p_active", "p", "p_low", "p_high", "whose", "stated_by_rep", "stated_by_buyer", "rows_for")
    return [
        shapes.Reason(
            driver=row[0], name=names.get(row[0], row[0]), rows_against=row[9],
            **dict(zip(columns, row[1:9], strict=True)),
        )
        for row in rows
    ]  # fmt: skip


def _read_findings(reading: Reading, number: int) -> list[shapes.Finding]:
    rows = reading.connection.execute(
        f"""SELECT f.finding_id, f.signal, s.title, f.sentence, f.hit_at, coalesce(c.verdict, 'not_enough'), c.lift,
          c.lift_low, c.lift_high, coalesce(c.lost_n, 0), coalesce(c.won_n, 0)
        FROM finding f JOIN signal s ON s.signal = f.signal LEFT JOIN comparison c ON c.signal = f.signal
        WHERE f.deal_id = {number:d} ORDER BY f.hit_at DESC NULLS LAST, f.signal"""
    ).fetchall()
    evidence: dict[int, list[shapes.Evidence]] = {}
    for finding, table, row_id, at in reading.connection.execute(
        f"SELECT finding_id, table_name, row_id, occurred_at FROM evidence WHERE deal_id = {number:d}"
        " ORDER BY finding_id, occurred_at, row_id"
    ).fetchall():
        kept = evidence.setdefault(finding, [])
        if len(kept) < _MOST_EVIDENCE:
            kept.append(shapes.Evidence(table=table, row_id=str(row_id), occurred_at=at))
    names = ("signal", "title", "sentence", "hit_at", "association", "lift", "lift_low", "lift_high", "lost_n", "won_n")
    return [shapes.Finding(evidence=evidence.get(row[0], []), **dict(zip(names, row[1:], strict=True))) for row in rows]


def _read_statements(reading: Reading, number: int) -> list[shapes.Statement]:
    rows = reading.connection.execute(
        f"""SELECT side, origin, occurred_at, text FROM statement
        WHERE deal_id = {number:d} AND NOT is_deleted AND {OPEN_STATEMENT} AND coalesce(text, '') <> ''
        ORDER BY occurred_at NULLS FIRST, id LIMIT {_MOST_STATEMENTS}"""
    ).fetchall()
    return [shapes.Statement(side=side, origin=origin, occurred_at=at, text=text) for side, origin, at, text in rows]


@router.get("deals/{deal_id}/like", response=shapes.Like, summary="Open deals in the same situation as this one")
def like_deal(request: Request, deal_id: shapes.Id, query: Query[shapes.ReasonQuery]) -> shapes.Like:
    """By the confirmed verdict, else by that of the run; or by reasons that the person knows of."""
    number, name, _owner = find_seen(request, deal_id)
    taxonomy = load_taxonomy(settings.HOME)
    with open_reading() as reading:
        if query.reason:
            sought = seek_reasons(query.reason, taxonomy, number)
        else:
            sought = seek_known(reading.connection, number, read_confirmed(number), taxonomy)
        found = suggest_like(request, reading.connection, sought, loss_id=number)
        note_visit(request, "saw", "deal", number, name, deal=str(number), like="api")
        return _describe(found, reading)


@router.get("like", response=shapes.Like, summary="Open deals in a situation told by reasons or in words")
def like_told(request: Request, query: Query[shapes.ToldQuery]) -> shapes.Like:
    """Either reasons or text."""
    if bool(query.reason) == bool(query.text.strip()):
        raise InputError(
            "It is not clear what other deals are to be like.", fix="Send reason, once or more, or text, not both."
        )
    taxonomy = load_taxonomy(settings.HOME)
    sought = seek_reasons(query.reason, taxonomy) if query.reason else seek_words(settings.HOME, query.text)
    with open_reading() as reading:
        found = suggest_like(request, reading.connection, sought)
        note_visit(request, "saw", "like", sought.lot[:64], by="api")
        return _describe(found, reading)


def _describe(found: Found, reading: Reading) -> shapes.Like:
    deals = []
    for one in found.proposed:
        matched = found.matched.get(one.deal_id)
        facts = [
            [shapes.Fact(signal=f.signal, title=f.title, missing=f.missing) for f in some]
            for some in ((matched.same, matched.other, matched.unknown) if matched else ((), (), ()))
        ]
        at_work = [
            shapes.AtWork(driver=w.driver, p=w.p, rows=len(found.grounds.get((one.deal_id, w.driver), [])))
            for w in one.at_work
        ]
        deals.append(
            shapes.LikeDeal(
                deal_id=str(one.deal_id), name=one.name, owner=reading.names.name_seller(one.owner_id) or "",
                value=one.value, probability=min(1.0, one.probability), silent_days=one.silent_days, at_work=at_work,
                matches=facts[0], differs=facts[1], unknown=facts[2],
            )
        )  # fmt: skip
    held = sum(one.is_held_out and one.probability > LEAST and not one.is_dead for one in found.ranked)
    return shapes.Like(
        lot=found.sought.lot,
        source=found.sought.source,
        sought=found.sought.weights,
        deals=deals,
        held_out=held,
        least=LEAST,
    )


@router.get("at-risk", response=shapes.Risks, summary="Open deals with reasons likely at work, and by when to act")
def at_risk(request: Request) -> shapes.Risks:
    """Value times probability first."""
    with open_reading() as reading:
        found = list_at_risk(ask_through(reading.connection), request.scope.sight)
        shown = []
        for one in found[:_MOST_RISKS]:
            remedy = find_remedy(one.reasons[0].driver)
            owner = reading.names.name_seller(one.owner_id) or ""
            shown.append(shapes.Risk.of(one, owner, remedy.ask if remedy else "", remedy.step if remedy else ""))
    note_visit(request, "saw", "at_risk", "", by="api")
    return shapes.Risks(count=len(found), deals=shown)


@router.get("won-back", response=list[shapes.WonBack], summary="Lost deals of which the reason has passed")
def won_back(request: Request) -> list[shapes.WonBack]:
    """At most 100; none whose buyer said no."""
    with open_reading() as reading:
        found = watch(request, ask_through(reading.connection))
    note_visit(request, "saw", "won_back", "", by="api")
    return [
        shapes.WonBack(
            deal_id=str(one.deal_id), name=one.name, value=one.value, closed_on=one.closed_on, driver=one.driver,
            may_call=one.may_call, whys=[shapes.Why(kind=w.kind, on=w.on, about=w.about) for w in one.whys],
        )
        for one in found[:_MOST_RISKS]
    ]  # fmt: skip


@router.get("deals/{deal_id}/ties", response=shapes.Ways, summary="Who else can talk to the buyer")
def ties(request: Request, deal_id: shapes.Id, reason: shapes.Driver = "") -> shapes.Ways:
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
def offers(request: Request, reason: shapes.Driver) -> shapes.Offers:
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
