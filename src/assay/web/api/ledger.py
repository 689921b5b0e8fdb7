"""The ledger by the API: the same figures, floors and plays as on its page."""

from django.http import HttpResponse
from ninja import Query, Router

from assay.asking.ask import ask_through
from assay.web.api.paging import give_page
from assay.web.api.shapes import ledger as shapes
from assay.web.people.log import note_visit
from assay.web.plays.allowing import list_visible
from assay.web.plays.ledger.gathering import Beside, LedgerRow, read_rows, sum_rows
from assay.web.plays.ledger.lines import COLUMNS, list_lines
from assay.web.plays.ledger.views import describe_ledger
from assay.web.request import Request
from assay.web.results import open_reading

router = Router(tags=["plays"])


@router.get("ledger", response=shapes.Ledger, summary="Plays and what became of them, beside comparable deals")
def read_ledger(request: Request, response: HttpResponse, query: Query[shapes.LedgerQuery]) -> shapes.Ledger:
    """Own plays and those that the person may see; of the team what its page tells. Newest first, 100 a page."""
    with open_reading() as reading:
        ask = ask_through(reading.connection)
        rows = read_rows(ask, list_visible(request))
        told = describe_ledger(request, ask, rows, query.days, reading.run.home_currency)
    if query.lot:
        rows = [one for one in rows if one.play.lot == query.lot]
        told["own"] = sum_rows(rows)
    beside: Beside | None = told.get("beside")
    note_visit(request, "saw", "ledger", str(query.days), by="api")
    return shapes.Ledger(
        days=query.days,
        currency=reading.run.home_currency or "",
        own=shapes.Sums.of(told["own"]),
        team=shapes.Sums.of(told["totals"]) if "totals" in told else None,
        too_few=bool(told.get("too_few")),
        judged=_judge(beside, told["verdict"]) if beside else None,
        matched=_match(beside) if beside else None,
        plays=_write(give_page(request, response, rows, query.page)),
    )


def _judge(beside: Beside, verdict: str) -> shapes.Judged:
    judged = beside.judged
    return shapes.Judged(
        wins=shapes.ByLot.of(judged.wins), value=shapes.ByLot.of(judged.value),
        revived=shapes.ByLot.of(judged.revived), suggestions=judged.suggestions, held_out=judged.held_out,
        without_lot=beside.without_lot, more=judged.more, verdict=str(verdict),
    )  # fmt: skip


def _match(beside: Beside) -> shapes.Matched:
    compared = beside.compared
    return shapes.Matched(
        wins=shapes.Comparable.of(compared.wins),
        value=shapes.Comparable.of(compared.value),
        plays=compared.plays,
        found=compared.found,
    )


def _write(rows: list[LedgerRow]) -> list[shapes.LedgerPlay]:
    lines = [dict(zip(COLUMNS, line, strict=True)) for line in list_lines(rows)]
    return [
        shapes.LedgerPlay.model_validate(line | {"lot": row.play.lot}) for row, line in zip(rows, lines, strict=True)
    ]
