"""Every deal as it was known on certain days, a month apart, while its record was open: made in SQL, a row a snapshot.

Nothing of a snapshot was known later than its day: an activity counts from the day on which it had happened and stood
in the record, a field as its history had it then. A field without history is never read.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.domain.book import Book
from assay.domain.outcome import COMPARED
from assay.domain.spans import DAY
from assay.patterns.winning.snapshots import Snapshots
from assay.runs.ageing import find_entry
from assay.runs.concluding.part import Work
from assay.runs.concluding.win_probability.changes import make_fields
from assay.runs.concluding.win_probability.contact import make_contact
from assay.runs.concluding.win_probability.mentions import make_mentions
from assay.runs.money import RATE, make_rates
from assay.runs.record_tables import record_table
from assay.signals.meaning import find_words
from assay.store.engine import compile_query
from assay.store.quoting import quote_text

#: days between two snapshots of a deal
APART = 30

#: how far back: what was usual four years ago tells little of today
_MOST_BACK = 48

#: ended deals that are drawn by lot, where there are more
_MOST_DEALS = 20_000

Number = NDArray[np.float64]


def make_snapshots(work: Work) -> Snapshots:
    """All snapshots of deals that ended won or lost by the run's moment, and of open ones; the run's own day is one."""
    gathering, clock = work.gathering, work.clock
    _gather_record(work)
    gathering.make("run_wp_life", _select_lives(work))
    last = clock.as_of
    gathering.make(
        "run_wp_snapshot",
        f"""SELECT deal_id, k, {last} - k * {APART * DAY} AS asked_at, max(k) OVER (PARTITION BY deal_id) AS first_k
        FROM run_wp_life, (SELECT unnest(range({_MOST_BACK + 1})) AS k) AS days
        WHERE opened_at <= {last} - k * {APART * DAY} AND coalesce(closed_at, {last} + 1) > {last} - k * {APART * DAY}
        """,
    )
    make_contact(gathering, last)
    fields = make_fields(gathering, last)
    gathering.make(
        "run_wp_end_stage",
        """SELECT c.deal_id, arg_max(c.new_value, (c.changed_at, c.sequence, c.id)) AS end_stage FROM run_wp_change AS c
        JOIN run_wp_life AS l ON l.deal_id = c.deal_id AND c.changed_at < l.closed_at AND c.field = 'stage'
        GROUP BY c.deal_id""",
    )
    named = make_mentions(gathering, last)
    return _read(work, [*fields, *((name, False) for name in named)])


def _gather_record(work: Work) -> None:
    """What the record tells by the run's moment, from wherever it lies into the local DuckDB."""
    gathering, clock = work.gathering, work.clock
    engine = gathering.engine
    ((currency,),) = gathering.rows("SELECT home_currency FROM run")
    make_rates(engine, currency or "")
    gathering.fetch(RATE, {"currency": "string", "rate": "float64", "valid_from": "int64", "valid_to": "int64"})
    event = record_table("deal_event")
    seen = (event.known_at <= clock.known_by) & (event.occurred_at <= clock.as_of)
    words = find_words(Book(event=event.filter(seen))).select("deal_id", "occurred_at", "known_at", "direction")
    engine.make("run_wp_word", compile_query(words, engine.dialect))
    gathering.fetch(
        "run_wp_word", dict.fromkeys(("deal_id", "occurred_at", "known_at"), "int64") | {"direction": "string"}
    )
    past = f"known_at <= {clock.known_by} AND occurred_at <= {clock.as_of}"
    engine.make(
        "run_wp_ours",
        f"""SELECT deal_id, occurred_at, known_at,
            CASE WHEN kind IN ('meeting', 'call', 'demo') THEN 1 ELSE 0 END AS is_talk
        FROM deal_event WHERE {past} AND NOT is_automated AND ((direction = 'outbound' AND kind IN ('email', 'chat',
        'letter')) OR (kind IN ('meeting', 'call', 'demo') AND direction <> 'internal'
        AND status IN ('held', 'unknown')))
        """,
    )
    gathering.fetch("run_wp_ours", dict.fromkeys(("deal_id", "occurred_at", "known_at", "is_talk"), "int64"))
    engine.make(
        "run_wp_met",
        f"""SELECT deal_id, person_id, occurred_at, known_at, "rank" AS seniority FROM deal_presence
        WHERE {past} AND part <> 'cc' AND ((kind IN ('meeting', 'call', 'demo') AND direction <> 'internal'
        AND status IN ('held', 'unknown')) OR (kind IN ('email', 'chat', 'letter') AND direction = 'inbound'
        AND part <> 'to'))""",
    )
    gathering.fetch(
        "run_wp_met", dict.fromkeys(("deal_id", "person_id", "occurred_at", "known_at", "seniority"), "int64")
    )
    engine.make(
        "run_wp_change",
        f"""SELECT id, deal_id, field, old_value, new_value, changed_at, known_at, sequence FROM stage_history
        WHERE NOT is_deleted AND known_at <= {clock.known_by} AND changed_at <= {clock.as_of}""",
    )
    whole = dict.fromkeys(("id", "deal_id", "changed_at", "known_at", "sequence"), "int64")
    gathering.fetch("run_wp_change", whole | dict.fromkeys(("field", "old_value", "new_value"), "string"))
    engine.make(
        "run_wp_rival",
        f"""SELECT deal_id, competitor_id, GREATEST(COALESCE(named_at, known_at), known_at) AS seen_at
        FROM deal_competitor WHERE NOT is_deleted AND known_at <= {clock.known_by}""",
    )
    gathering.fetch("run_wp_rival", dict.fromkeys(("deal_id", "competitor_id", "seen_at"), "int64"))
    engine.make("run_wp_currency", "SELECT id AS deal_id, currency FROM deal WHERE currency IS NOT NULL")
    gathering.fetch("run_wp_currency", {"deal_id": "int64", "currency": "string"})


def _select_lives(work: Work) -> str:
    """Open deals, and of the ended ones those drawn by lot: the keys are hashes, so that the lowest are a fair draw.

    Deals closed in a batch are left out: that they were still open before says nothing.
    """
    ended = ", ".join(map(quote_text, COMPARED))
    return f"""WITH told AS (
            SELECT deal_id, opened_at, closed_at, outcome, row_number() OVER (
                PARTITION BY outcome = 'open' ORDER BY deal_id) AS lot
            FROM moment WHERE opened_at IS NOT NULL AND (outcome = 'open'
                OR (outcome IN ({ended}) AND closed_at IS NOT NULL AND NOT coalesce(closed_in_batch, false)))),
        closings AS (SELECT deal_id, changed_at, min(known_at) AS row_known FROM run_wp_change
            WHERE field = 'stage' GROUP BY ALL)
        SELECT t.deal_id, t.opened_at, CASE WHEN outcome <> 'open' THEN t.closed_at END AS closed_at, t.outcome,
            CASE WHEN outcome <> 'open' THEN greatest(t.closed_at, coalesce(c.row_known, t.closed_at)) END
                AS close_known_at, m.currency
        FROM told AS t LEFT JOIN closings AS c ON c.deal_id = t.deal_id AND c.changed_at = t.closed_at
        LEFT JOIN run_wp_currency AS m ON m.deal_id = t.deal_id
        WHERE outcome = 'open' OR lot <= {_MOST_DEALS}"""


_NUMBERS = (
    *("age_days", "words_month", "words_before", "pace", "days_silent", "silence_in_pace", "inbound_month"),
    *("ours_month", "talks_month", "talks", "buyers", "buyers_month", "seniority", "rivals"),
    *("stage_days", "steps", "amount", "amount_changes", "pushes", "days_to_close"),
)


def _read(work: Work, fields: list[tuple[str, bool]]) -> Snapshots:
    connection = work.gathering.local.connection
    own = [name for name, _ in fields]
    listed = ", ".join(f'"{name}"' for name in own)
    found = connection.execute(
        f"""SELECT s.deal_id, s.asked_at, l.opened_at, l.closed_at, l.close_known_at, (l.outcome = 'won') AS won,
            (s.asked_at - l.opened_at) / {DAY}.0 AS age_days, c.* EXCLUDE (deal_id, k), f.stated, e.end_stage, {listed}
        FROM run_wp_snapshot AS s JOIN run_wp_life AS l USING (deal_id)
        JOIN run_wp_contact AS c USING (deal_id, k) JOIN run_wp_field AS f USING (deal_id, k)
        JOIN run_wp_mention AS n USING (deal_id, k)
        LEFT JOIN run_wp_end_stage AS e ON e.deal_id = s.deal_id
        ORDER BY s.deal_id, s.asked_at"""
    ).fetchnumpy()
    is_kind = dict(fields)
    names = [*(name for name in _NUMBERS if name in found), *(name for name in own if name not in _NUMBERS)]
    kinds: dict[str, tuple[str, ...]] = {}
    columns = []
    for name in names:
        if is_kind.get(name):
            codes, kinds[name] = _code(found[name])
            columns.append(codes)
        else:
            columns.append(_fill(found[name]))
    opened, closed = _fill(found["opened_at"]), _fill(found["closed_at"])
    at = np.asarray(found["asked_at"], dtype=np.int64)
    seen = (at - opened) / DAY >= find_entry(opened, closed) if len(at) else np.ones(0, bool)
    ((beyond,),) = work.gathering.rows("SELECT (SELECT count(*) FROM moment) - (SELECT count(*) FROM run_wp_life)")
    values = np.column_stack(columns) if columns else np.zeros((len(at), 0))
    told = values[seen]
    varied = np.asarray([len(np.unique(column[~np.isnan(column)])) > 1 for column in told.T], dtype=bool)
    return Snapshots(
        deal=np.asarray(found["deal_id"], dtype=np.int64)[seen],
        at=at[seen],
        opened=opened[seen],
        closed=closed[seen],
        close_known=_fill(found["close_known_at"])[seen],
        won=_fill(found["won"])[seen],
        names=tuple(name for name, told_of in zip(names, varied, strict=True) if told_of),
        is_kind=tuple(bool(is_kind.get(name)) for name, told_of in zip(names, varied, strict=True) if told_of),
        values=told[:, varied],
        kinds=kinds,
        end_stage=_find_codes(found["end_stage"], kinds.get("stage", ()))[seen],
        stated=_fill(found["stated"])[seen],
        beyond=int(beyond),
    )


def _fill(column: Any) -> Number:
    return np.asarray(np.ma.filled(np.ma.asarray(column).astype(np.float64), np.nan), dtype=np.float64)


def _code(column: Any) -> tuple[Number, tuple[str, ...]]:
    """A code for each word in the order of the words, nan where there is none."""
    words: NDArray[Any] = np.ma.filled(np.ma.asarray(column, dtype=object), None)
    listed = sorted({str(word) for word in words if word is not None})
    place = {word: float(number) for number, word in enumerate(listed)}
    return np.asarray([np.nan if word is None else place[str(word)] for word in words]), tuple(listed)


def _find_codes(column: Any, listed: tuple[str, ...]) -> Number:
    place = {word: float(number) for number, word in enumerate(listed)}
    words: NDArray[Any] = np.ma.filled(np.ma.asarray(column, dtype=object), None)
    return np.asarray([place.get(str(word), np.nan) for word in words], dtype=np.float64)
