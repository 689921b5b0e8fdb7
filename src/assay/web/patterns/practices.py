"""The page of practices: what goes with announcing, guides, debriefs and self-analyses; and sayings put to the test."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.domain.errors import InputError
from assay.domain.tongue import speak
from assay.reports.patterns.choice import Choice
from assay.reports.patterns.floor import is_telling
from assay.reports.patterns.narrowing import count_beyond
from assay.reports.patterns.practices import PracticeRow, chart_practices
from assay.web.csv_lines import send_lines, write_lines
from assay.web.patterns.placing import place_drawn
from assay.web.people.log import note_visit
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.web.speaking import READER

_PRACTICE = """SELECT practice, outcome, asked, n, done_n, other_n, sellers, difference, difference_low,
  difference_high, verdict, more_needed FROM practice ORDER BY practice"""
_SAYING = "SELECT saying, said, unit, own, own_low, own_high, n, verdict, more_needed FROM saying ORDER BY saying"


@dataclass(frozen=True)
class PracticeView:
    """One practice. points: difference with its interval in points, None where it cannot be told."""

    name: str
    question: str
    points: tuple[float, float, float] | None
    n: int
    done: int
    other: int
    sellers: int
    said: str
    more_needed: int | None


@dataclass(frozen=True)
class SayingView:
    """One saying beside the own figure. own: with its interval, in the saying's unit; None where there is none."""

    text: str
    unit: str
    own: tuple[float, float, float] | None
    n: int
    said: str
    more_needed: int | None


@never_cache
@require_safe
def show_practices(request: Request) -> HttpResponse:
    """Both tables in words, with n and interval."""
    try:
        opened = open_reading()
    except InputError:
        return render(request, "patterns/no_run.html")
    with opened as reading:
        is_too_near = _is_too_near(request, reading)
        practices = [] if is_too_near else _read(reading, _PRACTICE)
        sayings = [] if is_too_near else _read(reading, _SAYING)
        chart = _draw(request, reading, practices)
    context = {
        "is_too_near": is_too_near,
        "chart": chart,
        "practices": [_view_practice(row) for row in practices],
        "sayings": [_view_saying(row) for row in sayings],
    }
    note_visit(request, "saw", "practices", "")
    return render(request, "patterns/practices.html", context)


@require_safe
def send_practices(request: Request) -> HttpResponseBase:
    """The figures of practices as CSV."""
    try:
        opened = open_reading()
    except InputError:
        return render(request, "patterns/no_run.html")
    with opened as reading:
        tables = read_tables(request, reading)
    columns, rows = tables["practices"] if tables else (_name_columns(_PRACTICE), [])
    return send_lines(write_lines([columns, *rows]), "practices.csv")


def read_tables(request: Request, reading: Reading) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]] | None:
    """Name -> columns and rows of both tables; None where single deals beyond the reader's could be told from them."""
    if _is_too_near(request, reading):
        return None
    queries = {"practices": _PRACTICE, "sayings": _SAYING}
    return {name: (_name_columns(query), _read(reading, query)) for name, query in queries.items()}


def _name_columns(query: str) -> list[str]:
    return [name.strip() for name in query.split("SELECT ")[1].split(" FROM")[0].split(",")]


def _draw(request: Request, reading: Reading, rows: list[tuple[Any, ...]]) -> str:
    """The intervals drawn; empty where there are none."""
    found = [
        PracticeRow(name, done, other, sellers, None if mid is None else (mid, low, high), verdict)
        for name, _outcome, _asked, _n, done, other, sellers, mid, low, high, verdict, _more in rows
    ]
    with speak(READER):
        drawn = chart_practices(found)
    return place_drawn(request, reading, drawn[1], reverse("pattern_practice_numbers")) if drawn else ""


def _is_too_near(request: Request, reading: Reading) -> bool:
    """Whether single deals beyond the reader's could be told from figures of the whole company."""
    choice = Choice(population=request.scope.team_sellers)
    if request.scope.everything or choice.population is None:
        return False
    with reading.connection.cursor() as connection:
        return is_telling(count_beyond(connection, choice))


def _read(reading: Reading, query: str) -> list[tuple[Any, ...]]:
    return list(reading.connection.execute(query).fetchall())


def _view_practice(row: tuple[Any, ...]) -> PracticeView:
    practice, _outcome, _asked, n, done, other, sellers, mid, low, high, verdict, more = row
    names = {
        "announce": (_("Announcing the debrief early"), _("Do more buyers agree to a debrief, once asked?")),
        "guide": (_("Debriefs with a guide"), _("Are more of the same seller's later deals won?")),
        "debrief": (_("Debriefs"), _("Are more of the same seller's later deals won?")),
        "self_analysis": (_("Analysing one's own loss"), _("Are more of the same seller's later deals won?")),
    }
    said = {
        "associated_more": _("associated with more"),
        "associated_fewer": _("associated with fewer"),
        "none": _("no difference worth acting on"),
        "not_enough": _("not enough to tell"),
    }
    points = None if mid is None else (100 * mid, 100 * low, 100 * high)
    return PracticeView(*names[practice], points, n, done, other, sellers, said[verdict], more)


def _view_saying(row: tuple[Any, ...]) -> SayingView:
    saying, _said, unit, mid, low, high, n, verdict, more = row
    texts = {
        "guide_wins": _("“With a guide 15 % more deals are won.”"),
        "reps_know": _("“40 % of reps know why a deal was lost.”"),
        "indifference": _("“65 % of lost deals are lost to indifference.”"),
        "people_decide": _("“5.4 people decide.”"),
        "called_close": _("“Four of five accounts that were called close.”"),
    }
    said = {
        "within": _("your figure agrees with it"),
        # the table tells where the saying lies, the page where the own figure does
        "below": _("your figure lies above it"),
        "above": _("your figure lies below it"),
        "not_enough": _("not enough to tell"),
    }
    factor = 1 if unit == "people" else 100
    own = None if mid is None else (factor * mid, factor * low, factor * high)
    return SayingView(texts[saying], unit, own, n, said[verdict], more)
