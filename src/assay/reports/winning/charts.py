"""How well what was said came true, drawn: a point on its interval for each band, beside the line where both agree."""

from collections.abc import Sequence
from typing import Any

from assay.domain.tongue import say
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.drawings import GREY, WON, Spec
from assay.reports.winning.rows import Chance, Leak, Way
from assay.reports.winning.saying import name_model
from assay.reports.wording import write_number

_SHARE = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}


def chart_calibration(ways: Sequence[Way]) -> tuple[Numbers, Chart] | None:
    """The bands of the score that is used, or that was tried and found wanting; None where none was tried."""
    way = next((one for one in ways if one.verdict in ("used", "no_better", "too_few_tested") and one.bands), None)
    if way is None:
        return None
    columns = {"said": "share", "won": "rate", "low": "share", "high": "share", "deals": "count"}
    rows = tuple((band.said, band.rate, band.rate_low, band.rate_high, band.deals) for band in way.bands)
    numbers = Numbers("win-calibration", columns, rows)
    about = say(
        "n = {n} deals whose end came later than what the score was learnt from, put "
        "together by what was said of them; a deal may stand in several groups, on different days. Lines are 95\u00a0% "
        "intervals; on the dashed line what was said is what came. Over the whole company.",
        n=write_number(way.tested_deals),
    )
    alt = say("{n} points: the probability that was said, and the share that was won, with intervals.", n=len(rows))
    return numbers, draw_chart(numbers, _draw_curve(), title=say("Does it come true"), about=about, alt=alt)


def _draw_curve() -> Spec:
    x = _SHARE | {"title": say("probability that was said"), "field": "said"}
    y = _SHARE | {"title": say("share won")}
    still: dict[str, Any] = {"x": {"datum": 0}, "y": {"datum": 0}, "x2": {"datum": 1}, "y2": {"datum": 1}}
    return {
        "height": 260,
        "layer": [
            {"mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]}, "encoding": still},
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5, "color": WON},
                "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "opacity": 1, "color": WON, "size": 64},
                "encoding": {"x": x, "y": y | {"field": "won"}},
            },
            {
                "mark": {"type": "text", "dy": -12, "dx": 14, "fontSize": 11},
                "encoding": {"x": x, "y": y | {"field": "won"}, "text": {"field": "deals", "format": ",d"}},
            },
        ],
    }


def list_way_numbers(ways: Sequence[Way]) -> Numbers:
    """Each way of telling with its figures, as CSV."""
    figures = ("auc", "brier", "ece", "slope")
    columns = {"way": "text", "deals": "count"}
    for one in figures:
        columns |= {one: "text", f"{one}_low": "text", f"{one}_high": "text"}
    rows: list[tuple[Cell, ...]] = []
    for way in ways:
        told = [_write(part) for one in figures for part in way.figures.get(one, (None, None, None))]
        rows.append((name_model(way), way.tested_deals, *told))
    return Numbers("win-comparison", columns, tuple(rows))


def list_chance_numbers(chances: Sequence[Chance], names: dict[int, str]) -> Numbers:
    """The open deals with their probability, as CSV."""
    columns = {"deal": "text", "probability": "share", "band_from": "share", "band_to": "share", "won_of_band": "rate"}
    columns |= {"won_low": "share", "won_high": "share", "deals_of_band": "count", "stated_in_crm": "share"}
    rows = tuple(
        (
            *(names.get(one.deal_id, str(one.deal_id)), one.p, one.band_low, one.band_high, one.band_rate),
            *(one.band_rate_low, one.band_rate_high, one.band_deals, one.stated),
        )
        for one in chances
    )
    return Numbers("win-deals", columns, rows)


def list_leak_numbers(leaks: Sequence[Leak]) -> Numbers:
    """Every field that was looked at, as CSV."""
    columns = {"field": "text", "kind": "text", "verdict": "text", "auc": "text", "auc_low": "text", "auc_high": "text"}
    columns |= {"deals": "count", "filled_ended": "share", "filled_open": "share", "changes_after_end": "share"}
    rows = tuple(
        (
            *(one.field, one.kind, one.verdict, _write(one.auc), _write(one.auc_low), _write(one.auc_high)),
            *(one.deals, one.filled_ended, one.filled_open, one.after_end),
        )
        for one in leaks
    )
    return Numbers("win-leaks", columns, rows)


def _write(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
