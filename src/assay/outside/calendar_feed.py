"""A calendar that other programs read again and again, by RFC 5545: all that one person has to do, with its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from assay.outside.calendar import PRODUCT
from assay.outside.calendar_lines import escape_text, write_line

#: how often programs are asked to read it again
_AGAIN = "PT1H"


@dataclass(frozen=True)
class FeedEntry:
    """One entry. uid: the same for good.  sequence: raised whenever it changes.  made_at: of this version of it.

    at: a moment with its zone, for `minutes`; or a whole day, told as a date.
    """

    uid: str
    sequence: int
    made_at: datetime
    at: datetime | date
    summary: str
    description: str = ""
    url: str = ""
    minutes: int = 15


def write_feed(name: str, entries: Sequence[FeedEntry]) -> str:
    """The calendar as text with line ends of RFC 5545; times stand in UTC, whole days as days.

    Raises ValueError for a moment without a zone.
    """
    lines = [
        write_line("BEGIN", "VCALENDAR"),
        write_line("VERSION", "2.0"),
        write_line("PRODID", escape_text(PRODUCT)),
        write_line("CALSCALE", "GREGORIAN"),
        write_line("METHOD", "PUBLISH"),
        write_line("X-WR-CALNAME", escape_text(name)),
        write_line("REFRESH-INTERVAL;VALUE=DURATION", _AGAIN),
        write_line("X-PUBLISHED-TTL", _AGAIN),
    ]
    return "".join([*lines, *map(_write_entry, entries), write_line("END", "VCALENDAR")])


def _write_entry(one: FeedEntry) -> str:
    return "".join(
        [
            write_line("BEGIN", "VEVENT"),
            write_line("UID", escape_text(one.uid)),
            write_line("SEQUENCE", str(one.sequence)),
            write_line("DTSTAMP", _write_utc(one.made_at)),
            *_write_time(one),
            write_line("SUMMARY", escape_text(one.summary)),
            write_line("DESCRIPTION", escape_text(one.description)) if one.description else "",
            write_line("URL", one.url) if one.url else "",
            write_line("CLASS", "PRIVATE"),
            write_line("END", "VEVENT"),
        ]
    )


def _write_time(one: FeedEntry) -> list[str]:
    if isinstance(one.at, datetime):
        end = one.at + timedelta(minutes=one.minutes)
        return [write_line("DTSTART", _write_utc(one.at)), write_line("DTEND", _write_utc(end))]
    # the day after ends a whole day, which nobody is busy for
    return [
        write_line("DTSTART;VALUE=DATE", f"{one.at:%Y%m%d}"),
        write_line("DTEND;VALUE=DATE", f"{one.at + timedelta(days=1):%Y%m%d}"),
        write_line("TRANSP", "TRANSPARENT"),
    ]


def _write_utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("an entry begins at a moment, with its time zone")
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
