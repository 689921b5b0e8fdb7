"""The parts of the picture of a deal, each with its place in the drawing."""

from dataclasses import dataclass
from typing import Annotated

from assay.reports.lanes import Mark


@dataclass(frozen=True)
class Lane:
    """One person on the buyer's side, or one kind of thing."""

    label: Annotated[str, "the name"]
    note: Annotated[str, "the title, the role"]
    full: Annotated[str, "label and note uncut"]
    kind: Annotated[str, "buyer, quiet (known and never met), own, campaign or change"]
    top: Annotated[float, "upper edge"]
    middle: Annotated[float, "where its line runs"]
    marks: Annotated[tuple[Mark, ...], "what is drawn on it"]


@dataclass(frozen=True)
class Band:
    """The time in one stage."""

    x: Annotated[float, "left edge"]
    width: Annotated[float, "its width"]
    label: Annotated[str, "the stage, cut to the width, or empty"]
    full: Annotated[str, "the stage with its days"]
    tint: Annotated[str, "even or odd, so that neighbours differ"]
    href: Annotated[str, "the row in which the stage was set, or empty"]
    row: Annotated[str, "table and id of that row, or empty"]
    name: Annotated[str, "the stage uncut"]
    since: Annotated[int, "when it began, epoch seconds"]
    until: Annotated[int, "when it ended, epoch seconds"]


@dataclass(frozen=True)
class Tick:
    """One mark of the time axis."""

    x: Annotated[float, "where"]
    label: Annotated[str, "month or year, or empty"]
    weight: Annotated[str, "year or month"]


@dataclass(frozen=True)
class Edge:
    """A moment that matters: the middle of the turn, the buyer's last word, the look back, the close."""

    x: Annotated[float, "where"]
    kind: Annotated[str, "turn, word, cut or close"]
    label: Annotated[str, "what it is, with its day"]
    y: Annotated[float, "base line of the label"]
    anchor: Annotated[str, "start or end: to which side of x the label runs"]
    at: Annotated[int, "when, epoch seconds"]


@dataclass(frozen=True)
class Tie:
    """A line that ties together the people of one meeting."""

    x: Annotated[float, "where"]
    top: Annotated[float, "upper end"]
    bottom: Annotated[float, "lower end"]
    at: Annotated[int, "when, epoch seconds"]
    numbers: Annotated[tuple[int, ...], "the lanes that it ties together, counted from 0"]


@dataclass(frozen=True)
class Timeline:
    """The whole picture, ready to be drawn."""

    width: Annotated[int, "of the drawing"]
    height: Annotated[float, "of the drawing"]
    lanes_top: Annotated[float, "upper edge of the first lane"]
    lanes_bottom: Annotated[float, "lower edge of the last lane"]
    lanes: Annotated[tuple[Lane, ...], "from the most senior buyer down, then our side, campaigns, changes"]
    bands: Annotated[tuple[Band, ...], "stages"]
    ticks: Annotated[tuple[Tick, ...], "the time axis"]
    edges: Annotated[tuple[Edge, ...], "moments that matter"]
    ties: Annotated[tuple[Tie, ...], "meetings of several people"]
    silence_x: Annotated[float, "left edge of the silence"]
    silence_width: Annotated[float, "width of the silence, 0 for none"]
    turn_x: Annotated[float, "left edge of the days within which contact fell for good"]
    turn_width: Annotated[float, "their width, 0 where no turn is said"]
    silence_kind: Annotated[str, "told, or unsure where messages without a direction lie in it"]
    summary: Annotated[str, "the picture in words"]
    left_out: Annotated[str, "what lies outside the picture, or empty"]
    start: Annotated[int, "what its left margin stands for, epoch seconds"]
    end: Annotated[int, "what its right margin stands for, epoch seconds"]
    margin: Annotated[int, "width of each margin"]
