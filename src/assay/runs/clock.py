"""Which moment a run asks about, by both clocks."""

from dataclasses import dataclass
from datetime import UTC, datetime

from assay.domain.errors import InputError
from assay.domain.spans import day_text, end_of_day
from assay.runs.record_tables import EVER
from assay.store.engine import Engine
from assay.tables import CLUSTERED

#: tables that a book is cut from, and those that say when their rows became known
_CLOCKED = (
    *("deal", "activity", "stage_history", "deal_person", "person", "campaign_touch"),
    *("deal_competitor", "person_change", "stage_requirement", "debrief"),
)
_READ = (*[name for name in _CLOCKED if name != "activity"], *[table.name for table in CLUSTERED])


@dataclass(frozen=True)
class Clock:
    """as_of: what occurred later is not read.  known_by: what became known later is not read. Epoch seconds.

    is_now: the record as it stands is asked, so that a field which keeps no history holds what stands at as_of.
    record_ends: the end of the last day of which the record tells; days between it and as_of are days of silence.
    """

    as_of: int
    known_by: int
    is_now: bool
    record_ends: int


def read_clock(engine: Engine, asked: datetime | None) -> Clock:
    """The end of the day asked about; by default of the last day on which anything happened or was entered.

    From that day on the whole record counts as known, the rows included whose only clock is the date of their file:
    an export read a year later does not look silent for a year. An earlier day reads only what was known by then. A
    later one may be asked about up to the day of the newest export, on which nothing newer was there to be read.
    Raises InputError when the record holds no deal, or none by that day, or when nobody can know of that day yet.
    """
    if not engine.rows("SELECT id FROM deal WHERE NOT is_deleted LIMIT 1"):
        ((deleted,),) = engine.rows("SELECT count(*) FROM deal")
        but = f" but {deleted:,} that their source has deleted" if deleted else ""
        raise InputError(f"The record holds no deals{but}.", fix="Import an export that holds some: assay import PATH.")
    known = _latest(engine, *[f"SELECT max(known_at) FROM {name}" for name in _READ]) or 0
    last_day = end_of_day(_read_last_moment(engine) or known)
    if asked is None:
        return Clock(last_day, max(last_day, known), is_now=True, record_ends=last_day)
    as_of = end_of_day(int(asked.replace(tzinfo=asked.tzinfo or UTC).timestamp()))
    if as_of >= last_day:
        _refuse_after_all(engine, as_of, last_day)
        return Clock(as_of, max(as_of, known), is_now=True, record_ends=last_day)
    _refuse_before_all(engine, as_of)
    return Clock(as_of, as_of, is_now=False, record_ends=last_day)


def _read_last_moment(engine: Engine) -> int | None:
    """When anything last happened, or was entered by a clock that the source itself kept.

    What was still ahead when it became known has not happened. A close has no clock of its own in most records, so one
    dated after the import itself is left out as a slip of the pen.
    """
    ((imported,),) = engine.rows(f"SELECT coalesce(max(made_at), {EVER}) FROM import_run")
    entered = "known_at_basis IN ('created', 'history_row')"
    return _latest(
        engine,
        "SELECT max(occurred_at) FROM deal_event WHERE status <> 'planned' AND occurred_at <= known_at",
        "SELECT max(changed_at) FROM stage_history WHERE NOT is_deleted AND changed_at <= known_at",
        "SELECT max(opened_at) FROM deal WHERE NOT is_deleted AND opened_at <= known_at",
        f"SELECT max(closed_at) FROM deal WHERE NOT is_deleted AND outcome <> 'open' AND closed_at <= {imported}",
        *[f"SELECT max(known_at) FROM {name} WHERE {entered}" for name in _CLOCKED],
    )


def _latest(engine: Engine, *queries: str) -> int | None:
    found = [engine.rows(query)[0][0] for query in queries]
    return max((int(value) for value in found if value is not None), default=None)


def _refuse_after_all(engine: Engine, as_of: int, last_day: int) -> None:
    ((seen,),) = engine.rows("SELECT max(seen_at) FROM import_file")
    newest = max(last_day, end_of_day(int(seen))) if seen is not None else last_day
    if as_of > newest:
        raise InputError(
            f"Nothing is known of {day_text(as_of)}: the record ends on {day_text(last_day)}, and the newest export is "
            f"of {day_text(newest)}. What had not been read would be taken for silence.",
            fix=f"Import a newer export first, ask about {day_text(last_day)}, or leave --as-of out.",
        )


def _refuse_before_all(engine: Engine, as_of: int) -> None:
    ((first,),) = engine.rows(
        "SELECT min(CASE WHEN opened_at > known_at THEN opened_at ELSE known_at END) FROM deal WHERE NOT is_deleted"
    )
    if first > as_of:
        raise InputError(
            f"No deal was known on {day_text(as_of)}; the first became known on {day_text(int(first))}.",
            fix="Ask about that day or a later one, or leave --as-of out.",
        )
