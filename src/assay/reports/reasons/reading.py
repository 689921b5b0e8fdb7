"""Reads the reasons of deals: a few queries for any number of them, and none where none were worked out."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import duckdb

from assay.reports.following import find_followed
from assay.reports.reasons.rows import LIKELY, DealReasons, Effect, GroundRow, HeldUp, ReasonRow, Together, VerdictRow
from assay.store.quoting import quote_text
from assay.tables.results import RESULT_TABLES
from assay.tables.statement import OPEN_STATEMENT

#: the name of the part in the table conclusion
PART = "reasons"

_REASON = """
SELECT deal_id, driver, view, p_active, p, p_low, p_high, strength, p_record, whose, rank, stated_by_rep,
       stated_by_buyer, since
FROM reason WHERE deal_id IN ({ids}) ORDER BY deal_id, rank, driver"""

# what was said to a circle of people is shown to nobody else, by what the record says of the circle now
_GROUND = f"""
SELECT g.deal_id, g.driver, g.kind, g.way, g.table_name, g.row_id, coalesce(g.signal, ''), coalesce(g.side, ''),
       g.occurred_at, g.weight
FROM reason_ground g WHERE g.deal_id IN ({{ids}}) AND NOT (g.table_name = 'statement'
  AND g.row_id IN (SELECT id FROM statement WHERE NOT {OPEN_STATEMENT}))
ORDER BY g.deal_id, g.driver, g.occurred_at NULLS FIRST, g.row_id"""

_VERDICT = """
SELECT deal_id, view, standing, truth_gap, audited, rep_names, buyer_names, record_names, audit_names FROM verdict
WHERE deal_id IN ({ids})"""

# A deal's page claims of a driver what the page of drivers claims, by its figures: that page allows for all that was
# tried, for chance and for size. Where it does not tell of the driver, the effect that reasons rest on is no claim.
_EFFECT = """
SELECT e.driver, coalesce(d.n, e.n), coalesce(d.deals, e.deals),
       CASE WHEN d.name IS NULL THEN e.ratio ELSE d.ratio END,
       CASE WHEN d.name IS NULL THEN e.ratio_low ELSE d.ratio_low END,
       CASE WHEN d.name IS NULL THEN e.ratio_high ELSE d.ratio_high END,
       coalesce(d.verdict, CASE WHEN e.verdict = 'associated' THEN 'not_enough' ELSE e.verdict END)
FROM driver_effect e LEFT JOIN driver d ON d.kind = 'driver' AND d.name = e.driver AND d.ratio IS NOT NULL
WHERE e.driver IN ({drivers})"""

_HELD = """
SELECT r.driver, count(*), count(*) FILTER (r.p_active >= {likely}), count(*) FILTER (v.heard),
       count(*) FILTER (v.heard AND r.stated_by_buyer), count(*) FILTER (v.audited),
       count(*) FILTER (v.audited AND contains(v.audit_names::VARCHAR, '"' || r.driver || '"'))
FROM reason r
JOIN (SELECT deal_id, json_array_length(buyer_names) > 0 AS heard, audited, audit_names FROM verdict) v USING (deal_id)
WHERE r.view = 'look_back' AND r.stated_by_rep AND r.driver IN ({drivers}) GROUP BY r.driver"""

_TOGETHER = """
SELECT first, second, lift, lift_low, lift_high, round(deals)::BIGINT FROM pair
WHERE verdict = 'together' AND first IN ({drivers}) AND second IN ({drivers}) ORDER BY lift_low DESC, first, second"""

_CALL = "SELECT id, activity_id FROM utterance WHERE id IN ({rows})"


def read_reasons(connection: duckdb.DuckDBPyConnection, deals: Iterable[int]) -> dict[int, DealReasons]:
    """deal_id -> its reasons, for every deal asked for."""
    wanted = [int(deal) for deal in deals]
    followed = find_followed(connection, PART)
    if not wanted or not followed.is_made:
        return dict.fromkeys(wanted, DealReasons())
    ids = ", ".join(map(str, wanted))
    rows = _collect(connection, _REASON.format(ids=ids), lambda row: ReasonRow(*row))
    grounds = _find_calls(connection, _collect(connection, _GROUND.format(ids=ids), lambda row: GroundRow(*row)))
    verdicts = {row[0]: _make_verdict(row[1:]) for row in connection.execute(_VERDICT.format(ids=ids)).fetchall()}
    shared = _read_shared(connection, {row.driver for found in rows.values() for row in found})
    return {
        deal: DealReasons(
            rows=tuple(rows[deal]),
            grounds=tuple(grounds[deal]),
            verdict=verdicts.get(deal),
            effects=shared.effects,
            held={
                row.driver: _leave_out(shared.held.get(row.driver, HeldUp(1)), row, verdicts.get(deal))
                for row in rows[deal]
                if row.stated_by_rep
            },
            together=shared.together,
            made_of=followed.run_id,
        )
        for deal in wanted
    }


def _collect(connection: duckdb.DuckDBPyConnection, query: str, make: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for deal, *values in connection.execute(query).fetchall():
        found[deal].append(make(values))
    return found


def _find_calls(
    connection: duckdb.DuckDBPyConnection, grounds: dict[int, list[GroundRow]]
) -> dict[int, list[GroundRow]]:
    """Grounds that were said in a call, with the call."""
    said = {row.row_id for found in grounds.values() for row in found if row.table == "utterance"}
    if not said:
        return grounds
    calls = dict(connection.execute(_CALL.format(rows=", ".join(map(str, sorted(said))))).fetchall())
    for found in grounds.values():
        found[:] = [replace(row, call=calls.get(row.row_id)) if row.table == "utterance" else row for row in found]
    return grounds


def _make_verdict(row: Sequence[Any]) -> VerdictRow:
    view, standing, truth_gap, audited, *named = row
    drivers = (tuple(json.loads(text or "[]")) for text in named)
    return VerdictRow(view, standing, truth_gap or "", bool(audited), *drivers)


def _read_shared(connection: duckdb.DuckDBPyConnection, drivers: set[str]) -> DealReasons:
    """What is known of these drivers across deals."""
    if not drivers:
        return DealReasons()
    named = ", ".join(quote_text(driver) for driver in sorted(drivers))
    effects = connection.execute(_EFFECT.format(drivers=named)).fetchall()
    held = connection.execute(_HELD.format(drivers=named, likely=LIKELY)).fetchall()
    pairs = connection.execute(_TOGETHER.format(drivers=named)).fetchall() if "pair" in RESULT_TABLES else []
    return DealReasons(
        effects={row[0]: Effect(*row[1:]) for row in effects},
        held={row[0]: HeldUp(*row[1:]) for row in held},
        together=tuple(Together(frozenset(row[:2]), *row[2:]) for row in pairs),
    )


def _leave_out(held: HeldUp, row: ReasonRow, verdict: VerdictRow | None) -> HeldUp:
    """Without the deal itself, of which it is asked."""
    if row.view != "look_back" or verdict is None:
        return held
    was_heard = int(bool(verdict.by_buyer))
    return HeldUp(
        held.n - 1,
        held.borne_out - int(row.p_active >= LIKELY),
        held.heard - was_heard,
        held.agreed - was_heard * int(row.stated_by_buyer),
        held.audited - int(verdict.is_audited),
        held.found - int(verdict.is_audited and row.driver in verdict.by_audit),
    )
