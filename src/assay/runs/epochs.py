"""The moments from which what was learned of ended deals holds: one a quarter, each kept once it was made."""

from collections.abc import Sequence
from datetime import UTC, datetime

from assay.runs.clock import Clock


def find_new_edges(kept: Sequence[int], clock: Clock, first: int | None) -> tuple[int, ...]:
    """Which epochs are to be made. kept: the edges that stand.  first: when the first deal was known to have ended.

    An epoch begins with a quarter, the newest one with the moment of its making. It stays as it is, whatever is
    imported later, until a new quarter begins or someone asks for a new one.
    """
    if first is None:
        return ()
    if kept:
        return tuple(edge for edge in quarter_starts(kept[-1], clock.as_of) if edge > kept[-1])
    starts = [edge for edge in quarter_starts(first, clock.as_of) if edge > first]
    return tuple(dict.fromkeys([*starts, clock.as_of]))


def quarter_starts(first: int, last: int) -> list[int]:
    """The starts of the quarters from that of `first` to that of `last`, epoch seconds."""
    begin = datetime.fromtimestamp(first, UTC)
    year, quarter = begin.year, (begin.month - 1) // 3
    starts = []
    while (start := int(datetime(year, quarter * 3 + 1, 1, tzinfo=UTC).timestamp())) <= last:
        starts.append(start)
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)
    return starts
