"""The chart of what goes with losing: a ratio on its interval, with the placebo below it."""

from collections.abc import Iterable, Mapping

from assay.domain.tongue import mark, say
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.drawings import draw_ratio_rows
from assay.reports.drivers.page import rank_row
from assay.reports.drivers.reading import DriverRow
from assay.reports.wording import write_number

OWN, LENT = mark("its own weeks"), mark("lent to other deals")

#: verdicts as the numbers say them
_VERDICTS = (mark("associated"), mark("not associated"), mark("not enough"), mark("placebo"))

_COLUMNS = {
    "name": "text",
    "weeks": "word",
    "times_as_often_lost": "ratio",
    "low": "ratio",
    "high": "ratio",
    "lost_in_such_weeks": "count",
    "lost_deals": "count",
    "deals_followed": "count",
    "questions_tried": "count",
    "verdict": "word",
}


def chart_drivers(rows: Iterable[DriverRow], titles: Mapping[str, str], kind: str) -> tuple[Numbers, Chart] | None:
    """Those of one kind that could be tried, what is shown to go with losing first."""
    found = [row for row in sorted(rows, key=rank_row) if row.kind == kind and row.ratio is not None]
    if not found:
        return None
    cells: list[tuple[Cell, ...]] = []
    for row in found:
        title, counts = titles.get(row.name, row.name), (row.lost_with, row.lost_n, row.n, row.asked)
        said = row.verdict.replace("_", " ")
        cells.append((title, OWN, row.ratio, row.ratio_low, row.ratio_high, *counts, said))
        if row.placebo_ratio is not None:
            placebo = (row.placebo_ratio, row.placebo_ratio_low, row.placebo_ratio_high)
            cells.append((title, LENT, *placebo, *counts, "placebo"))
    named = "word" if kind == "signal" else "text"
    numbers = Numbers(f"{kind}s-and-losing", _COLUMNS | {"name": named}, tuple(cells))
    titled = list(dict.fromkeys(str(cell[0]) for cell in cells))
    about = say(
        "n = up to {n} ended deals, followed week by week. Held equal: age, stage, size, "
        "segment, half-year and the buyer's recent activity. Lines are 95\u00a0% intervals on a scale of ratios; grey: "
        "beginnings lent to other deals of the same age, which should lie at 1.",
        n=write_number(max(row.n for row in found)),
    )
    if kind == "driver":
        title = say("Drivers and losing")
        alt = say("For {n} drivers how many times as often deals are lost, with interval and placebo.", n=len(titled))
    else:
        title = say("Signals and losing")
        alt = say("For {n} signals how many times as often deals are lost, with interval and placebo.", n=len(titled))
    spec = draw_ratio_rows(titled, ("name", "weeks", "times_as_often_lost"), [OWN, LENT])
    return numbers, draw_chart(numbers, spec, title=title, about=about, alt=alt)
