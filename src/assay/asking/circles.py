"""Circles: who may read what somebody said. Wider than the circle nothing goes, whatever else somebody may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: fewer people than this are never counted together in a pattern
FLOOR = 5


class Circle(StrEnum):
    """PRIVATE: its author alone.  PARTICIPANTS: those who take part in the debrief.  TEAM: they, the deal's owner and
    the owner's managers.  COMPANY: everybody who may see the deal.
    """

    PRIVATE = "private"
    PARTICIPANTS = "participants"
    TEAM = "team"
    COMPANY = "company"


#: from the narrowest to the widest
WIDTHS = tuple(Circle)


@dataclass(frozen=True)
class Reader:
    """Somebody who wants to read, by what that person is to one debrief.

    sees_deal: the deal lies in the scope.  is_team: owns the deal or manages its owner.
    """

    is_author: bool = False
    takes_part: bool = False
    is_team: bool = False
    sees_deal: bool = False


def may_read(circle: str, reader: Reader) -> bool:
    """Whether something of this circle may be read. An unknown circle is read by its author alone."""
    if reader.is_author:
        return True
    if circle == Circle.PARTICIPANTS:
        return reader.takes_part
    if circle == Circle.TEAM:
        return reader.takes_part or reader.is_team
    return circle == Circle.COMPANY and (reader.takes_part or reader.is_team or reader.sees_deal)


def narrow(circles: Iterable[str]) -> Circle:
    """The narrowest of some circles, for what is made of several statements; private where there is none."""
    known = [WIDTHS.index(Circle(circle)) for circle in circles]
    return WIDTHS[min(known, default=0)]


def name_in_record(circle: str) -> str | None:
    """What the record's column `circle` holds: nothing for what everybody may read who may see the deal."""
    return None if circle == Circle.COMPANY else str(circle)
