"""Makes what each page of patterns shows, from the same reading and the same charts as the report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

import duckdb
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment
from markupsafe import Markup

from assay.domain.tongue import speak
from assay.reports.catalogue.scope import Scope
from assay.reports.charts import Chart, Drawing, Numbers, write_csv
from assay.reports.deal_file import Run
from assay.reports.pages import make_environment, render_chart, render_team_part, render_themes_part
from assay.reports.patterns.company import blur_before, blur_comparisons
from assay.reports.patterns.floor import is_telling
from assay.reports.patterns.narrowing import Narrowed, count_beyond, narrow_results
from assay.reports.patterns.signal_ages import chart_signal, count_hits
from assay.reports.patterns.silences import chart_kept_word, chart_silences
from assay.reports.team_charts import chart_signals
from assay.reports.team_file import TeamFile
from assay.reports.team_page import TeamPage, build_team_page, say_signals
from assay.reports.team_reading import read_team
from assay.reports.themes.making import name_themes
from assay.reports.themes.page import Hrefs, build_themes_page, list_numbers
from assay.reports.themes.reading import read_said
from assay.web.patterns.asked import Asked
from assay.web.patterns.drivers.lines import list_rows, view_driver, view_drivers, view_together
from assay.web.patterns.keeping import Made, Shelf
from assay.web.patterns.offered import Offered
from assay.web.patterns.shares.lines import view_shares
from assay.web.patterns.signal_lines import list_signals, view_signal, write_weekly
from assay.web.patterns.winning.making import view_winning
from assay.web.results import Reading
from assay.web.speaking import READER
from assay.web.spoken_taxonomy import speak_taxonomy

#: quotes of each company, theme and voice: beside all others, and where one of them was asked for
_FIRST_QUOTES, _MOST_QUOTES = 3, 100


@dataclass(frozen=True)
class Desk:
    """What a page is made with. connection: narrowed to the chosen deals."""

    connection: duckdb.DuckDBPyConnection
    run: Run
    asked: Asked
    scope: Scope
    narrowed: Narrowed
    shelf: Shelf
    section: str
    invented: bool

    @property
    def is_blurred(self) -> bool:
        """Whether the company has deals that the patterns of this person leave out."""
        return not self.scope.everything and self.asked.choice.population is not None


@dataclass(frozen=True)
class KeptPicture:
    """A place for a drawing, filled when the page is sent."""

    name: str

    @property
    def wide(self) -> Markup:
        """The place of the drawing for a page."""
        return Markup("<!--drawing:{}:wide-->").format(self.name)

    @property
    def narrow(self) -> Markup:
        """The place of the drawing for a phone."""
        return Markup("<!--drawing:{}:narrow-->").format(self.name)


def make_section(
    reading: Reading, section: str, asked: Asked, offered: Offered, scope: Scope, shelf: Shelf, signal: str = ""
) -> Made:
    """What the page of that name shows. Raises InputError for a field that may not be grouped by."""
    # a cursor of its own: what it is narrowed to ends with it
    with reading.connection.cursor() as connection:
        narrowed = narrow_results(connection, asked.choice, scope)
        run = reading.run if scope.everything else blur_comparisons(reading.run)
        desk = Desk(connection, run, asked, scope, narrowed, shelf, section, offered.invented)
        with speak(READER):
            made = _make_one(desk, section, signal) if signal else SECTIONS[section](desk)
        made.facts |= {"deals": narrowed.deals, "is_withheld": narrowed.is_withheld}
        return made


def _make_overview(desk: Desk) -> Made:
    page, numbers = _build(desk, frozenset({"outcomes"}))
    of_cohort = tuple(chart for chart in page.over_time if chart.anchor.endswith(f"by-{desk.asked.choice.cohort}"))
    return _render(desk, replace(page, over_time=of_cohort), numbers, ("outcomes", "time"))


def _make_time(desk: Desk) -> Made:
    page, numbers = _build(desk, frozenset({"outcomes"}))
    return _render(desk, page, numbers, ("time",))


def _make_groups(desk: Desk) -> Made:
    if not desk.asked.field:
        return Made()
    page, numbers = _build(desk, frozenset({"groups"}), desk.asked.field)
    return _render(desk, page, numbers, ("groups",))


def _make_coverage(desk: Desk) -> Made:
    page, numbers = _build(desk, frozenset({"coverage"}))
    return _render(desk, page, numbers, ("coverage",))


def _make_signals(desk: Desk) -> Made:
    text = say_signals(desk.run, list(desk.run.comparisons.values()))
    if _tells_others(desk):
        return Made(facts={"is_too_near": True})
    weekly = write_weekly(list_rows(desk.connection, is_blurred=desk.is_blurred))
    made = Made(facts={"signals": list_signals(desk.run, weekly), "text": text})
    comparisons = sorted(desk.run.comparisons.values(), key=lambda one: one.signal)
    _add_charts(desk, made, [chart_signals(comparisons, desk.run)])
    return made


def _make_one(desk: Desk, section: str, name: str) -> Made:
    """One signal, or one driver."""
    if section == "signals":
        return _make_signal(desk, name)
    facts = view_driver(
        desk.connection, desk.run, name, is_compared=not _tells_others(desk), is_blurred=desk.is_blurred
    )
    return Made(facts=facts)


def _make_drivers(desk: Desk) -> Made:
    if _tells_others(desk):
        return Made(facts={"is_too_near": True})
    facts, drawn = view_drivers(desk.connection, desk.run, is_blurred=desk.is_blurred)
    made = Made(facts=facts)
    _add_charts(desk, made, drawn)
    return made


def _make_together(desk: Desk) -> Made:
    if _tells_others(desk):
        return Made(facts={"is_too_near": True})
    facts, drawn, numbers = view_together(desk.connection, desk.run, is_blurred=desk.is_blurred)
    made = Made(facts=facts)
    _add_charts(desk, made, drawn)
    made.numbers[numbers.name] = write_csv(numbers)
    return made


def _make_winning(desk: Desk) -> Made:
    drivers = {driver.code: driver.name for driver in speak_taxonomy().drivers}
    shown = view_winning(desk.connection, desk.run, drivers, is_near=_tells_others(desk))
    made = Made(facts=shown.facts)
    _add_charts(desk, made, shown.charts)
    made.numbers |= {one.name: write_csv(one) for one in shown.numbers}
    return made


def _make_signal(desk: Desk, signal: str) -> Made:
    weekly = write_weekly(list_rows(desk.connection, is_blurred=desk.is_blurred))
    made = Made(facts=view_signal(desk.run, signal, weekly, is_compared=not _tells_others(desk)))
    made.facts["hits"] = count_hits(desk.connection, signal)
    _add_charts(desk, made, [chart_signal(desk.connection, signal)], signal)
    return made


def _make_before(desk: Desk) -> Made:
    if _tells_others(desk):
        return Made(facts={"is_too_near": True})
    team = _read(desk, frozenset({"before"}))
    if desk.is_blurred:
        team = replace(team, before=blur_before(team.before))
    page, numbers = build_team_page(team, {})
    return _render(desk, page, numbers, ("before",))


def _make_shares(desk: Desk) -> Made:
    """Over the whole company: audits are drawn from all losses alike."""
    if _tells_others(desk):
        return Made(facts={"is_too_near": True})
    view = view_shares(desk.connection, desk.scope, is_blurred=desk.is_blurred)
    made = Made(facts=view.facts)
    for one in view.drawn:
        made.parts.setdefault(one.part, "")
        made.parts[one.part] += render_chart(find_environment(), _place_chart(desk, one.chart))
        made.numbers[one.numbers.name] = write_csv(one.numbers)
    return made


def _make_silence(desk: Desk) -> Made:
    made = Made()
    charts = [chart_silences(desk.connection)]
    if not _tells_others(desk):
        charts.append(chart_kept_word(desk.connection, is_blurred=desk.is_blurred))
    _add_charts(desk, made, charts)
    return made


def _make_themes(desk: Desk) -> Made:
    """Counts of all chosen deals, quotes of those that may be opened."""
    names = name_themes(speak_taxonomy())
    about, theme = desk.asked.about, desk.asked.theme
    said = read_said(desk.connection, party=about, theme=theme, most=_MOST_QUOTES if about or theme else _FIRST_QUOTES)
    page = build_themes_page(said, names, _address_themes(desk), party=about)
    if theme:
        page = replace(page, themes=tuple(one for one in page.themes if one.code == theme))
    numbers = list_numbers(said, names)
    return Made(
        parts={"themes": render_themes_part(find_environment(), page)},
        numbers={one.name: write_csv(one) for one in numbers},
        facts={"is_narrower": bool(about or theme), "is_empty": page.is_empty, "without": _drop_themes(desk)},
    )


def _address_themes(desk: Desk) -> Hrefs:
    here, kept = reverse("pattern_section", args=["themes"]), _list_kept(desk)

    def address(**asked: str) -> str:
        return f"{here}?{urlencode([*kept, *((name, value) for name, value in asked.items() if value)])}"

    return Hrefs(
        deal=lambda deal: reverse("deal", args=[deal]),
        party=lambda party: "" if party in ("us", desk.asked.about) else address(about=party, theme=desk.asked.theme),
        quotes=lambda party, theme: (
            "" if desk.asked.theme else address(about=desk.asked.about if party == "us" else party, theme=theme)
        ),
    )


def _list_kept(desk: Desk) -> list[tuple[str, str]]:
    return [pair for pair in desk.asked.pairs if pair[0] not in {"about", "theme"}]


def _drop_themes(desk: Desk) -> str:
    return urlencode(_list_kept(desk))


SECTIONS: dict[str, Callable[[Desk], Made]] = {
    "overview": _make_overview,
    "groups": _make_groups,
    "time": _make_time,
    "signals": _make_signals,
    "before": _make_before,
    "drivers": _make_drivers,
    "together": _make_together,
    "shares": _make_shares,
    "winning": _make_winning,
    "silence": _make_silence,
    "themes": _make_themes,
    "coverage": _make_coverage,
}


def _tells_others(desk: Desk) -> bool:
    """Whether what is said of the whole company would tell of single deals beyond this person's patterns."""
    return desk.is_blurred and is_telling(count_beyond(desk.connection, desk.asked.choice))


def _read(desk: Desk, parts: frozenset[str], field: str = "") -> TeamFile:
    """The team file of the chosen deals; of all of them as the run left it."""
    is_whole = desk.asked.choice.is_whole and desk.scope.everything
    narrowed = None if is_whole else desk.narrowed
    return read_team(desk.connection, desk.run, field or None, narrowed, parts, desk.invented)


def _build(desk: Desk, parts: frozenset[str], field: str = "") -> tuple[TeamPage, list[Numbers]]:
    return build_team_page(_read(desk, parts, field), {})


def _render(desk: Desk, page: TeamPage, numbers: Iterable[Numbers], names: Iterable[str]) -> Made:
    """The named blocks of the team page, with places for its drawings."""
    shown: dict[str, Any] = {
        name: tuple(_place_chart(desk, chart) for chart in getattr(page, name))
        for name in ("over_time", "groups", "signals", "before")
    }
    page = replace(page, **shown)
    kept = {chart.anchor for charts in shown.values() for chart in charts}
    return Made(
        parts={name: render_team_part(find_environment(), page, name) for name in names},
        numbers={one.name: write_csv(one) for one in numbers if one.name in kept},
        facts={"note": page.note, "banner": page.banner},
    )


def _add_charts(desk: Desk, made: Made, drawn: Iterable[tuple[Numbers, Chart] | None], signal: str = "") -> None:
    pairs = [pair for pair in drawn if pair]
    made.parts["charts"] = "".join(
        render_chart(find_environment(), _place_chart(desk, chart, signal)) for _, chart in pairs
    )
    made.numbers |= {numbers.name: write_csv(numbers) for numbers, _ in pairs}


def _place_chart(desk: Desk, chart: Chart, signal: str = "") -> Chart:
    """The chart with a place for its drawing, and the address of its numbers as they are chosen now."""
    if not isinstance(chart.picture, Drawing):
        raise TypeError(chart.anchor)
    name = desk.shelf.keep_spec(chart.picture.spec, chart.picture.alt)
    query = desk.asked.write()
    address = reverse("pattern_numbers", args=[f"signal-{signal}" if signal else desk.section, chart.anchor])
    return replace(chart, picture=KeptPicture(name), csv_href=f"{address}?{query}" if query else address)


@cache
def find_environment() -> Environment:
    """The report's templates, compiled once; they speak the language of whoever reads."""
    environment = make_environment()
    environment.install_gettext_callables(gettext, ngettext)  # type: ignore[attr-defined]  # which an extension adds
    return environment
