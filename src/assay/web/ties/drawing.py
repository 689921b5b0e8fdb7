"""Ways to a buyer as they are drawn: places in a row, and between them what leads from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.rescue.ties.ways import GROUPS, Found, Ground, Place, Step, Way
from assay.web.ties.words import ALIKE, HINDERED, MISSING, NOBODY, ROWS, TITLES, say_figures, say_step

#: of each group so many are shown, the rest is folded away
SHOWN = 3

#: rows that stand on the file of their deal
_ON_FILE = frozenset({"activity", "deal_person", "statement", "utterance"})


@dataclass(frozen=True)
class RowView:
    """A row that a step rests on. address: where it stands; empty for one that stands on no page."""

    name: str
    address: str


@dataclass(frozen=True)
class StepView:
    """What leads to a place. is_thin: a likeness alone, or nothing on record."""

    words: str
    from_employer: str
    is_thin: bool
    rows: list[RowView]
    place: Place


@dataclass(frozen=True)
class WayView:
    """One way. notes: what else to know.  hindered: why not to be asked, and until when; empty where they may be."""

    way: Way
    start: Place
    steps: list[StepView]
    hindered: str
    notes: list[str]


@dataclass(frozen=True)
class GroupView:
    """The ways of one group: those shown at once, and the others."""

    code: str
    title: str
    nobody: str
    ways: list[WayView]
    more: list[WayView]


@dataclass(frozen=True)
class Drawn:
    """All of it. knows, references: "seller:<id>" and name of colleagues of whom no more may be told.

    missing: what the record would need, in words.
    """

    groups: list[GroupView]
    knows: list[tuple[str, str]]
    references: list[tuple[str, str]]
    missing: list[str]

    @property
    def is_empty(self) -> bool:
        """Whether nobody at all was found."""
        return not (self.knows or self.references or any(group.ways for group in self.groups))


def draw(found: Found) -> Drawn:
    """What is shown of the ways found."""
    return Drawn(
        [_draw_group(found, group) for group in GROUPS if group != "reference" or found.driver],
        [(one.through, one.name) for one in found.unnamed if one.kind == "knows"],
        [(one.through, one.name) for one in found.unnamed if one.kind == "reference"],
        [str(MISSING[code]) for code in found.missing],
    )


def _draw_group(found: Found, group: str) -> GroupView:
    ways = [_draw_way(way) for way in found.of_group(group)]
    return GroupView(group, str(TITLES[group]), str(NOBODY[group]), ways[:SHOWN], ways[SHOWN:])


def _draw_way(way: Way) -> WayView:
    steps = [_draw_step(step, place) for step, place in zip(way.steps, way.places[1:], strict=True)]
    hindered = str(HINDERED[way.hindered]) if way.hindered else ""
    if way.free_on:
        hindered = _("%(why)s; free again on %(day)s") % {
            "why": hindered,
            "day": date_format(way.free_on, "DATE_FORMAT"),
        }
    return WayView(way, way.places[0], steps, hindered, _list_notes(way))


def _list_notes(way: Way) -> list[str]:
    notes = [str(ALIKE[code]) for code in way.alike]
    if way.on_deal:
        notes.append(_("takes part in this deal already"))
    if not way.is_sure:
        notes.append(_("perhaps somebody else of the same name: ask first"))
    if way.others:
        others = ", ".join(f"{one.name} ({say_figures(one.figures)})" for one in way.others)
        notes.append(_("knows there too: %(others)s") % {"others": others})
    return notes


def _draw_step(step: Step, place: Place) -> StepView:
    employer = _("from %(employer)s") % {"employer": step.about} if step.kind == "joined" and step.about else ""
    return StepView(say_step(step), employer, step.kind in ("none", "same_concern"), _list_rows(step.grounds), place)


def _list_rows(grounds: Sequence[Ground]) -> list[RowView]:
    return [RowView(str(ROWS.get(ground.table, ground.table)), _find_address(ground)) for ground in grounds]


def _find_address(ground: Ground) -> str:
    if ground.deal_id is None:
        return ""
    if ground.table in _ON_FILE:
        return reverse("deal_row", args=[ground.deal_id, ground.table, ground.row_id])
    return reverse("deal", args=[ground.deal_id])
