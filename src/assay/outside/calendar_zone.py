"""A time zone as a calendar file carries it: what the clocks showed around one moment, and when they were changed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from assay.outside.calendar_lines import escape_text, write_line

#: changes within so long before and after the moment are told; nobody moves a talk further without a new file
_SPAN = timedelta(days=550)
_STEP = timedelta(days=7)


def write_zone(zone: ZoneInfo, around: datetime) -> str:
    """The VTIMEZONE of `zone` with every change of its clocks about `around`. zone has a name (its key)."""
    begin, end = around.astimezone(UTC) - _SPAN, around.astimezone(UTC) + _SPAN
    lines = [write_line("BEGIN", "VTIMEZONE"), write_line("TZID", escape_text(zone.key))]
    first = begin.astimezone(zone)
    lines.append(_write_change(first.replace(tzinfo=None), first, _offset(first)))
    for moment in _find_changes(zone, begin, end):
        before, after = (moment - timedelta(seconds=1)).astimezone(zone), moment.astimezone(zone)
        shown = moment.replace(tzinfo=None) + _offset(before)  # the onset is told by the clock before it
        lines.append(_write_change(shown, after, _offset(before)))
    return "".join([*lines, write_line("END", "VTIMEZONE")])


def _find_changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which the clocks change, found to the second by halving; begin and end in UTC."""
    at = begin.replace(microsecond=0)
    while at < end:
        after = at + _STEP
        if _offset(at.astimezone(zone)) != _offset(after.astimezone(zone)):
            low, high = at, after
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                same = _offset(middle.astimezone(zone)) == _offset(at.astimezone(zone))
                low, high = (middle, high) if same else (low, middle)
            yield high
        at = after


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def _write_change(shown: datetime, after: datetime, before: timedelta) -> str:
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    return "".join(
        [
            write_line("BEGIN", kind),
            write_line("DTSTART", f"{shown:%Y%m%dT%H%M%S}"),
            write_line("TZOFFSETFROM", _write_offset(before)),
            write_line("TZOFFSETTO", _write_offset(_offset(after))),
            write_line("TZNAME", escape_text(after.tzname() or "")),
            write_line("END", kind),
        ]
    )


def _write_offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign, left = ("-" if seconds < 0 else "+"), abs(seconds)
    told = f"{sign}{left // 3600:02d}{left // 60 % 60:02d}"
    return told + (f"{left % 60:02d}" if left % 60 else "")
