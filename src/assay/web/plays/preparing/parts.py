"""The parts of the page on which a play is prepared; every room adds its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assay.rescue.situation import name_lot
from assay.web.request import Request
from assay.web.results import Reading


@dataclass(frozen=True)
class Prepared:
    """What is prepared: an approach to an open deal for a driver. loss_id: the understood loss, None without one."""

    deal_id: int
    name: str
    owner_id: int | None
    account_id: int | None
    driver: str
    driver_name: str
    loss_id: int | None
    loss_name: str
    reading: Reading

    @property
    def lot(self) -> str:
        """In which the deal may have been held out."""
        return name_lot(self.loss_id, [self.driver])


@dataclass(frozen=True)
class PreparedPart:
    """One part. place: where it stands, the smallest first: 10 how they decide, 20 whom to call, 30 who else can talk,
    40 what to say, 50 what to offer.  template: shown with `context`; it may hold fields of the form of the play.
    defaults: what those fields hold beforehand, by their names, a list for several; a play made in one click has them.
    """

    name: str
    title: str
    template: str
    place: int
    context: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, str | list[str]] = field(default_factory=dict)


#: (request, prepared) -> a part, or None where there is nothing. Added to when an app is ready.
MORE_PARTS: list[Callable[[Request, Prepared], PreparedPart | None]] = []


def list_parts(request: Request, prepared: Prepared) -> list[PreparedPart]:
    """The parts of this page in their order."""
    found = [part for make in MORE_PARTS if (part := make(request, prepared)) is not None]
    return sorted(found, key=lambda part: part.place)
