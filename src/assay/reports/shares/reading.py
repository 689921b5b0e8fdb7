"""Reads shares of losses, the truth gap, the split and the narrowing of the last run."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from assay.patterns.loss_kinds import CANNOT_TELL
from assay.reports.following import find_followed
from assay.reports.patterns.floor import FLOOR


@dataclass(frozen=True)
class ShareLine:
    """One share with its interval. rests_on: of `losses`, those that were audited or of which somebody said why."""

    name: str
    basis: str
    estimate: float
    low: float
    high: float
    losses: int
    rests_on: int


@dataclass(frozen=True)
class CellLine:
    """A share of one segment, or of one team."""

    kind: str
    cell: str
    share: ShareLine


@dataclass(frozen=True)
class GapLine:
    """A share of the truth gap. accuracy: of one auditor with its interval, None where it cannot be told."""

    what: str
    share: ShareLine
    as_agreed: float | None
    accuracy: tuple[float, float, float] | None
    audited_twice: int


@dataclass(frozen=True)
class SplitLine:
    """A share of losses of one kind. outcome: empty for all."""

    outcome: str
    share: ShareLine


@dataclass(frozen=True)
class HeadlineLine:
    """A headline as of the end of a quarter."""

    headline: str
    quarter: str
    until: int
    share: ShareLine
    apart_from: str
    is_apart: bool | None
    enough_at: int | None


@dataclass(frozen=True)
class SharesFile:
    """Everything that the page tells. is_current: worked out of the run that stands.

    headlines: none of the kinds of loss where the record cannot tell most of them.
    """

    drivers: tuple[ShareLine, ...]
    main: tuple[ShareLine, ...]
    groups: tuple[ShareLine, ...]
    cells: tuple[CellLine, ...]
    gap: tuple[GapLine, ...]
    split: tuple[SplitLine, ...]
    headlines: tuple[HeadlineLine, ...]
    is_made: bool
    is_current: bool

    @property
    def untold(self) -> ShareLine | None:
        """The share of losses whose kind the record cannot tell, where that is the most of them."""
        return _find_untold(self.split)

    @property
    def audited(self) -> int:
        """Losses that audits of drivers rest on, 0 without."""
        return max((one.rests_on for one in self.drivers if one.basis == "audited"), default=0)

    @property
    def stated(self) -> int:
        """Losses of which anybody said why."""
        return max((one.rests_on for one in self.drivers if one.basis == "stated"), default=0)

    @property
    def losses(self) -> int:
        """Losses that it speaks of."""
        return max((one.share.losses for one in self.split if not one.outcome), default=0)


#: of which so many cannot be told the rest says nothing of all
_MOST = 0.5

_LINE = "name, basis, estimate, low, high, losses, rests_on"


def read_shares(
    connection: duckdb.DuckDBPyConnection, *, teams: Collection[str] | None = None, is_blurred: bool = False
) -> SharesFile:
    """teams: those whose figures may be shown, all where None.  is_blurred: leave out what rests on few deals."""
    least = FLOOR if is_blurred else 0
    followed = find_followed(connection, "shares")

    def read(what: str) -> tuple[ShareLine, ...]:
        rows = connection.execute(
            f"SELECT {_LINE} FROM share WHERE what = $1 AND segment = '' AND team = '' AND rests_on >= $2"
            " ORDER BY basis, estimate DESC, name",
            [what, least],
        ).fetchall()
        return tuple(ShareLine(*row) for row in rows)

    split, headlines = _read_split(connection, least), _read_headlines(connection, least)
    if _find_untold(split):
        # each kind is then as rare as the record is silent: unknown would be read as no
        headlines = tuple(one for one in headlines if one.headline != "split")
    return SharesFile(
        drivers=read("driver"),
        main=read("main"),
        groups=read("group"),
        cells=_read_cells(connection, teams, least),
        gap=_read_gap(connection, least),
        split=split,
        headlines=headlines,
        is_made=followed.is_made,
        is_current=followed.is_current,
    )


def _find_untold(split: Sequence[SplitLine]) -> ShareLine | None:
    found = (one.share for one in split if not one.outcome and one.share.name == CANNOT_TELL)
    return next((one for one in found if one.basis == "record" and one.estimate >= _MOST), None)


def _read_cells(
    connection: duckdb.DuckDBPyConnection, teams: Collection[str] | None, least: int
) -> tuple[CellLine, ...]:
    rows = connection.execute(
        f"SELECT segment, team, {_LINE} FROM share WHERE what = 'driver' AND (segment <> '' OR team <> '')"
        " AND estimate > 0 AND rests_on >= $1 ORDER BY team, segment, estimate DESC, name",
        [least],
    ).fetchall()
    return tuple(
        CellLine("team" if team else "segment", team or segment, ShareLine(*row))
        for segment, team, *row in rows
        if not team or teams is None or team in teams
    )


def _read_gap(connection: duckdb.DuckDBPyConnection, least: int) -> tuple[GapLine, ...]:
    rows = connection.execute(
        "SELECT what, name, 'audited', estimate, low, high, losses, rests_on, as_agreed, accuracy, accuracy_low,"
        " accuracy_high, audited_twice FROM truth_gap WHERE rests_on >= $1 ORDER BY what, name",
        [least],
    ).fetchall()
    return tuple(
        GapLine(row[0], ShareLine(*row[1:8]), row[8], row[9:12] if row[9] is not None else None, row[12])
        for row in rows
    )


def _read_split(connection: duckdb.DuckDBPyConnection, least: int) -> tuple[SplitLine, ...]:
    rows = connection.execute(
        "SELECT outcome, kind, basis, estimate, low, high, losses, rests_on FROM loss_split WHERE rests_on >= $1"
        " ORDER BY outcome, estimate DESC, kind",
        [least],
    ).fetchall()
    return tuple(SplitLine(row[0], ShareLine(*row[1:])) for row in rows)


def _read_headlines(connection: duckdb.DuckDBPyConnection, least: int) -> tuple[HeadlineLine, ...]:
    rows = connection.execute(
        f"SELECT headline, quarter, until, {_LINE}, apart_from, is_apart, enough_at FROM narrowing"
        " WHERE rests_on >= $1 ORDER BY headline, until, estimate DESC, name",
        [least],
    ).fetchall()
    return tuple(
        HeadlineLine(row[0], row[1], row[2], ShareLine(*row[3:10]), row[10] or "", row[11], row[12]) for row in rows
    )
