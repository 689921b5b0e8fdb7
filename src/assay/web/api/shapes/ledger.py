"""The ledger: plays and what became of them, beside what was held back by lot and beside comparable deals."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field

from assay.domain.interval import Interval
from assay.stats.by_lot import LotEffect
from assay.stats.matched_sets import MatchedSets
from assay.web.api.shapes.plain import Id, Share
from assay.web.plays.ledger.gathering import Totals


class LedgerQuery(Schema):
    """days: within which what became of a deal is counted. lot: of one question alone; it narrows plays and own."""

    days: Annotated[Literal[30, 90, 180], BeforeValidator(int)] = 90
    lot: Annotated[str, Field(max_length=120)] = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


class Span(Schema):
    """A figure with its 95 % interval. n: what it rests on."""

    mid: float
    low: float
    high: float
    n: int

    @staticmethod
    def of(told: Interval | None) -> "Span | None":
        """None where it cannot be told."""
        return None if told is None else Span(mid=told.mid, low=told.low, high=told.high, n=told.n)


class ByLot(Schema):
    """Deals proposed beside deals held back by lot. each: what each play adds among those made because of it."""

    proposed: float | None
    held_out: float | None
    proposed_n: int
    held_out_n: int
    difference: Span | None
    uptake: Span | None
    each: Span | None

    @staticmethod
    def of(told: LotEffect) -> "ByLot":
        """From the ledger."""
        spans = {name: Span.of(getattr(told, name)) for name in ("difference", "uptake", "each")}
        return ByLot(
            proposed=told.proposed, held_out=told.held_out, proposed_n=told.proposed_units,
            held_out_n=told.held_out_units, **spans,
        )  # fmt: skip


class Comparable(Schema):
    """Deals with a play beside comparable ones without. An association: nobody drew lots."""

    played: float | None
    other: float | None
    played_n: int
    other_n: int
    difference: Span | None

    @staticmethod
    def of(told: MatchedSets) -> "Comparable":
        """From the ledger."""
        return Comparable(
            played=told.case, other=told.control, played_n=told.cases, other_n=told.controls,
            difference=Span.of(told.difference),
        )  # fmt: skip


class Sums(Schema):
    """Totals of plays; values are in the home currency."""

    plays: int
    people: int
    called: int
    open: int
    won: int
    won_value: float
    won_back: int
    won_back_value: float
    of_silent: int
    revived: int
    learned: int

    @staticmethod
    def of(told: Totals) -> "Sums":
        """From the ledger."""
        return Sums(**vars(told))


class Judged(Schema):
    """What the lot tells. more: how many suggestions more would tell an effect worth knowing; None: cannot be said."""

    wins: ByLot
    value: ByLot
    revived: ByLot
    suggestions: int
    held_out: int
    without_lot: int
    more: int | None
    verdict: str


class Matched(Schema):
    """plays: those compared. found: of these with a comparable deal."""

    wins: Comparable
    value: Comparable
    plays: int
    found: int


class LedgerPlay(Schema):
    """A play and what became of its deal. said: a quote of the buyer."""

    play: int
    lot: str
    deal_id: Id
    deal_name: str
    loss_name: str
    reason: str
    kind: str
    owner: str
    made_on: date
    probability: Share | None
    result: str
    said: str
    outcome: str | None
    ended_on: date | None
    value: float | None
    won: bool
    won_back: bool
    was_silent: bool
    revived: bool
    learned: bool
    forced_why: str
    dropped_why: str


class Ledger(Schema):
    """team, judged and matched: None for a rep whose team has made too few plays, or too few people have."""

    days: int
    currency: str
    own: Sums
    team: Sums | None
    too_few: bool
    judged: Judged | None
    matched: Matched | None
    plays: list[LedgerPlay]
