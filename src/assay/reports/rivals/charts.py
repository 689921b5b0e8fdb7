"""Charts of competitors: the rate against each, and how it went over time with what they did."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from assay.domain.tongue import say
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.drawings import GREY, LOST, WON
from assay.reports.narrowing_drawing import MOST_QUARTERS, draw_narrowing
from assay.reports.rivals.narrowed import name_narrowed
from assay.reports.rivals.reading import Act, Narrowed, Rate
from assay.reports.team_charts import FEWEST
from assay.reports.wording import write_number

_SHARE: dict[str, Any] = {
    "type": "quantitative",
    "scale": {"domain": [0, 1]},
    "axis": {"format": ".0%", "tickCount": 5},
}

_ENDS = {"rate": "rate", "low": "share", "high": "share"}


def chart_rates(rates: Sequence[Rate]) -> tuple[Numbers, Chart] | None:
    """The pooled rate against each competitor on its interval, and the counted one as a ring."""
    shown = [one for one in rates if one.pooled is not None]
    if not shown:
        return None
    rows: list[tuple[Cell, ...]] = [
        (
            one.competitor or "?",
            *(one.won, one.lost, one.no_decision),
            *(one.rate if one.n >= FEWEST else None, one.rate_low, one.rate_high),
            *(one.pooled, one.pooled_low, one.pooled_high),
        )
        for one in shown
    ]
    columns = {"competitor": "text", "won": "count", "lost": "count", "no_decision": "count"} | _ENDS
    numbers = Numbers(
        "rival-rates", columns | {"pooled": "share", "pooled_low": "share", "pooled_high": "share"}, tuple(rows)
    )
    about = say(
        "n = {n} deals won or lost with a competitor on record before the end; one with "
        "two competitors counts with each. Dots with lines are pooled rates with 95\u00a0% intervals, rings the rates "
        "as counted, from {fewest} deals on.",
        n=write_number(sum(one.n for one in shown)),
        fewest=FEWEST,
    )
    alt = say("Win rates against {n} competitors, each with its interval.", n=len(shown))
    return numbers, draw_chart(numbers, _draw_rates(len(shown)), title=say("Against each"), about=about, alt=alt)


def chart_drift(rates: Iterable[Rate], acts: Sequence[Act]) -> tuple[Numbers, Chart] | None:
    """The rate against one competitor over time, pooled, with the days of what it did."""
    shown = [one for one in rates if one.period and one.pooled is not None]
    if len(shown) < 2:
        return None
    starts = [one.period_start or 0 for one in shown]
    width = starts[1] - starts[0]
    rows: list[tuple[Cell, ...]] = [
        (
            one.period,
            datetime.fromtimestamp(start + width // 2, UTC).date().isoformat(),
            *(one.won, one.lost),
            *(one.rate if one.n >= FEWEST else None, one.pooled, one.pooled_low, one.pooled_high),
            _name_acts(acts, start, start + width),
        )
        for one, start in zip(shown, starts, strict=True)
    ]
    columns = {"period": "text", "middle": "text", "won": "count", "lost": "count", "rate": "rate"}
    ends = {"pooled": "share", "pooled_low": "share", "pooled_high": "share", "what_it_did": "text"}
    numbers = Numbers("rival-drift", columns | ends, tuple(rows))
    dated = [one for one in acts if one.occurred_at is not None and starts[0] <= one.occurred_at < starts[-1] + width]
    about = say(
        "n = {n} deals won or lost. The line is the pooled rate of each period, the band "
        "its 95\u00a0% interval; rings are rates as counted, from {fewest} deals on. Dashed lines are days on which "
        "the competitor did something.",
        n=write_number(sum(one.n for one in shown)),
        fewest=FEWEST,
    )
    alt = say(
        "The win rate over {n} periods with its interval, and {acts} acts of the competitor.",
        n=len(shown),
        acts=len(dated),
    )
    return numbers, draw_chart(numbers, _draw_drift(dated), title=say("Over time"), about=about, alt=alt)


def chart_narrowing(narrowed: Sequence[Narrowed]) -> tuple[Numbers, Chart] | None:
    """The rate of all deals, and against those competitors that are followed, as of the end of each quarter."""
    ends = sorted({one.until for one in narrowed})[-MOST_QUARTERS:]
    if len(ends) < 2:
        return None
    kept = [one for one in narrowed if one.until in ends]
    ordered = sorted(kept, key=lambda one: (one.competitor_id is None, -one.until, -one.n))
    shown = list(dict.fromkeys(name_narrowed(one) for one in ordered))
    kept.sort(key=lambda one: (one.until, shown.index(name_narrowed(one))))
    rows = tuple(
        (name_narrowed(one), one.quarter, one.rate, one.rate_low, one.rate_high, one.won, one.lost) for one in kept
    )
    columns = {"name": "text", "quarter": "text", "share": "share", "low": "share", "high": "share"}
    numbers = Numbers("narrowing-rates", columns | {"won": "count", "lost": "count"}, rows)
    about = say(
        "n = {n} deals won or lost by the last of these quarters; at the end of each, all that had ended by then. A "
        "competitor counts where it was on record before the end. Lines are 95\u00a0% intervals, as counted.",
        n=write_number(max(one.n for one in kept)),
    )
    alt = say("{n} win rates over {quarters} quarters, each with its interval.", n=len(shown), quarters=len(ends))
    drawn = draw_narrowing(shown, say("win rate"))
    return numbers, draw_chart(numbers, drawn, title=say("Win rates, quarter by quarter"), about=about, alt=alt)


def _name_acts(acts: Sequence[Act], start: int, end: int) -> str:
    return "; ".join(one.what for one in acts if one.occurred_at is not None and start <= one.occurred_at < end)


def _draw_rates(count: int) -> dict[str, Any]:
    x = _SHARE | {"title": say("win rate")}
    return {
        "height": max(80, 34 * count),
        "encoding": {"y": {"field": "competitor", "type": "nominal", "sort": None, "title": None}},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5, "color": WON},
                "encoding": {"x": x | {"field": "pooled_low"}, "x2": {"field": "pooled_high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 64, "opacity": 1, "color": WON},
                "encoding": {"x": x | {"field": "pooled"}},
            },
            {
                "transform": [{"filter": "isValid(datum.rate)"}],
                "mark": {"type": "point", "filled": False, "size": 110, "opacity": 1, "color": LOST},
                "encoding": {"x": x | {"field": "rate"}},
            },
        ],
    }


def _draw_drift(acts: Sequence[Act]) -> dict[str, Any]:
    x = {"field": "middle", "type": "temporal", "title": None, "axis": {"format": "%Y-%m", "tickCount": 5}}
    y = _SHARE | {"title": say("win rate")}
    days = [datetime.fromtimestamp(one.occurred_at or 0, UTC).date().isoformat() for one in acts]
    return {
        "height": 240,
        "encoding": {"x": x},
        "layer": [
            {
                "mark": {"type": "area", "opacity": 0.18, "color": WON},
                "encoding": {"y": y | {"field": "pooled_low"}, "y2": {"field": "pooled_high"}},
            },
            {"mark": {"type": "line", "color": WON, "strokeWidth": 2}, "encoding": {"y": y | {"field": "pooled"}}},
            {
                "transform": [{"filter": "isValid(datum.rate)"}],
                "mark": {"type": "point", "filled": False, "size": 90, "opacity": 1, "color": LOST},
                "encoding": {"y": y | {"field": "rate"}},
            },
            {
                "data": {"values": [{"day": day, "said": say("act of {day}", day=day)} for day in days]},
                "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3], "strokeWidth": 2},
                "encoding": {"x": {"field": "day", "type": "temporal"}},
            },
        ],
    }
