"""Charts of a roll-out: the difference that the lot made, and both sides in each period."""

from assay.domain.tongue import mark, say
from assay.patterns.practices.rolling import Period, Plan, RolledOut
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.drawings import GREY, WON, Spec
from assay.reports.patterns.practices import NOT_TOLD, draw_differences
from assay.reports.wording import write_number
from assay.stats.wilson import bound_share

BEGUN, OTHERS = mark("begun"), mark("not begun yet")
#: verdict -> as the chart says it
_SAID = {"more": mark("more"), "fewer": mark("fewer"), "none": mark("none"), "not_enough": NOT_TOLD}
_COLUMNS = {"outcome": "word", "difference_in_points": "points", "low": "count", "high": "count", "p": "ratio"}


def chart_effect(plan: Plan, found: RolledOut) -> tuple[Numbers, Chart]:
    """The difference on its interval, or that it cannot be told."""
    spread = found.effect.difference
    deals = sum(one.begun_n + one.other_n for one in found.periods)
    ends = [] if spread is None else [100 * end for end in (spread.mid, spread.low, spread.high)]
    what = mark("buyers who agree") if plan.practice == "announce" else mark("deals won")
    points: tuple[Cell, ...] = tuple(ends) if ends else (None, None, None)
    row: tuple[Cell, ...] = (what, *points, found.effect.p, len(plan.teams), deals, _SAID[found.verdict])
    counts = {"teams": "count", "deals": "count", "verdict": "word"}
    numbers = Numbers("roll-out", _COLUMNS | counts, (row,))
    about = say(
        "n = {n} deals of {teams} teams. Teams that had begun less teams that had not, within the "
        "same weeks; each team counts as begun from its day on, whether it did as planned or not. The 95\u00a0% "
        "interval and p rest on the {orders} orders that the lot could have drawn.",
        n=write_number(deals),
        teams=len(plan.teams),
        orders=write_number(found.effect.orders),
    )
    alt = say("The difference in points on its interval.") if ends else say("The difference cannot be told.")
    spec = draw_differences([what], "outcome", ends)
    return numbers, draw_chart(numbers, spec, title=say("What the roll-out shows"), about=about, alt=alt)


def chart_periods(plan: Plan, periods: tuple[Period, ...], fewest: int) -> tuple[Numbers, Chart]:
    """Both sides of each period with intervals. fewest: of fewer deals no share is told."""
    rows: list[tuple[Cell, ...]] = []
    for one in periods:
        for side, n, hits in ((BEGUN, one.begun_n, one.begun_hits), (OTHERS, one.other_n, one.other_hits)):
            spread = bound_share(hits, n) if n >= fewest else None
            told: tuple[Cell, ...] = (spread.mid, spread.low, spread.high) if spread else (None, None, None)
            rows.append((one.first_day.isoformat(), side, *told, n if n >= fewest else None))
    ends = {"share": "rate", "low": "share", "high": "share", "deals": "count"}
    numbers = Numbers("roll-out-periods", {"from": "text", "teams": "word"} | ends, tuple(rows))
    if plan.practice == "announce":
        about = say("Share of buyers asked who agreed, by the day on which each step began.")
    else:
        about = say("Share of deals opened then and won within 180 days, by the day on which each step began.")
    about += " " + say("Lines are 95\u00a0% intervals of the shares as counted.")
    if fewest > 1:
        about += " " + say("Of fewer than {n} deals no share is shown.", n=fewest)
    alt = say("Shares of teams that had begun and of those that had not, in {n} periods.", n=len(periods))
    return numbers, draw_chart(numbers, _draw_periods(), title=say("Both sides, step by step"), about=about, alt=alt)


def _draw_periods() -> Spec:
    sides = [BEGUN, OTHERS]
    y: Spec = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}
    y["title"] = say("share")
    return {
        "height": 220,
        "encoding": {
            "x": {"field": "from", "type": "ordinal", "title": say("step from"), "axis": {"labelAngle": 0}},
            "xOffset": {"field": "teams", "scale": {"domain": sides}},
            "color": {"field": "teams", "scale": {"domain": sides, "range": [WON, GREY]}},
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.6},
                "encoding": {"y": y | {"field": "low"}, "y2": {"field": "high"}},
            },
            {
                "transform": [{"filter": "isValid(datum.share)"}],
                "mark": {"type": "point", "filled": True, "size": 64, "opacity": 1},
                "encoding": {
                    "y": y | {"field": "share"},
                    "shape": {"field": "teams", "scale": {"domain": sides, "range": ["circle", "square"]}},
                },
            },
        ],
    }
