"""The back-test as a chart: what share of losses would have been avoided, of wins forgone, of hours saved."""

from collections.abc import Sequence
from typing import Any

from assay.domain.tongue import mark, say, translate
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.drawings import GREY, LOST, WON
from assay.reports.wording import write_number

Spec = dict[str, Any]

#: name of a measure -> what it is called
_TITLES = {
    "declined": mark("deals declined"),
    "losses_avoided": mark("losses avoided"),
    "wins_forgone": mark("wins forgone"),
    "value_of_losses_avoided": mark("value of losses avoided"),
    "value_of_wins_forgone": mark("value of wins forgone"),
    "hours_saved": mark("hours saved"),
}

#: name, amount, total, deals behind, share, low, high
Row = tuple[str, float, float, int, float | None, float | None, float | None]


def chart_backtest(rows: Sequence[Row], *, with_amounts: bool, period: str, currency: str) -> tuple[Numbers, Chart]:
    """rows: as of criterion_backtest.  with_amounts: sums are shown too, to whom may see every deal."""
    cells: list[tuple[Cell, ...]] = []
    for name, amount, total, n, *spread in rows:
        sums: tuple[Cell, ...] = (round(amount, 1), round(total, 1)) if with_amounts else ()
        cells.append((_TITLES[name], *sums, n, *spread))
    columns = {"measure": "word"} | ({"amount": "count", "of": "count"} if with_amounts else {})
    numbers = Numbers("criteria-back-test", columns | {"deals": "count"} | _SPREAD, tuple(cells))
    told = [
        say(
            "n = {n} deals {period}, on none of which the rules were learnt: had every deal been declined that a rule "
            "to decline meets. Lines are 95\u00a0% intervals.",
            n=write_number(max((row[3] for row in rows), default=0)),
            period=period,
        )
    ]
    if currency and with_amounts:
        told.append(say("Values are in {currency}.", currency=currency))
    told.append(say("The past, not a promise: what would have become of a declined deal is what did become of it."))
    shares = [f"{translate(_TITLES[name])} {share:.0%}" for name, *_, share, _low, _high in rows if share is not None]
    alt = say("Points on their intervals: {shares}.", shares=", ".join(shares))
    title = say("Had the rules been followed")
    return numbers, draw_chart(numbers, _draw(), title=title, about=" ".join(told), alt=alt)


_SPREAD = {"share": "rate", "low": "share", "high": "share"}


def _draw() -> Spec:
    titles = list(_TITLES.values())
    colours = [GREY, LOST, WON, LOST, WON, GREY]
    x = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}
    return {
        "height": {"step": 34},
        "encoding": {
            "y": {"field": "measure", "type": "nominal", "sort": titles, "title": None},
            "color": {"field": "measure", "scale": {"domain": titles, "range": colours}, "legend": None},
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5},
                "encoding": {
                    "x": x | {"field": "low", "title": say("share of the later deals")},
                    "x2": {"field": "high"},
                },
            },
            {
                "transform": [{"filter": "isValid(datum.share)"}],
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                "encoding": {"x": x | {"field": "share"}},
            },
        ],
    }
