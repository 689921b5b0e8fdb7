"""Places the marks of one lane of the timeline so that they stay legible, however many there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from assay.domain.tongue import say_counted

LANE_HEIGHT = 36

#: marks nearer to each other than this are set one above the other, or counted together
_NEAR = 12
#: width of a mark that stands for several
_PILL = 22
#: between the edge of such a mark and the next one
_SPARE = 8
_LIFT = 8

#: outlines, drawn around (0, 0)
_OUTLINES = {
    "letter": "M-6.5-4.5h13v9h-13zM6.5-4.5L0 1-6.5-4.5",
    "call": "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
    "meeting": "M-6-6h12v12h-12z",
    "demo": "M-5-7l11.5 7L-5 7z",
    "proposal": "M-5-7h6.5L5-3.5V7H-5zM1.5-7v3.5H5",
    "chat": "M-6-5.5h12v8h-6.5L-3.5 6V2.5H-6z",
    "note": "M0-5l5 5-5 5-5-5z",
    "task": "M0-5l5 5-5 5-5-5z",
    "touch": "M-2-5.5h4v3.5h3.5v4H2v3.5h-4V2h-3.5v-4H-2z",
    "turnover": "M0-6L6 5H-6z",
}


@dataclass(frozen=True)
class Spot:
    """Something that happened, at x; not yet placed. `way`: in, out, both, own or unsaid.

    at: epoch seconds. row: its table and id, such as activity/123.
    """

    x: float
    shape: str
    way: str
    struck: bool
    faint: bool
    href: str
    title: str
    at: int = 0
    row: str = ""


@dataclass(frozen=True)
class Mark:
    """One mark as it is drawn."""

    x: Annotated[float, "where"]
    y: Annotated[float, "where"]
    outline: Annotated[str, "the outline around (0, 0)"]
    way: Annotated[str, "in, out, both, own or unsaid: filled, hollow or grey"]
    struck: Annotated[bool, "it did not take place"]
    faint: Annotated[bool, "sent by a system, or only planned"]
    href: Annotated[str, "its row, the first one where it stands for several"]
    title: Annotated[str, "what it is"]
    count: Annotated[int, "how many rows it stands for"]
    at: Annotated[int, "when, epoch seconds"]
    row: Annotated[str, "table and id of its row"]
    inner: Annotated[tuple["Mark", ...], "the marks it stands for, where it stands for several"]


def place_marks(spots: Sequence[Spot], middle: float) -> Iterator[Mark]:
    """The marks of one lane around the height `middle`, in the order of time.

    Up to two near each other are stacked; more become one mark with their number, and a lane in which that happens
    counts over wider steps, so that these marks never cover each other.
    """
    ordered = sorted(spots, key=lambda spot: spot.x)
    groups = list(_group_near(ordered, _NEAR))
    if any(len(group) > 2 for group in groups):
        groups = list(_group_near(ordered, _PILL + _SPARE))
    for group in groups:
        if len(group) > 2:
            yield _count_together(group, middle)
        else:
            lifts = (0.0,) if len(group) == 1 else (-_LIFT, _LIFT)
            yield from (_draw_alone(spot, middle + lift) for spot, lift in zip(group, lifts, strict=True))


def _group_near(spots: Iterable[Spot], reach: float) -> Iterator[list[Spot]]:
    group: list[Spot] = []
    for spot in spots:
        if group and spot.x - group[0].x >= reach:
            yield group
            group = []
        group.append(spot)
    if group:
        yield group


def _draw_alone(spot: Spot, y: float) -> Mark:
    outline = _OUTLINES.get(spot.shape, _OUTLINES["note"])
    return Mark(spot.x, y, outline, spot.way, spot.struck, spot.faint, spot.href, spot.title, 1, spot.at, spot.row, ())


def _count_together(group: list[Spot], middle: float) -> Mark:
    ways = {spot.way for spot in group}
    way = next(way for way in ("both", "in", "out", "unsaid", "own") if way in ways)
    x = round(min((group[0].x + group[-1].x) / 2, group[0].x + _PILL / 2 + 1), 1)
    rest = [say_counted("and {n} more", "and {n} more", len(group) - 12)] if len(group) > 12 else []
    lines = [spot.title for spot in group[:12]] + rest
    outline = f"M{-_PILL / 2 + 7:g}-8h{_PILL - 14}a7 8 0 0 1 0 16h-{_PILL - 14}a7 8 0 0 1 0-16z"
    title = say_counted("{n} row", "{n} rows", len(group)) + "\n" + "\n".join(lines)
    first, inner = group[0], tuple(_draw_alone(spot, middle) for spot in group)
    return Mark(x, middle, outline, way, False, False, first.href, title, len(group), first.at, first.row, inner)
