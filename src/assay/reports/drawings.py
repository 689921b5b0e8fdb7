"""How each chart of the team page is drawn: Vega-Lite without its data. Nothing here knows a number."""

from typing import Any

from assay.domain.tongue import mark, say

Spec = dict[str, Any]

WON, LOST, PAUSE, GREY, OPEN, UNSAID = "#1f6f63", "#a6472a", "#c9992f", "#8b959c", "#dbe7ef", "#eceeef"

#: outcomes in words -> fill; open deals are pale, so that they read as not decided
OUTCOME_FILLS = {
    "won": WON,
    "lost": LOST,
    "no decision": PAUSE,
    "disqualified": GREY,
    "outcome unknown": UNSAID,
    "open": OPEN,
}

_QUARTERS = {"labelAngle": 0, "labelOverlap": True, "labelExpr": "replace(datum.label, '-', ' ')"}
_SHARE = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}
_SIDES = ["lost", "won"]

#: whose date it is: the deal's own, or another deal's
PLACEBO_SIDES = [mark("its own"), mark("placebo")]

#: a mark that is no row's: what the rows share is taken from it
_STILL: Spec = {"y": None, "yOffset": None, "color": None}


def draw_outcome_bars(cohort: str, outcomes: list[str]) -> Spec:
    """A bar a quarter, split by outcome in the order given."""
    fills = [OUTCOME_FILLS[outcome] for outcome in outcomes]
    return {
        "height": 220,
        "transform": [{"calculate": f"indexof({outcomes!r}, datum.outcome)", "as": "place"}],
        "mark": {"type": "bar", "stroke": "#8b959c", "strokeWidth": 0.6},
        "encoding": {
            "x": _name_quarters(cohort),
            "y": {"field": "deals", "type": "quantitative", "title": say("deals"), "axis": {"tickMinStep": 1}},
            "color": {"field": "outcome", "scale": {"domain": outcomes, "range": fills}},
            "order": {"field": "place"},
        },
    }


def draw_quarter_rates(cohort: str) -> Spec:
    """A rate a quarter as a point on its interval; hollow where deals of that quarter of opening are still open."""
    y = _SHARE | {"title": say("win rate")}
    moving = {"test": f"'{cohort}' == 'opening' && datum.still_open > 0", "value": "#ffffff"}
    fill = {"condition": moving, "value": WON}
    return {
        "height": 220,
        "encoding": {"x": _name_quarters(cohort)},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "color": WON, "opacity": 0.45},
                "encoding": {"y": y | {"field": "low"}, "y2": {"field": "high"}},
            },
            {
                "transform": [{"filter": "isValid(datum.rate)"}],
                "mark": {"type": "point", "size": 70, "stroke": WON, "opacity": 1},
                "encoding": {"y": y | {"field": "rate"}, "fill": fill},
            },
        ],
    }


def draw_age_curves() -> Spec:
    """Two step curves with their bands; the lost one is dashed, so that colour is not needed."""
    x = {"field": "age_days", "type": "quantitative", "title": say("age in days"), "scale": {"domainMin": 0}}
    x["axis"] = {"grid": False, "tickCount": 8}
    colour = {"field": "outcome", "scale": {"domain": ["won", "lost"], "range": [WON, LOST]}}
    y = _SHARE | {"title": say("share of all deals"), "scale": {"domainMin": 0}}
    dash = {"condition": {"test": "datum.outcome == 'lost'", "value": [6, 3]}, "value": [1, 0]}
    return {
        "height": 240,
        "encoding": {"x": x, "color": colour},
        "layer": [
            {
                "mark": {"type": "area", "opacity": 0.18, "interpolate": "step-after"},
                "encoding": {"y": y | {"field": "low"}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
                "encoding": {"y": y | {"field": "share"}, "strokeDash": dash},
            },
        ],
    }


def draw_signal_shares(titles: list[str]) -> Spec:
    """Two points on their intervals for each signal, in the order given; square lost, round won."""
    apart = {"paddingInner": 0.45, "paddingOuter": 0.35}
    y: Spec = {"field": "signal", "type": "ordinal", "sort": titles, "title": None, "scale": apart} | _name_rows(23)
    colour = {"field": "outcome", "scale": {"domain": _SIDES, "range": [LOST, WON]}}
    shape = {"field": "outcome", "scale": {"domain": _SIDES, "range": ["square", "circle"]}}
    rule, point = _draw_across("share_at_same_age_and_stage", say("share in which it fired, at the same age and stage"))
    point["encoding"] |= {"shape": shape}
    return {
        "height": {"step": 15},
        "encoding": {"y": y, "yOffset": {"field": "outcome", "scale": {"domain": _SIDES}}, "color": colour},
        "layer": [rule, point],
    }


def draw_group_rates(values: list[str], field: str) -> Spec:
    """A point on its interval for each value of a field, in the order given."""
    y = {"field": "value", "type": "ordinal", "sort": values, "title": None} | _name_rows(14)
    rule, point = _draw_across("rate", say("win rate"))
    return {
        "height": {"step": 38},
        "encoding": {"y": y, "color": {"value": WON}},
        "layer": [rule, point],
    }


def draw_hazards(events: list[str]) -> Spec:
    """Two points on their intervals for each event, in the order given: its own date, below it the placebo's."""
    return draw_ratio_rows(events, ("event", "date_of", "hazard_ratio"), PLACEBO_SIDES)


def draw_ratio_rows(names: list[str], fields: tuple[str, str, str], sides: list[str]) -> Spec:
    """Two points on their intervals for each name, in the order given, the second side below the first.

    fields: of the name, of the side and of the ratio.  The scale is one of ratios, on which half and twice lie as far
    from 1.
    """
    name, side, middle = fields
    apart = {"paddingInner": 0.45, "paddingOuter": 0.35}
    y: Spec = {"field": name, "type": "ordinal", "sort": names, "title": None, "scale": apart} | _name_rows(23)
    colour = {"field": side, "scale": {"domain": sides, "range": [LOST, GREY]}}
    shape = {"field": side, "scale": {"domain": sides, "range": ["square", "circle"]}}
    x = {"type": "quantitative", "scale": {"type": "log", "nice": False}, "title": say("times as often lost")}
    x["axis"] = {"values": [0.1, 0.2, 0.5, 1, 2, 5, 10, 20], "format": "~g"}
    return {
        "height": {"step": 15},
        "encoding": {"y": y, "yOffset": {"field": side, "scale": {"domain": sides}}, "color": colour},
        "layer": [
            {
                "mark": {"type": "rule", "color": "#56626c", "strokeDash": [4, 3]},
                "encoding": _STILL | {"x": {"datum": 1}},
            },
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5},
                "encoding": {"x": x | {"field": "low"}, "x2": {"field": "high"}},
            },
            {
                "transform": [{"filter": f"isValid(datum.{middle})"}],
                "mark": {"type": "point", "filled": True, "size": 64, "opacity": 1},
                "encoding": {"x": x | {"field": middle}, "shape": shape},
            },
        ],
    }


def draw_gaps(events: list[str]) -> Spec:
    """The median on a thick line for the middle half, on a thin one for 8 in 10."""
    y = {"field": "event", "type": "ordinal", "sort": events, "title": None} | _name_rows(14)
    x = {"type": "quantitative", "title": say("days from the event to the end of the deal"), "scale": {"domainMin": 0}}
    spans = [("days_10_percent", "days_90_percent", 2), ("days_25_percent", "days_75_percent", 7)]
    lines: list[Spec] = [
        {
            "mark": {"type": "rule", "strokeWidth": width, "opacity": 0.5},
            "encoding": {"x": x | {"field": low}, "x2": {"field": high}},
        }
        for low, high, width in spans
    ]
    point = {
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {"x": x | {"field": "days_median"}},
    }
    return {"height": {"step": 38}, "encoding": {"y": y, "color": {"value": LOST}}, "layer": [*lines, point]}


def name_quarter(cohort: str) -> str:
    """Of which day the quarter is: the opening or the closing of a deal."""
    return say("quarter of opening") if cohort == "opening" else say("quarter of closing")


def _name_quarters(cohort: str) -> Spec:
    return {"field": "quarter", "type": "ordinal", "title": name_quarter(cohort), "axis": _QUARTERS}


def _name_rows(lift: int) -> Spec:
    """Names of rows above them, so many pixels above the middle: beside them a phone would have no room for either."""
    names = {"labelAlign": "left", "labelPadding": -2, "labelOffset": -lift, "labelColor": "#1c2730"}
    return {"axis": {"domain": False, "ticks": False} | names}


def _draw_across(middle: str, title: str) -> tuple[Spec, Spec]:
    """A lying interval, and the point on it where there is one."""
    x = _SHARE | {"title": title}
    rule = {
        "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5},
        "encoding": {"x": x | {"field": "low"}, "x2": {"field": "high"}},
    }
    point = {
        "transform": [{"filter": f"isValid(datum.{middle})"}],
        "mark": {"type": "point", "filled": True, "size": 64, "opacity": 1},
        "encoding": {"x": x | {"field": middle}},
    }
    return rule, point
