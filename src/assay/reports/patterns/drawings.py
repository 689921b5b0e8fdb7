"""How the charts of single signals and of silences are drawn: Vega-Lite without its data."""

from assay.domain.tongue import mark, say
from assay.reports.drawings import GREY, LOST, WON, Spec

_SHARE = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}
_SIDES = ["lost", "won"]

#: whether a silence is within what is usual
USUAL = (mark("usual so far"), mark("longer than usual"))


def draw_hit_shares() -> Spec:
    """Two points on their intervals for each age; square lost, round won."""
    y = _SHARE | {"title": say("share in which it fired")}
    return {
        "height": 240,
        "encoding": {
            "x": {"field": "age_days", "type": "ordinal", "title": say("age in days"), "axis": {"labelAngle": 0}},
            "xOffset": {"field": "outcome", "scale": {"domain": _SIDES}},
            "color": {"field": "outcome", "scale": {"domain": _SIDES, "range": [LOST, WON]}},
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5},
                "encoding": {"y": y | {"field": "low"}, "y2": {"field": "high"}},
            },
            {
                "transform": [{"filter": "isValid(datum.share)"}],
                "mark": {"type": "point", "filled": True, "size": 64, "opacity": 1},
                "encoding": {
                    "y": y | {"field": "share"},
                    "shape": {"field": "outcome", "scale": {"domain": _SIDES, "range": ["square", "circle"]}},
                },
            },
        ],
    }


def draw_silences(bands: list[str]) -> Spec:
    """A bar for each length of silence, split by whether it is longer than usual."""
    return {
        "height": 220,
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "days_of_silence",
                "type": "ordinal",
                "sort": bands,
                "title": say("days since the buyer's last word"),
                "axis": {"labelAngle": 0},
            },
            "y": {"field": "deals", "type": "quantitative", "title": say("open deals"), "axis": {"tickMinStep": 1}},
            "color": {"field": "silence", "scale": {"domain": list(USUAL), "range": [GREY, LOST]}},
        },
    }


def draw_kept_word() -> Spec:
    """A point on its interval for what was said, beside the line on which it was what came."""
    x = _SHARE | {"title": say("what was said of the silence"), "field": "said_probability"}
    y = _SHARE | {"title": say("share that was the end")}
    still = {"x": {"datum": 0}, "y": {"datum": 0}, "x2": {"datum": 1}, "y2": {"datum": 1}}
    return {
        "height": 240,
        "layer": [
            {"mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]}, "encoding": still},
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5, "color": LOST},
                "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 64, "opacity": 1, "color": LOST},
                "encoding": {"x": x, "y": y | {"field": "share"}},
            },
        ],
    }
