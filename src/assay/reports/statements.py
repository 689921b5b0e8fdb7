"""What each side says about a deal, side by side: the rep, the buyer, peers, the manager, and what the record shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from assay.domain.tongue import translate
from assay.reports.deal_file import DealFile, Statement
from assay.reports.listing import ORIGINS, Listing
from assay.reports.wording import write_day

#: the sides that everybody looks for stand there though nothing was said; the others only where they spoke
_SIDES = (("rep", "The rep", True), ("buyer", "The buyer", True), ("peer", "Peers", False))
_LATER = (("manager", "The manager", False), ("auditor", "An auditor", False))


@dataclass(frozen=True)
class Remark:
    """Something that was stated."""

    origin: Annotated[str, "where it was stated"]
    day: Annotated[str, "when, or empty"]
    text: Annotated[str, "the words"]
    anchor: Annotated[str, "its row, or empty"]
    row: Annotated[str, "table and id of its row"]


@dataclass(frozen=True)
class SideView:
    """One column."""

    name: Annotated[str, "whose words they are"]
    remarks: Annotated[tuple[Remark, ...], "what was said, oldest first"]


def list_sides(file: DealFile, listing: Listing) -> tuple[SideView, ...]:
    """The columns in their order; each statement in that of whoever made it."""
    found = []
    for side, name, always in (*_SIDES, *_LATER):
        said = list_remarks(file, listing) if side == "rep" else ()
        said += tuple(_view(row, listing) for row in _list_others(file, side))
        if said or always:
            found.append(SideView(name, said))
    return tuple(found)


def list_remarks(file: DealFile, listing: Listing) -> tuple[Remark, ...]:
    """The rep's account as the CRM holds it; a reason that stands there twice is told once."""
    stated = file.deal.loss_reason or file.deal.win_reason
    said = [row for row in file.statements if _is_entered(row)]
    remarks: list[Remark] = []
    if stated and stated not in {row.text for row in said}:
        place = listing.places["deal", file.deal.id]
        remarks.append(Remark(translate("reason entered in the CRM"), "", stated, place.anchor, place.row))
    return (*remarks, *(_view(row, listing) for row in said))


def _is_entered(row: Statement) -> bool:
    return row.side == "rep" and row.origin in ("crm_reason", "crm_note")


def _list_others(file: DealFile, side: str) -> Sequence[Statement]:
    return [row for row in file.statements if row.side == side and not _is_entered(row)]


def _view(row: Statement, listing: Listing) -> Remark:
    place = listing.places["statement", row.id]
    return Remark(translate(ORIGINS.get(row.origin, row.origin)), write_day(row.at), row.text, place.anchor, place.row)
