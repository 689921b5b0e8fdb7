"""The form of one file that no profile knows: a choice of headings for each field, and whether it will do."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from assay.sources.column_profile import ColumnProfile
from assay.sources.slots import EITHER, KINDS, Slot
from assay.web.imports.words import name_field, name_kind, say_parsed

_SHOWN = 60


@dataclass(frozen=True)
class Option:
    """One heading that a field can be read from."""

    heading: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """One field of ours. chosen: what the chosen heading holds, in words.  none: what it says where none is
    chosen.  is_spared: other fields stand for it then."""

    name: str
    label: str
    is_required: bool
    is_sure: bool
    options: list[Option]
    chosen: str
    none: str
    is_spared: bool


class FileFields:
    """One file with the fields of its kind. choice: what was decided before: kind, columns, order."""

    def __init__(self, file: Mapping[str, Any], kind: str, choice: Mapping[str, Any]) -> None:
        self.file, self.kind = file, kind
        self._choice = choice
        self._columns = [
            ColumnProfile(**{**one, "samples": tuple(one["samples"])}) for one in file["proposed"]["columns"]
        ]

    @cached_property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds that it can be."""
        return [(kind, name_kind(kind)) for kind in KINDS]

    @cached_property
    def fields(self) -> list[Field]:
        """The fields of its kind, each with the headings offered."""
        return [self._make_field(slot) for slot in KINDS.get(self.kind, ())]

    def _make_field(self, slot: Slot) -> Field:
        proposed = self.file["proposed"]
        sure = proposed["sure"].get(self.kind, {}).get(slot.name)
        is_decided = self._choice.get("kind") == self.kind
        chosen = self._choice.get("columns", {}).get(slot.name) if is_decided else None
        if not is_decided and sure is not None:
            chosen = self._columns[sure].heading
        offered = [self._columns[number] for number in proposed["kinds"].get(self.kind, {}).get(slot.name, [])]
        options = [Option(one.heading, _describe(one, one.parsed(slot.kind)), one.heading == chosen) for one in offered]
        shown = next((one for one in offered if one.heading == chosen), None)
        said = f"{say_parsed(shown.parsed(slot.kind), shown.rows)}: {' | '.join(shown.samples)}" if shown else ""
        is_spared = slot.name in EITHER.get(self.kind, ())[:1]
        none = _("choose a heading") if slot.required else _("leave out")
        if is_spared:
            none = _("no id: tell deals apart by name, account and opening day")
        is_sure = sure is not None
        return Field(slot.name, name_field(slot.question), slot.required, is_sure, options, said, none, is_spared)

    @property
    def order(self) -> str:
        """How its dates are written, as far as it was said."""
        return str(self._choice.get("order") or "")

    @cached_property
    def undecided(self) -> str:
        """Samples of dates that can be read both ways, where no column of the file decides it; else empty."""
        dates = self.file["proposed"]["dates"]
        if "undecided" not in dates.values() or {"dmy", "mdy"} & set(dates.values()):
            return ""
        columns = [self._columns[int(number)] for number, order in dates.items() if order == "undecided"]
        return " | ".join(sample for column in columns for sample in column.samples[:3])


def _describe(column: ColumnProfile, parsed: int) -> str:
    shown = f"{column.heading}: {' | '.join(column.samples)}"[: _SHOWN * 2]
    counted = _("%(parsed)s of %(rows)s rows") % {"parsed": f"{parsed:,}", "rows": f"{column.rows:,}"}
    return f"{shown} ({counted})"


def read_fields(file: Mapping[str, Any], sent: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The choice that a form holds for a file, and what is wrong with it."""
    index, name = file["index"], file["name"]
    kind = sent.get(f"kind-{index}", "")
    if kind == "out":
        return {"out": True}, []
    if kind not in KINDS:
        return {}, [_("%(name)s: say what its rows are, or leave it out.") % {"name": name}]
    problems, columns = [], {}
    for slot in KINDS[kind]:
        heading = sent.get(f"f-{index}-{slot.name}", "")
        if heading in file["headings"]:
            columns[slot.name] = heading
        elif slot.required:
            problems.append(
                _("%(name)s: choose the heading that holds “%(field)s”; it cannot be left out.")
                % {"name": name, "field": name_field(slot.question)}
            )
    if kind in EITHER and not set(EITHER[kind]) & columns.keys():
        problems.append(
            _(
                "%(name)s: choose the heading of the id or of the name of the deals. Without an id, deals are told"
                " apart by name, account and opening day."
            )
            % {"name": name}
        )
    twice = sorted({heading for heading in columns.values() if list(columns.values()).count(heading) > 1})
    for heading in twice:
        problems.append(_("%(name)s: %(heading)s is chosen for two fields.") % {"name": name, "heading": heading})
    if kind == "contacts" and not {"id", "email", "full_name", "first_name", "last_name"} & columns.keys():
        problems.append(_("%(name)s: choose an id, an address or a name of the people.") % {"name": name})
    choice: dict[str, Any] = {"kind": kind, "columns": columns}
    order = sent.get(f"order-{index}", "")
    if order in {"dmy", "mdy"}:
        choice["order"] = order
    elif _needs_order(file, kind, columns):
        problems.append(_("%(name)s: say whether its dates are written day first or month first.") % {"name": name})
    return choice, problems


def _needs_order(file: Mapping[str, Any], kind: str, columns: Mapping[str, str]) -> bool:
    """Whether none of the columns of dates that were chosen shows how they are written."""
    dates, headings = file["proposed"]["dates"], file["headings"]
    slots = {slot.name for slot in KINDS[kind] if slot.kind in {"time", "day"}}
    forms = {dates.get(str(headings.index(heading))) for slot, heading in columns.items() if slot in slots}
    return "undecided" in forms and not forms & {"dmy", "mdy"}
