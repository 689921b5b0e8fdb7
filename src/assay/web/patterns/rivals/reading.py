"""What the pages of competitors are made of, for one reader."""

from dataclasses import dataclass

from assay.domain.tongue import speak
from assay.reports.catalogue.scope import Scope
from assay.reports.charts import Chart, Numbers, write_csv
from assay.reports.patterns.choice import Choice
from assay.reports.patterns.floor import is_telling
from assay.reports.patterns.narrowing import count_beyond
from assay.reports.rivals.charts import chart_drift, chart_narrowing, chart_rates
from assay.reports.rivals.page import RivalPage, RivalsPage, build_rival_page, build_rivals_page
from assay.reports.rivals.reading import Rivals, read_quotes, read_rivals
from assay.reports.themes.making import name_themes
from assay.web.patterns.placing import place_drawn
from assay.web.request import Request
from assay.web.results import Reading
from assay.web.speaking import READER
from assay.web.spoken_taxonomy import speak_taxonomy


@dataclass(frozen=True)
class Shown:
    """What a page shows. is_too_near: nothing, since single deals beyond the reader's could be told from it."""

    rivals: Rivals
    is_too_near: bool
    themes: dict[str, str]


def read_shown(reading: Reading, scope: Scope) -> Shown:
    """The figures of the whole company, as far as this reader may know of them."""
    choice = Choice(population=scope.team_sellers)
    is_blurred = not scope.everything and choice.population is not None
    with reading.connection.cursor() as connection:
        is_too_near = is_blurred and is_telling(count_beyond(connection, choice))
        rivals = Rivals((), (), (), True) if is_too_near else read_rivals(connection, is_blurred=is_blurred)
    themes = name_themes(speak_taxonomy())
    return Shown(rivals, is_too_near, themes)


def view_all(shown: Shown) -> RivalsPage:
    """All competitors, in the reader's language."""
    with speak(READER):
        return build_rivals_page(shown.rivals, shown.themes)


def view_one(reading: Reading, shown: Shown, rival: int, scope: Scope) -> RivalPage | None:
    """One competitor with quotes of deals that the reader may open; None where there is no such one."""
    with reading.connection.cursor() as connection, speak(READER):
        quotes = read_quotes(connection, rival, scope)
        return build_rival_page(shown.rivals, rival, quotes, shown.themes)


def draw_all(shown: Shown) -> tuple[Numbers, Chart] | None:
    """The chart of all competitors."""
    with speak(READER):
        return chart_rates(shown.rivals.list_totals())


def draw_narrowing(shown: Shown) -> tuple[Numbers, Chart] | None:
    """The chart of win rates quarter by quarter."""
    with speak(READER):
        return chart_narrowing(shown.rivals.narrowed)


def draw_one(shown: Shown, rival: int) -> tuple[Numbers, Chart] | None:
    """The chart of one over time."""
    own = [one for one in shown.rivals.rates if one.competitor_id == rival and one.theme is None]
    with speak(READER):
        return chart_drift(own, [one for one in shown.rivals.acts if one.competitor_id == rival])


def render_drawn(request: Request, reading: Reading, drawn: tuple[Numbers, Chart] | None, address: str) -> str:
    """The HTML of a chart with its table and the address of its numbers; empty without one."""
    if drawn is None:
        return ""
    return place_drawn(request, reading, drawn[1], address)


def write_numbers(drawn: tuple[Numbers, Chart] | None) -> str:
    """The CSV; empty where nothing is drawn."""
    return write_csv(drawn[0]) if drawn else ""
