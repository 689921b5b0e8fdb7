"""Patterns by the API, each made as its page is: of the deals chosen, with the floors of whoever asks; and results."""

import csv
import io
import tempfile
from pathlib import Path
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseBase
from ninja import Query, Router
from pydantic import Field

from assay.reports.charts import Chart, Numbers
from assay.runs.results import write_results
from assay.tables.results import RESULT_TABLES
from assay.web.api.shapes import patterns as shapes
from assay.web.api.shapes.plain import Id
from assay.web.patterns.building import SECTIONS
from assay.web.patterns.opening import find_made, open_page
from assay.web.patterns.practices import read_tables
from assay.web.patterns.rivals.reading import draw_all, draw_one, read_shown, write_numbers
from assay.web.people.log import note, note_visit
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.whole_numbers import read_id

router = Router(tags=["patterns"])

Name = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$", examples=["drivers"])]
Code = Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,80}$", examples=["price_too_high"])]


@router.get("patterns", response=list[str], summary="The names of the pages of patterns")
def list_patterns(request: Request) -> list[str]:
    """Each is asked for at patterns/NAME."""
    return [*SECTIONS, "competitors", "practices"]


@router.get("patterns/competitors", response=shapes.PatternPage, summary="Competitors side by side")
def read_competitors(request: Request) -> shapes.PatternPage:
    """How often we won against each, with interval."""
    return _read_rivals(request, None)


@router.get("patterns/competitors/{competitor}", response=shapes.PatternPage, summary="One competitor over time")
def read_competitor(request: Request, competitor: Id) -> shapes.PatternPage:
    """Where there is enough to tell."""
    number = read_id(competitor)
    if number is None:
        raise Http404
    return _read_rivals(request, number)


def _read_rivals(request: Request, rival: int | None) -> shapes.PatternPage:
    with open_reading() as reading:
        shown = read_shown(reading, request.scope)
        is_known = rival is None or any(one.competitor_id == rival for one in shown.rivals.rates)
        if not is_known and not shown.is_too_near:
            raise Http404
        drawn: tuple[Numbers, Chart] | None = draw_all(shown) if rival is None else draw_one(shown, rival)
    numbers = {drawn[0].name: write_numbers(drawn)} if drawn else {}
    note_visit(request, "saw", "patterns", "competitors", by="api")
    return _answer("competitors", numbers, {}, is_too_near=shown.is_too_near)


@router.get("patterns/practices", response=shapes.PatternPage, summary="What goes with announcing, guides, debriefs")
def read_practices(request: Request) -> shapes.PatternPage:
    """Differences with interval, and well-known sayings beside the own figures."""
    with open_reading() as reading:
        found = read_tables(request, reading)
    tables = [
        shapes.Table(name=name, columns=columns, rows=[list(row) for row in rows])
        for name, (columns, rows) in (found or {}).items()
    ]
    note_visit(request, "saw", "practices", "", by="api")
    return shapes.PatternPage(
        section="practices", deals=None, is_too_near=found is None, is_withheld=False, facts={}, tables=tables
    )


@router.get("patterns/{section}", response=shapes.PatternPage, summary="One page of patterns as tables")
def read_pattern(request: Request, section: Name, query: Query[shapes.PatternQuery]) -> shapes.PatternPage:
    """Narrowed as the page is; from and to are quarters."""
    return _read_section(request, section, "")


@router.get("patterns/{section}/{code}", response=shapes.PatternPage, summary="One driver, or one signal")
def read_pattern_of(
    request: Request, section: Name, code: Code, query: Query[shapes.PatternQuery]
) -> shapes.PatternPage:
    """section: drivers or signals."""
    if section not in ("drivers", "signals"):
        raise Http404
    return _read_section(request, section, code)


def _read_section(request: Request, section: str, code: str) -> shapes.PatternPage:
    if section not in SECTIONS:
        raise Http404
    with open_reading() as reading:
        made = find_made(open_page(reading, request.user, request.scope, request.GET), section, code)
    note_visit(request, "saw", "patterns", f"{section} {code}".strip(), by="api")
    return _answer(section, made.numbers, dict(made.facts), is_too_near=bool(made.facts.get("is_too_near")))


def _answer(section: str, numbers: dict[str, str], facts: dict[str, Any], *, is_too_near: bool) -> shapes.PatternPage:
    return shapes.PatternPage(
        section=section,
        deals=facts.pop("deals", None),
        is_withheld=bool(facts.pop("is_withheld", False)),
        is_too_near=is_too_near,
        facts=facts,
        tables=[_read_table(name, text) for name, text in numbers.items()],
    )


def _read_table(name: str, text: str) -> shapes.Table:
    """The CSV of a chart as a table."""
    columns, *rows = list(csv.reader(io.StringIO(text))) or [[]]
    return shapes.Table(name=name, columns=columns, rows=[[_read_cell(cell) for cell in row] for row in rows])


def _read_cell(cell: str) -> str | int | float | None:
    if not cell:
        return None
    for kind in (int, float):
        try:
            value = kind(cell)
        except ValueError:
            continue
        # an id has more figures than a number of JSON is sure to keep
        return cell if abs(value) >= 2**53 or value != value else value
    return cell


@router.get("results", response=list[shapes.ResultTable], summary="The tables of the last run")
def list_tables(request: Request) -> list[shapes.ResultTable]:
    """As `assay results` lists them."""
    return [shapes.ResultTable(name=name, about=table.about) for name, table in RESULT_TABLES.items()]


@router.get("results/{name}", summary="One table of the last run, whole", openapi_extra={"responses": {200: {
    "description": "The table, as JSON or CSV", "content": {"application/json": {}, "text/csv": {}}}}})  # fmt: skip
def send_table(request: Request, name: Name, query: Query[shapes.ResultQuery]) -> HttpResponseBase:
    """For whoever sees all deals, and audits none of them just now. Everybody else has patterns."""
    if not request.user.sees_all or request.scope.closed:
        raise PermissionDenied
    if name not in RESULT_TABLES:
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_results(settings.HOME, name, query.format, path)
        # what is open can be read to its end after its name is gone
        file = path.open("rb")
    note(request, "exported", "results", name, by="api")
    kind = "application/json" if query.format == "json" else "text/csv; charset=utf-8"
    return FileResponse(file, content_type=kind, headers={"Cache-Control": "no-store"})
