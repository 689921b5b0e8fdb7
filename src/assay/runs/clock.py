"""Which moment a run asks about, by both clocks."""

from dataclasses import dataclass
from datetime import UTC, datetime

import ibis
import ibis.expr.types as ir

from assay.domain.errors import InputError
from assay.runs.record_tables import DAY, record_table, standing_rows
from assay.store.engine import Engine

#: Tables whose known_at can be the record's last: those that a book is cut from.
_KNOWN = ("deal", "deal_event", "deal_presence", "stage_history", "deal_person", "person", "campaign_touch")


@dataclass(frozen=True)
class Clock:
    """as_of: what occurred later is not read.  known_by: what became known later is not read. Epoch seconds.

    is_now: the record as it stands is asked, so that a field which keeps no history holds what stands at as_of.
    """

    as_of: int
    known_by: int
    is_now: bool


def read_clock(engine: Engine, asked: datetime | None) -> Clock:
    """The end of the day asked about; by default of the last day on which anything in the record happened.

    From that day on the whole record counts as known, the rows included whose only clock is the date of their file:
    an export read a year later does not look silent for a year. An earlier day reads only what was known by then.
    Raises InputError when the record holds no deal, or none by that day.
    """
    happened, known = _read_last(engine)
    if happened is None or known is None:
        raise InputError("The record holds no deals.", fix="Import an export first: assay import PATH.")
    last_day = end_of_day(happened)
    if asked is None:
        return Clock(last_day, max(last_day, known), is_now=True)
    as_of = end_of_day(int(asked.replace(tzinfo=asked.tzinfo or UTC).timestamp()))
    if as_of >= last_day:
        return Clock(as_of, max(as_of, known), is_now=True)
    _refuse_before_all(engine, as_of)
    return Clock(as_of, as_of, is_now=False)


def end_of_day(moment: int) -> int:
    return moment - moment % DAY + DAY - 1


def day_text(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _read_last(engine: Engine) -> tuple[int | None, int | None]:
    deal, event, change = standing_rows("deal"), record_table("deal_event"), standing_rows("stage_history")
    closed = deal.filter(deal.outcome != "open")
    happened = [
        event.filter((event.status != "planned") & (event.occurred_at <= event.known_at)).occurred_at,
        change.filter(change.changed_at <= change.known_at).changed_at,
        deal.filter(deal.opened_at <= deal.known_at).opened_at,
        closed.closed_at,
    ]
    known = [record_table(name).known_at for name in _KNOWN]
    latest_known = _latest(engine, known)
    if not engine.rows(deal.limit(1).select("id")):
        return None, None
    latest = _latest(engine, happened)
    # a close dated ahead of everything known is a typing mistake, not the record's last day
    return (
        latest if latest is None or latest_known is None else min(latest, latest_known)
    ) or latest_known, latest_known


def _latest(engine: Engine, columns: list[ir.IntegerColumn]) -> int | None:
    found = [engine.rows(column.max().as_table())[0][0] for column in columns]
    return max((int(value) for value in found if value is not None), default=None)


def _refuse_before_all(engine: Engine, as_of: int) -> None:
    deal = standing_rows("deal")
    first = engine.rows(ibis.greatest(deal.known_at, ibis.coalesce(deal.opened_at, deal.known_at)).min().as_table())
    if first[0][0] > as_of:
        raise InputError(
            f"No deal was known on {day_text(as_of)}; the first became known on {day_text(int(first[0][0]))}.",
            fix="Ask about that day or a later one, or leave --as-of out.",
        )
