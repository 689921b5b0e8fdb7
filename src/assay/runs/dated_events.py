"""What is asked of having come before a loss: things that happen to a deal on a day, each defined in one place.

A definition looks at what was known at the run's moment and never at how or when the deal ended: one that did would
find itself before losses by the way it was made.
"""

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from assay.domain.book import SCHEMAS, Book
from assay.domain.spans import DAY
from assay.runs.clock import Clock
from assay.runs.deal_rows import read_touches
from assay.runs.outside_rows import AT_BUYER
from assay.runs.record_tables import standing_rows
from assay.signals.campaigns import find_sending_days
from assay.store.engine import Engine

DATED = "run_dated"

#: the seniorities whose coming and going is a change of leadership
_LEADERS = ("vp", "c_level")

#: clocks of the source itself. Whoever entered a row by such a clock after the end may have done so to explain it.
_OWN_CLOCKS = ("created", "history_row")


@dataclass(frozen=True)
class DatedEvent:
    """One kind of event, whose words stand in domain/happening.

    read: gives deal_id, happened_at (null: not yet), watched_from (null: from the opening) and entered_at (null: its
    source keeps no clock).  must_be_watched: a deal without a row could not have seen it.
    """

    name: str
    read: Callable[[Clock], ir.Table]
    must_be_watched: bool = False


def make_dated(engine: Engine, clock: Clock) -> None:
    """Table run_dated (event, deal_id, happened_at, watched_from, entered_at) of all EVENTS, in the engine."""
    told = [event.read(clock).mutate(event=ibis.literal(event.name)) for event in EVENTS]
    columns = ("event", "deal_id", "happened_at", "watched_from", "entered_at")
    engine.make(DATED, ibis.union(*[table.select(*columns) for table in told]))


def _read_stops(clock: Clock, *, touches: int = 4, usual_gaps: float = 3.0, longest_gaps: float = 2.0) -> ir.Table:
    """The days on which a steady campaign had been away for `longest_gaps` longest gaps; thresholds as in the signal.

    A campaign is steady from its touch number `touches` on; the gaps before that one tell which is usual. Its longest
    gap is the longest so far. Whether it came back later plays no part: only deals that lived on could see it. Deals
    without a steady campaign can see none stop, and are not watched.
    """
    touch = read_touches()
    known = touch.filter((touch.known_at <= clock.known_by) & (touch.happened_at <= clock.as_of))
    days = find_sending_days(Book(touch=known.select(*SCHEMAS["touch"])))
    keys = ["deal_id", "programme_id"]
    begun = days.filter(days.place < touches).group_by(keys)
    first = begun.aggregate(
        days=lambda rows: rows.count(),
        usual_gap=lambda rows: rows.gap.median(),
        longest=lambda rows: rows.gap.max(),
        steady_at=lambda rows: rows.occurred_at.max(),
    )
    steady = first.filter((first.days == touches) & (first.longest <= usual_gaps * first.usual_gap))
    in_time = ibis.window(group_by=keys, order_by="occurred_at")
    so_far = ibis.window(group_by=keys, order_by="occurred_at", preceding=None, following=0)
    told = days.mutate(next_at=days.occurred_at.lead().over(in_time), longest_so_far=days.gap.max().over(so_far))
    told = told.inner_join(steady, keys)
    away_at = told.occurred_at + (told.longest_so_far * (longest_gaps * DAY)).ceil().cast("int64")
    stayed_away = (told.place >= touches - 1) & (away_at < ibis.coalesce(told.next_at, ibis.literal(clock.as_of)))
    dated = told.mutate(away_at=stayed_away.ifelse(away_at, ibis.null("int64")))
    found = dated.group_by(keys).aggregate(happened_at=dated.away_at.min(), watched_from=dated.steady_at.max())
    return found.select("deal_id", "happened_at", "watched_from", entered_at=ibis.null("int64"))


def _read_leaders(clock: Clock) -> ir.Table:
    """The days on which a leader joined, left, moved or was promoted at the deal's account."""
    change, deal = standing_rows("person_change"), standing_rows("deal")
    in_time = (change.known_at <= clock.known_by) & (change.occurred_at <= clock.as_of)
    is_leader = change.seniority.isin(_LEADERS) | change.old_seniority.isin(_LEADERS)
    led = change.filter(in_time & is_leader & change.change.isin(AT_BUYER))
    at_account = led.select("account_id", happened_at=led.occurred_at, entered_at=_read_entry(led))
    joined = deal.select(deal_id=deal.id, account_id=deal.account_id).inner_join(at_account, "account_id")
    return joined.select("deal_id", "happened_at", "entered_at", watched_from=ibis.null("int64"))


def _read_rivals(clock: Clock) -> ir.Table:
    """The days on which a competitor was first named on the deal."""
    rival = standing_rows("deal_competitor")
    named = rival.filter((rival.known_at <= clock.known_by) & (rival.named_at <= clock.as_of))
    return named.select(
        "deal_id", happened_at=named.named_at, entered_at=_read_entry(named), watched_from=ibis.null("int64")
    )


def _read_entry(rows: ir.Table) -> ir.IntegerValue:
    return rows.known_at_basis.isin(_OWN_CLOCKS).ifelse(rows.known_at, ibis.null("int64"))


#: in the order in which they are told
EVENTS = (
    DatedEvent("nurture_stopped", _read_stops, must_be_watched=True),
    DatedEvent("leadership_changed", _read_leaders),
    DatedEvent("competitor_named", _read_rivals),
)
