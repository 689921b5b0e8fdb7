"""The chart of practices: each difference on its interval, and what cannot be told drawn as such."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.domain.tongue import mark, say, translate
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.drawings import GREY, LOST, WON, Spec
from assay.reports.wording import write_number

#: what is written of a difference that cannot be told from none
NOT_TOLD = mark("not enough to tell")
#: other verdicts as the numbers say them
_VERDICTS = (mark("associated more"), mark("associated fewer"), mark("none"))

_UNTOLD = f"datum.verdict === '{NOT_TOLD}'"

_NAMES = {
    "announce": mark("announcing early: buyers who agree"),
    "guide": mark("debriefs with a guide: later wins"),
    "debrief": mark("debriefs: later wins"),
    "self_analysis": mark("own analysis: later wins"),
}


@dataclass(frozen=True)
class PracticeRow:
    """One practice, as of the table practice. spread: difference with its interval; 0.1 is 10 points."""

    practice: str
    done: int
    other: int
    sellers: int
    spread: tuple[float, float, float] | None
    verdict: str


def chart_practices(rows: Sequence[PracticeRow]) -> tuple[Numbers, Chart] | None:
    """All practices, one line each; None without any."""
    if not rows:
        return None
    columns = {"practice": "word", "difference_in_points": "points", "low": "count", "high": "count"}
    counts = {"with": "count", "without": "count", "sellers_who_did_both": "count", "verdict": "word"}
    cells = tuple(_lay_row(row) for row in rows)
    numbers = Numbers("practices", columns | counts, cells)
    told = [row for row in rows if row.spread is not None]
    about = say(
        "n = up to {n} deals or buyers of sellers who did both. Points on "
        "95\u00a0% intervals, within the same seller and allowing for the half-year: an association. Grey and hollow: "
        "not enough to tell. At the dashed line there is no difference.",
        n=write_number(max(row.done + row.other for row in rows)),
    )
    alt = say("Differences of {n} practices, {told} of them with an interval.", n=len(rows), told=len(told))
    ends = [100 * end for row in told for end in row.spread or ()]
    spec = draw_differences([str(cell[0]) for cell in cells], "practice", ends)
    return numbers, draw_chart(numbers, spec, title=say("What goes with each practice"), about=about, alt=alt)


def _lay_row(row: PracticeRow) -> tuple[Cell, ...]:
    points: tuple[Cell, ...] = (None, None, None) if row.spread is None else tuple(100 * end for end in row.spread)
    said = row.verdict.replace("_", " ") if row.verdict != "not_enough" else NOT_TOLD
    return _NAMES[row.practice], *points, row.done, row.other, row.sellers, said


def draw_differences(names: list[str], field: str, ends: Sequence[float]) -> Spec:
    """A difference in points on its interval for each name, in the order given; words where there is none.

    field: the column of names.  ends: of the intervals, in points; ten points either way are always in sight.
    """
    y: Spec = {"field": field, "type": "ordinal", "sort": names, "title": None}
    y |= {"axis": {"domain": False, "ticks": False, "labelAlign": "left", "labelPadding": -2, "labelOffset": -14}}
    x: Spec = {"type": "quantitative", "title": say("difference in points"), "axis": {"tickCount": 7}}
    x["scale"] = {"domain": [min([-10, *ends]), max([10, *ends])]}
    told = [{"test": "datum.verdict === 'none'", "value": GREY}]
    told.append({"test": "datum.difference_in_points < 0", "value": LOST})
    colour = {"condition": [{"test": _UNTOLD, "value": GREY}, *told], "value": WON}
    hollow = {"condition": [{"test": _UNTOLD, "value": "#ffffff"}, *told], "value": WON}
    there = [{"filter": "isValid(datum.low)"}]
    return {
        "height": {"step": 44},
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "rule", "color": "#56626c", "strokeDash": [4, 3]},
                "encoding": {"y": None, "x": x | {"datum": 0}},
            },
            {
                "transform": there,
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.6},
                "encoding": {"x": x | {"field": "low"}, "x2": {"field": "high"}, "color": colour},
            },
            {
                "transform": there,
                "mark": {"type": "point", "size": 70, "opacity": 1},
                "encoding": {"x": x | {"field": "difference_in_points"}, "stroke": colour, "fill": hollow},
            },
            {
                "transform": [{"filter": "!isValid(datum.low)"}],
                "mark": {"type": "text", "fill": "#56626c", "fontSize": 12, "dx": 8, "align": "left"},
                "encoding": {"x": x | {"datum": 0}, "text": {"value": translate(NOT_TOLD)}},
            },
        ],
    }
