"""A chart: its numbers, and the picture drawn from the very same numbers."""

import csv
import io
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

import vl_convert
from markupsafe import Markup

from assay.domain.formula import guard_formula
from assay.domain.tongue import find_tongue, say, translate
from assay.reports.wording import write_count, write_number, write_share

Cell = str | int | float | None

_VERSION = "5.21"
#: of the whole drawing, in pixels: two stand side by side on a wide page, and one fills a phone without being shrunk
WIDTH, NARROW_WIDTH = 500, 300

_INK, _SOFT, _LINE = "#1c2730", "#56626c", "#e3e7e9"

#: channels of a drawing that say their values -> where
_GUIDES = {"x": "axis", "y": "axis", "color": "legend", "shape": "legend", "strokeDash": "legend"}

_FIT = {"type": "fit-x", "contains": "padding"}

_CONFIG: dict[str, Any] = {
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelColor": _SOFT,
        "titleColor": _SOFT,
        "titleFontWeight": "normal",
        "gridColor": _LINE,
        "domainColor": "#b9c1c6",
        "tickColor": "#b9c1c6",
        "labelLimit": NARROW_WIDTH - 10,
        "titlePadding": 8,
    },
    "legend": {
        "labelFontSize": 12,
        "labelColor": _INK,
        "orient": "top",
        "title": None,
        "symbolStrokeWidth": 1.5,
        "symbolOpacity": 1,
    },
}


#: a mark that stands for a row of the numbers, and says which
_MARK = re.compile(r'<(path|rect|line)\b([^>]*?) aria-label="([^"]*)"([^>]*?)(?:/>|></\1>)')


@dataclass(frozen=True)
class Numbers:
    """The numbers of one chart as they stand: the CSV, the table and the drawing are made from these.

    columns: name -> how it is written (text, word, count, share, rate, points or money); a word is said in the
    language of the reader wherever people read it, and stays as it is in the CSV; an empty rate is one that cannot be
    told, and so are empty points of a difference.
    """

    name: str
    columns: dict[str, str]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[dict[str, Cell]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Picture(Protocol):
    """A picture as HTML, twice: drawn for a page, and for a phone."""

    @property
    def wide(self) -> Markup:
        """For a page."""

    @property
    def narrow(self) -> Markup:
        """For a phone."""


@dataclass(frozen=True)
class Drawing:
    """A picture that is drawn when it is asked for. spec: Vega-Lite with its data.  alt: the picture in words."""

    spec: dict[str, Any]
    alt: str

    @property
    def wide(self) -> Markup:
        """Drawn for a page."""
        return draw_svg(self.spec, WIDTH, self.alt)

    @property
    def narrow(self) -> Markup:
        """Drawn for a phone."""
        return draw_svg(self.spec, NARROW_WIDTH, self.alt)


@dataclass(frozen=True)
class Chart:
    """One chart with what it is about, its words, and its numbers."""

    anchor: Annotated[str, "where links to it point, and the name of its CSV"]
    title: Annotated[str, "what it shows"]
    about: Annotated[str, "n, base and cohort"]
    picture: Annotated[Picture, "the picture, and the same drawn for a phone"]
    headings: Annotated[tuple[str, ...], "headings of its numbers"]
    table: Annotated[tuple[tuple[str, ...], ...], "its numbers as text"]
    csv_href: Annotated[str, "address of the CSV"]


def draw_chart(numbers: Numbers, spec: dict[str, Any], *, title: str, about: str, alt: str) -> Chart:
    """The chart of `numbers`; `spec` is Vega-Lite without its data, `alt` the picture in words."""
    values = [
        record | {"said": _say_row(numbers, row)}
        for record, row in zip(numbers.records(), write_table(numbers), strict=True)
    ]
    full = {"autosize": _FIT, "config": _CONFIG | _name_locale(), "data": {"values": values}} | spec
    fields = {name for name, kind in numbers.columns.items() if kind == "word"}
    full = _label_words(full, fields, _list_words(numbers) | set(_list_named(spec, fields)))
    # what a mark says of itself is the line of the table that it stands for
    full["encoding"] = full.get("encoding", {}) | {"description": {"field": "said"}}
    return Chart(
        anchor=numbers.name,
        title=title,
        about=about,
        picture=Drawing(full, alt),
        headings=tuple(write_heading(column) for column in numbers.columns),
        table=write_table(numbers),
        csv_href=f"numbers/{numbers.name}.csv",
    )


def _name_locale() -> dict[str, Any]:
    """How the drawing writes its own numbers."""
    apart, point = (find_tongue().number(value, decimals)[1] for value, decimals in ((1000, 0), (0.5, 1)))
    if (apart, point) == (",", "."):
        return {}
    number = {"decimal": point, "thousands": apart, "grouping": [3], "currency": ["", ""], "percent": "\u00a0%"}
    return {"locale": {"number": number}}


def _list_words(numbers: Numbers) -> set[str]:
    """The words in the numbers."""
    places = [place for place, kind in enumerate(numbers.columns.values()) if kind == "word"]
    return {str(row[place]) for row in numbers.rows for place in places if row[place]}


def _list_named(part: Any, fields: Collection[str]) -> Iterator[str]:
    """The words that a legend of these fields names, of which no row need be."""
    inner = list(part.values()) if isinstance(part, dict) else part if isinstance(part, list) else []
    for one in inner:
        yield from _list_named(one, fields)
    if isinstance(part, dict) and part.get("field") in fields:
        yield from (part.get("scale") or {}).get("domain", [])


def _label_words(spec: dict[str, Any], fields: Collection[str], found: Collection[str]) -> dict[str, Any]:
    """The drawing with these fields labelled in the words of the reader, on axes and in legends."""
    words = {word: said for word in sorted(found) if (said := translate(word)) != word}
    if not words:
        return spec
    labels = {"labelExpr": f"{json.dumps(words, ensure_ascii=False)}[datum.label] || datum.label"}

    def label(part: Any, channel: str) -> Any:
        if isinstance(part, list):
            return [label(one, channel) for one in part]
        if not isinstance(part, dict):
            return part
        made = {name: value if name in {"data", "config"} else label(value, name) for name, value in part.items()}
        guide = _GUIDES.get(channel)
        if guide and part.get("field") in fields and part.get(guide, labels) is not None:
            made[guide] = {**(part.get(guide) or {}), **labels}
        return made

    labelled: dict[str, Any] = label(spec, "")
    return labelled


def write_heading(column: str) -> str:
    """The name of a column as a person reads it."""
    return translate(spell_heading(column))


def spell_heading(column: str) -> str:
    """The name of a column in English, as it stands in the catalogue."""
    bound, *base = column.split("_by_")
    ends = {"low": "95\u00a0% interval from", "high": "to"}
    words = [ends.get(bound, bound.replace("_", " ")), *(f"by {word}" for word in base)]
    return ", ".join(reversed(words)) if base and bound in ends else " ".join(words)


def _say_row(numbers: Numbers, row: tuple[str, ...]) -> str:
    parts = zip(map(write_heading, numbers.columns), row, strict=True)
    return ", ".join(f"{heading}: {cell}" for heading, cell in parts if cell != "–")


def draw_svg(spec: dict[str, Any], width: int, alt: str) -> Markup:
    """The drawing for use inside a page, in which each mark has the title that it says of itself."""
    return _inline_svg(vl_convert.vegalite_to_svg(json.dumps(spec | {"width": width}), vl_version=_VERSION), alt)


def warm_drawing() -> None:
    """Draws next to nothing, so that the first chart of this process does not wait half a second for its engine."""
    draw_svg({"data": {"values": [{}]}, "mark": "point"}, NARROW_WIDTH, "")


def _inline_svg(svg: str, alt: str) -> Markup:
    """No name space addresses, one label instead of one for each of its parts, and what marks say as their titles."""
    text = re.sub(r' (xmlns(:xlink)?|version)="[^"]*"', "", svg, count=3)
    text = _MARK.sub(r"<\1\2\4><title>\3</title></\1>", text)
    text = re.sub(r' (role|aria-roledescription|aria-label|aria-hidden)="[^"]*"', "", text)
    label = Markup('<svg role="img" aria-label="{}"').format(alt)
    # vl_convert escapes the texts that it draws
    return Markup(text.replace("<svg", label, 1))  # noqa: S704


def write_table(numbers: Numbers) -> tuple[tuple[str, ...], ...]:
    """The numbers as a person reads them."""
    kinds = list(numbers.columns.values())
    return tuple(tuple(_write_cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)) for row in numbers.rows)


def write_csv(numbers: Numbers) -> str:
    """The numbers as CSV with a heading line; shares from 0 to 1, an empty cell where there is none.

    Texts that a spreadsheet would run as a formula begin with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(numbers.columns)
    for row in numbers.rows:
        writer.writerow([_write_plain(cell) for cell in row])
    return out.getvalue()


def _write_plain(cell: Cell) -> str | int:
    if isinstance(cell, str):
        return guard_formula(cell)
    return "" if cell is None else f"{cell:.6g}" if isinstance(cell, float) else cell


def _write_cell(cell: Cell, kind: str) -> str:
    if cell is None:
        return say("not enough to tell") if kind in ("rate", "points") else "–"
    if isinstance(cell, str):
        return translate(cell) if kind == "word" else cell
    if kind in ("share", "rate"):
        return write_share(cell)
    return write_number(cell, 2 if kind == "ratio" else 0)


def say_deals(count: int) -> str:
    """n with its noun."""
    return f"n = {write_count(count, 'deal')}"
