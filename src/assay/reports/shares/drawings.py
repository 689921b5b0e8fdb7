"""How shares of losses are drawn: Vega-Lite without its data."""

from collections.abc import Sequence

from assay.domain.tongue import say
from assay.reports.drawings import GREY, LOST, PAUSE, WON, Spec

_SHARE = {"type": "quantitative", "axis": {"format": ".0%", "tickCount": 5, "labelOverlap": True}}
#: one under the other: side by side the last would be cut off on a phone
_LEGEND = {"columns": 1}
_COLOURS = (LOST, WON, PAUSE)
_SHAPES = ("square", "circle", "diamond")


def draw_shares(names: Sequence[str], by: str, kinds: Sequence[str]) -> Spec:
    """A point on its interval for each name, the largest first. by, kinds: what sets points of one name apart."""
    colour = {"field": by, "scale": {"domain": list(kinds), "range": list(_COLOURS[: len(kinds)])}, "legend": _LEGEND}
    shape = {"field": by, "scale": {"domain": list(kinds), "range": list(_SHAPES[: len(kinds)])}, "legend": _LEGEND}
    x = _SHARE | {"title": say("share of losses")}
    return {
        "height": max(90, 18 * len(names) * max(1, len(kinds))),
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": list(names), "title": None, "axis": {"labelLimit": 150}},
            "yOffset": {"field": by, "scale": {"domain": list(kinds)}},
            "color": colour,
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5},
                "encoding": {"x": x | {"field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                "encoding": {"x": x | {"field": "share"}, "shape": shape},
            },
        ],
    }


def draw_curves(kinds: Sequence[str]) -> Spec:
    """A line for each way in which a share is off, over the number of losses."""
    return {
        "height": 220,
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {
            "x": {
                "field": "losses",
                "type": "quantitative",
                "scale": {"type": "log"},
                "title": say("losses"),
                "axis": {"tickCount": 4, "format": "~s"},
            },
            "y": _SHARE | {"field": "off_by", "title": say("off by up to")},
            "color": {"field": "way", "scale": {"domain": list(kinds), "range": [GREY, LOST, WON]}, "legend": _LEGEND},
            "strokeDash": {
                "field": "way",
                "scale": {"domain": list(kinds), "range": [[4, 3], [1, 0], [8, 3]]},
                "legend": _LEGEND,
            },
        },
    }
