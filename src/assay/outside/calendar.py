"""Calendar files by RFC 5545 and RFC 5546: a talk is proposed, moved and cancelled under one UID."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from assay.outside.calendar_lines import escape_text, write_line
from assay.outside.calendar_zone import write_zone

PRODUCT = "-//Assay//Assay 0.1//EN"


class Method(StrEnum):
    """What the file asks of the calendar that reads it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Attendee:
    """Somebody who is invited, or invites. sent_by: the address from which it is sent in that person's name."""

    address: str
    name: str = ""
    sent_by: str = ""


@dataclass(frozen=True)
class Talk:
    """One talk. uid: the same for good.  sequence: raised whenever when or where it is held changes.

    begins_at: with a ZoneInfo of a name, in whose clock it is told, or in UTC.  made_at: of this version of it.
    is_tentative: proposed, not agreed yet.
    """

    uid: str
    sequence: int
    made_at: datetime
    begins_at: datetime
    minutes: int
    summary: str
    description: str
    place: str
    organizer: Attendee
    attendees: tuple[Attendee, ...]
    url: str = ""
    is_tentative: bool = False


def write_calendar(talk: Talk, method: Method) -> str:
    """The file as text with line ends of RFC 5545; it is UTF-8 when encoded. Raises ValueError for a time without zone.

    A PUBLISH names nobody who attends, as RFC 5546 has it.
    """
    if talk.begins_at.tzinfo is None or talk.made_at.tzinfo is None:
        raise ValueError("a talk begins at a moment, with its time zone")
    zone = _find_zone(talk.begins_at)
    return "".join(
        [
            write_line("BEGIN", "VCALENDAR"),
            write_line("VERSION", "2.0"),
            write_line("PRODID", escape_text(PRODUCT)),
            write_line("CALSCALE", "GREGORIAN"),
            write_line("METHOD", method),
            write_zone(zone, talk.begins_at) if zone else "",
            _write_event(talk, method),
            write_line("END", "VCALENDAR"),
        ]
    )


def _write_event(talk: Talk, method: Method) -> str:
    status = "CANCELLED" if method == Method.CANCEL else "TENTATIVE" if talk.is_tentative else "CONFIRMED"
    lines = [
        write_line("BEGIN", "VEVENT"),
        write_line("UID", escape_text(talk.uid)),
        write_line("SEQUENCE", str(talk.sequence)),
        write_line("DTSTAMP", _write_utc(talk.made_at)),
        _write_moment("DTSTART", talk.begins_at),
        _write_moment("DTEND", talk.begins_at.astimezone(UTC) + timedelta(minutes=talk.minutes), talk.begins_at),
        write_line("SUMMARY", escape_text(talk.summary)),
        write_line("DESCRIPTION", escape_text(talk.description)) if talk.description else "",
        write_line("LOCATION", escape_text(talk.place)) if talk.place else "",
        write_line("URL", talk.url) if talk.url else "",
        write_line("STATUS", status),
        write_line("TRANSP", "OPAQUE"),
        write_line("CLASS", "PRIVATE"),
        _write_organizer(talk.organizer),
    ]
    if method != Method.PUBLISH:
        lines += [_write_attendee(one, method) for one in talk.attendees]
    return "".join([*lines, write_line("END", "VEVENT")])


def _write_organizer(one: Attendee) -> str:
    told = {"CN": one.name} if one.name else {}
    if one.sent_by and one.sent_by.casefold() != one.address.casefold():
        told["SENT-BY"] = f"mailto:{one.sent_by}"
    return write_line("ORGANIZER", f"mailto:{one.address}", told)


def _write_attendee(one: Attendee, method: Method) -> str:
    # what stands in a fixed list of RFC 5545 is written without quotes, as every calendar reads it
    fixed = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT"
    if method == Method.REQUEST:
        fixed += ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
    return write_line(f"ATTENDEE;{fixed}", f"mailto:{one.address}", {"CN": one.name} if one.name else {})


def _find_zone(moment: datetime) -> ZoneInfo | None:
    """The zone in whose clock it is told; None for UTC, and for one without a name."""
    zone = moment.tzinfo
    return zone if isinstance(zone, ZoneInfo) and zone.key not in {"UTC", "Etc/UTC"} else None


def _write_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _write_moment(name: str, moment: datetime, clock: datetime | None = None) -> str:
    """By the clock of the place where it has a name, else in UTC."""
    zone = _find_zone(clock or moment)
    if zone:
        return write_line(f"{name};TZID={zone.key}", f"{moment.astimezone(zone):%Y%m%dT%H%M%S}")
    return write_line(name, _write_utc(moment))
