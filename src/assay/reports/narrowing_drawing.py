"""How headlines that narrow from quarter to quarter are drawn: Vega-Lite without its data."""

from collections.abc import Sequence

from assay.domain.tongue import say
from assay.reports.drawings import GREY, LOST, PAUSE, WON, Spec

#: more would lie too close together to be read
MOST_QUARTERS = 8
_COLOURS, _SHAPES = (LOST, WON, PAUSE, GREY), ("square", "circle", "diamond", "cross")


def draw_narrowing(names: Sequence[str], title: str) -> Spec:
    """A point on its interval for each of at most four names at the end of each quarter.

    It is drawn from name, quarter, share, low and high.  title: what the shares are of.
    """
    kinds = list(names)
    y = {"type": "quantitative", "axis": {"format": ".0%", "tickCount": 5, "labelOverlap": True}, "title": title}
    # one under the other: side by side the last would be cut off on a phone
    legend = {"columns": 1}
    colours = {"domain": kinds, "range": list(_COLOURS[: len(kinds)])}
    shapes = {"domain": kinds, "range": list(_SHAPES[: len(kinds)])}
    return {
        "height": 240,
        "encoding": {
            "x": {"field": "quarter", "type": "ordinal", "title": say("as of the end of"), "axis": {"labelAngle": -60}},
            "xOffset": {"field": "name", "scale": {"domain": kinds}},
            "color": {"field": "name", "scale": colours, "legend": legend},
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5},
                "encoding": {"y": y | {"field": "low"}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 50, "opacity": 1},
                "encoding": {
                    "y": y | {"field": "share"},
                    "shape": {"field": "name", "scale": shapes, "legend": legend},
                },
            },
        ],
    }
