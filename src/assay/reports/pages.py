"""Turns page contexts into HTML: one file a page, nothing loaded from anywhere else."""

import re
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assay.reports.charts import Chart
from assay.reports.deal_page import DealPage
from assay.reports.lost_list import ListPage
from assay.reports.team_page import TeamPage
from assay.reports.themes.page import FEWEST, ThemesPage

_TEMPLATES = Path(__file__).parent / "templates"

#: characters that turn the direction of what follows them, in a name as on the rest of its line
_TURNERS = re.compile("[\u202a-\u202e\u2066-\u2069]")


#: the printer paints the edge of a letter over the letter, and loses the place of what it makes see-through as a whole
_ON_PAPER = (
    "text.edge { stroke: none; } .mark.faint { opacity: 1; } .mark.faint path { fill-opacity: .5; stroke-opacity: .5; }"
)


def make_environment() -> Environment:
    """The templates, in English until told otherwise, with every value escaped and every missing one an error."""
    environment = Environment(
        loader=PackageLoader("assay.reports"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_keep_direction,
    )
    environment.install_null_translations()  # type: ignore[attr-defined]  # which the extension adds
    # ours, from the package: the one text besides drawn charts that is not escaped
    sheet = (_TEMPLATES / "sheets" / "report.css").read_text(encoding="utf-8")
    environment.globals["style"] = Markup(sheet)  # noqa: S704
    environment.globals["picture_style"] = _resolve_colours(sheet)
    return environment


def _keep_direction(value: object) -> object:
    return _TURNERS.sub("", value) if type(value) is str and not value.isascii() else value


def render_deal(environment: Environment, page: DealPage) -> str:
    """The HTML of one deal's page."""
    return environment.get_template("deal.html").render(page=page)


def render_paper(environment: Environment, page: DealPage) -> str:
    """The HTML of one deal's page as it is printed: the printer wants the style within each drawing."""
    html = environment.get_template("deal.html").render(page=page, paper=True)
    style = f"<style>{environment.globals['picture_style']}</style>"
    # a drawing of the legend is marked by what stands around it, which the printer does not see from within
    html = re.sub(r'<li class="(mark \w+)"><svg ', r'<li><svg class="\1" ', html)
    return re.sub(r"<svg [^>]*>", lambda found: found[0] + style, html)


def _resolve_colours(sheet: str) -> str:
    """The rules of the picture with every var(--name) replaced by what the sheet's own root sets it to."""
    start, end = (sheet.index(mark) for mark in ("/* the picture of a deal */", "/* findings and what stands beside"))
    colours = dict(re.findall(r"(--[a-z-]+): ([^;]+);", sheet[:start]))
    rules = re.sub(r"var\((--[a-z-]+)\)", lambda found: colours[found[1]], sheet[start:end])
    return re.sub(r"@media[^{]*\{(?:[^{}]*\{[^}]*\})*\s*\}", "", rules) + _ON_PAPER


def render_part(environment: Environment, page: DealPage, name: str) -> str:
    """One part of a deal's page, for a page that frames it: head, story, findings, sides, people, rows and so on."""
    template = environment.get_template("deal.html")
    # what the page imports at its top, which a block by itself does not see
    shared = {name: environment.get_template(f"{name}.html").module for name in ("parts", "timeline", "reasons")}
    return "".join(template.blocks[name](template.new_context({"page": page, **shared})))


def render_team(environment: Environment, page: TeamPage) -> str:
    """The HTML of the team page."""
    return environment.get_template("team.html").render(page=page)


def render_team_part(environment: Environment, page: TeamPage, name: str) -> str:
    """One part of the team page, for a page that frames it: outcomes, time, groups, before or coverage."""
    template = environment.get_template("team.html")
    shared = {
        "charts": environment.get_template("chart.html").module,
        "deals": environment.get_template("deals.html").module,
        "alone": True,  # what the whole page folds away stands open
    }
    return "".join(template.blocks[name](template.new_context({"page": page, **shared})))


def render_themes(environment: Environment, page: ThemesPage) -> str:
    """The HTML of the page of themes by competitor."""
    return environment.get_template("themes.html").render(page=page, fewest=FEWEST)


def render_themes_part(environment: Environment, page: ThemesPage) -> str:
    """The table and the quotes alone, for a page that frames them."""
    template = environment.get_template("themes.html")
    return "".join(template.blocks["themes"](template.new_context({"page": page, "fewest": FEWEST})))


def render_chart(environment: Environment, chart: Chart) -> str:
    """One chart with its words, its table and the link to its numbers."""
    return str(environment.get_template("chart.html").module.draw(chart))  # type: ignore[attr-defined]


def render_list(environment: Environment, page: ListPage) -> str:
    """The HTML of the list of all lost deals."""
    return environment.get_template("list.html").render(page=page)
