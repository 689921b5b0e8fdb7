"""Deals by the API: lists, and one deal with all that is known of it."""

from typing import Any

from django.conf import settings
from django.http import Http404
from ninja import Query, Router

from assay.reports.catalogue.listing import find_deal as find_listed
from assay.reports.catalogue.listing import list_deals as list_catalogue
from assay.reports.catalogue.opening import open_catalogue
from assay.tables.statement import OPEN_STATEMENT
from assay.web.api.asking import find_seen
from assay.web.api.shapes import deals as shapes
from assay.web.api.shapes.plain import Id
from assay.web.confirming.reading import read_confirmed
from assay.web.deals.listed.asked import read_asked
from assay.web.people.log import note_visit
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.words.taxonomy import load_taxonomy

router = Router(tags=["deals"])

_MOST_EVIDENCE, _MOST_STATEMENTS = 50, 200


@router.get("deals", response=shapes.DealPage, summary="Deals that the person may see")
def list_deals(request: Request, query: Query[shapes.DealQuery]) -> shapes.DealPage:
    """The page after this one is asked for by the query in `next`."""
    catalogue = open_catalogue(settings.HOME)
    asked = read_asked(request.GET)
    page = list_catalogue(catalogue, request.scope, asked.filters, asked.order, asked.after, query.limit)
    more = asked.write(after=page.after) if page.after else None
    return shapes.DealPage(deals=[shapes.Deal.of(deal) for deal in page.deals], next=more)


@router.get("deals/{deal_id}", response=shapes.WholeDeal, summary="One deal: reasons, findings, statements")
def read_deal(request: Request, deal_id: Id) -> shapes.WholeDeal:
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
