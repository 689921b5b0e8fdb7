"""Reads the dated rows of deals: activities, changes, touches, statements, findings, each list oldest first."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from assay.domain.seniority import LABELS
from assay.domain.spans import DAY
from assay.reports.deal_file import (
    Change,
    Competitor,
    Debrief,
    Demand,
    Event,
    Finding,
    PersonChange,
    Standing,
    Statement,
    Touch,
    Utterance,
)
from assay.reports.laid import is_laid
from assay.tables.statement import OPEN_STATEMENT

ByDeal = dict[int, list[Any]]

#: of one text; the whole stands in the record
_LONGEST_BODY = 4000

#: touches from this long before the opening still belong to the deal's story
_TOUCHES_BEFORE = 90 * DAY

_EVENT = """
SELECT deal_id, activity_id, occurred_at, kind, direction, status, is_automated, buyers, unnamed, owner_id,
       has_attachment, has_body
FROM deal_event WHERE deal_id IN ({ids}) ORDER BY deal_id, occurred_at, activity_id"""

# asked for by the ids themselves, not by a join: only so can an index be used
_ACTIVITY = """
SELECT id, subject, {body}, owner_id, file_no, line, source_url, occurred_at FROM activity
WHERE id IN ({activities}) AND {within}"""

_PRESENCE = """
SELECT deal_id, activity_id, list(DISTINCT person_id ORDER BY person_id) FILTER (WHERE part <> 'cc'),
       list(DISTINCT person_id ORDER BY person_id) FILTER (WHERE part = 'to'),
       list(DISTINCT person_id ORDER BY person_id) FILTER (WHERE part = 'cc')
FROM deal_presence WHERE deal_id IN ({ids}) GROUP BY ALL"""

_SEAT = """
SELECT deal_id, activity_id, list(DISTINCT seller_id ORDER BY seller_id) FROM deal_seat
WHERE deal_id IN ({ids}) AND part <> 'cc' GROUP BY ALL"""

_UNNAMED = """
SELECT activity_id, list(DISTINCT named_as ORDER BY named_as) FROM activity_person
WHERE activity_id IN ({activities}) AND named_as IS NOT NULL AND person_id IS NULL AND seller_id IS NULL GROUP BY ALL"""

_TURN = """
SELECT activity_id, coalesce(speaker, side), text FROM utterance WHERE NOT is_deleted AND activity_id IN ({activities})
ORDER BY activity_id, position"""

_CHANGE = """
SELECT deal_id, id, changed_at, field, old_value, new_value, file_no, line, source_url FROM stage_history
WHERE deal_id IN ({ids}) AND NOT is_deleted ORDER BY deal_id, changed_at, sequence, id"""

_TOUCH = """
WITH involved AS (
  SELECT deal_id, person_id FROM deal_person WHERE deal_id IN ({ids}) AND NOT is_deleted
  UNION SELECT deal_id, person_id FROM deal_presence WHERE deal_id IN ({ids}))
SELECT i.deal_id, t.id, t.occurred_at, t.person_id, coalesce(c.name, 'a campaign'), t.kind,
       coalesce(t.responded, false), t.file_no, t.line, t.source_url
FROM involved i JOIN deal d ON d.id = i.deal_id
JOIN campaign_touch t ON t.person_id = i.person_id AND NOT t.is_deleted
LEFT JOIN campaign c ON c.id = t.campaign_id
WHERE d.id IN ({ids}) AND t.occurred_at >= d.opened_at - {before}
  AND t.occurred_at <= coalesce(d.closed_at, t.occurred_at)
ORDER BY i.deal_id, t.occurred_at, t.id"""

_PERSON_CHANGE = """
SELECT d.id, c.id, coalesce(c.occurred_at, c.known_at) AS happened_at, coalesce(c.name, p.full_name, 'somebody'),
       c.change, c.title, c.mandate, c.from_employer, c.seniority, c.old_seniority, c.person_id, c.known_at,
       c.file_no, c.line, c.source_url
FROM deal d JOIN person_change c ON c.account_id = d.account_id AND NOT c.is_deleted
LEFT JOIN person p ON p.id = c.person_id
WHERE d.id IN ({ids}) AND c.account_id IN ({accounts}) AND c.change <> 'recorded'
  AND happened_at >= d.opened_at - {before} AND happened_at <= coalesce(d.closed_at, happened_at)
ORDER BY d.id, happened_at, c.id"""

_COMPETITOR = """
SELECT dc.deal_id, dc.id, coalesce(c.name, dc.source_id), dc.part, dc.named_at, dc.known_at,
       dc.file_no, dc.line, dc.source_url
FROM deal_competitor dc LEFT JOIN competitor c ON c.id = dc.competitor_id
WHERE dc.deal_id IN ({ids}) AND NOT dc.is_deleted
ORDER BY dc.deal_id, dc.named_at NULLS LAST, c.name"""

# of what a stage asks for, and of transcripts, only what a finding rests on is listed by itself
_DEMAND = """
SELECT DISTINCT e.deal_id, r.id, r.stage, r.field, r.file_no, r.line, r.source_url
FROM evidence e JOIN stage_requirement r ON r.id = e.row_id
WHERE e.deal_id IN ({ids}) AND e.table_name = 'stage_requirement' ORDER BY e.deal_id, r.stage, r.field, r.id"""

_UTTERANCE = """
WITH said AS MATERIALIZED (SELECT * FROM utterance WHERE id IN ({rows}))
SELECT DISTINCT e.deal_id, u.id, v.occurred_at + coalesce(u.start_ms, 0) // 1000 AS said_at,
       coalesce(u.speaker, u.side), u.text, u.file_no, u.line, u.source_url
FROM evidence e JOIN said u ON u.id = e.row_id
JOIN deal_event v ON v.deal_id = e.deal_id AND v.activity_id = u.activity_id
WHERE e.deal_id IN ({ids}) AND e.table_name = 'utterance' AND v.deal_id IN ({ids})
ORDER BY e.deal_id, said_at, u.id"""

_DEBRIEF = """
SELECT deal_id, id, kind, announced_at, asked_at, held_at, coalesce(answer, ''), file_no, line, source_url FROM debrief
WHERE deal_id IN ({ids}) AND NOT is_deleted ORDER BY deal_id, least(announced_at, asked_at, held_at), id"""

_STATEMENT = f"""
SELECT deal_id, id, occurred_at, side, origin, text, file_no, line, source_url FROM statement
WHERE deal_id IN ({{ids}}) AND NOT is_deleted AND {OPEN_STATEMENT}
ORDER BY deal_id, occurred_at NULLS LAST, id"""

_FINDING = """
SELECT f.deal_id, f.finding_id, f.signal, f.sentence, f.hit_at, f.value FROM finding f
WHERE f.deal_id IN ({ids}) ORDER BY f.deal_id, f.signal"""

_EVIDENCE = """
SELECT finding_id, table_name, row_id FROM evidence WHERE deal_id IN ({ids}) ORDER BY occurred_at NULLS LAST, row_id"""


@dataclass(frozen=True)
class Names:
    """What codes of the record are called: sellers by key and by source id, stages by code, files by number.

    files: number -> name, and the name under which its rows were kept.
    """

    sellers: Mapping[int, str]
    seller_codes: Mapping[str, str]
    stages: Mapping[str, str]
    files: Mapping[int, tuple[str, str]]

    def name_seller(self, seller_id: int | None) -> str:
        return self.sellers.get(seller_id, "") if seller_id is not None else ""

    def place_row(self, file_no: int | None, line: int | None, url: str | None) -> Standing:
        file, kept = self.files.get(file_no or -1, ("", ""))
        return Standing(file, line or 0, url or "", kept)

    def say_value(self, field: str, value: str | None) -> str:
        if not value:
            return ""
        if field == "stage":
            return self.stages.get(value, value)
        return self.seller_codes.get(value, value) if field == "owner" else value


def read_rows(
    connection: duckdb.DuckDBPyConnection, ids: str, names: Names, accounts: Mapping[int, int | None], with_words: bool
) -> dict[str, ByDeal]:
    """Every kind of row for the deals in `ids` (a comma list), by the name that DealFile gives the kind."""
    account_ids = ", ".join(sorted({str(account) for account in accounts.values() if account is not None})) or "NULL"
    touches = _TOUCH.format(ids=ids, before=_TOUCHES_BEFORE)
    moves = _PERSON_CHANGE.format(ids=ids, accounts=account_ids, before=_TOUCHES_BEFORE)
    findings = _read_findings(connection, ids)
    # two joins over long tables, asked for only where a finding rests on such rows
    rested = {row for found in findings.values() for finding in found for row in finding.rows}
    demands = _DEMAND.format(ids=ids) if any(table == "stage_requirement" for table, _ in rested) else ""
    said = ", ".join(str(row) for table, row in sorted(rested) if table == "utterance")
    spoken = _UTTERANCE.format(ids=ids, rows=said) if said else ""
    return {
        "events": _read_events(connection, ids, names, with_words),
        "changes": _collect(connection, _CHANGE.format(ids=ids), lambda row: _make_change(row, names)),
        "touches": _collect(connection, touches, lambda row: _make_touch(row, names)),
        "person_changes": _collect(connection, moves, lambda row: _make_person_change(row, names)),
        "competitors": _collect(connection, _COMPETITOR.format(ids=ids), lambda row: _make_competitor(row, names)),
        "demands": _collect(connection, demands, lambda row: _make_demand(row, names)),
        "debriefs": _collect(connection, _DEBRIEF.format(ids=ids), lambda row: _make_debrief(row, names)),
        "utterances": _collect(connection, spoken, lambda row: _make_utterance(row, names)),
        "statements": _collect(connection, _STATEMENT.format(ids=ids), lambda row: _make_statement(row, names)),
        "findings": findings,
    }


def _collect(connection: duckdb.DuckDBPyConnection, query: str, make: Callable[[Sequence[Any]], object]) -> ByDeal:
    """Rows by their first column, each made by `make` from the columns after it; none where there is no query."""
    found: ByDeal = defaultdict(list)
    for row in connection.execute(query).fetchall() if query else ():
        found[row[0]].append(make(row[1:]))
    return found


def _make_change(row: Sequence[Any], names: Names) -> Change:
    row_id, at, field, old, new, *place = row
    return Change(row_id, at, field, names.say_value(field, old), names.say_value(field, new), names.place_row(*place))


def _make_touch(row: Sequence[Any], names: Names) -> Touch:
    row_id, at, person_id, campaign, kind, responded, *place = row
    return Touch(row_id, at, person_id, campaign, kind, responded, names.place_row(*place))


def _make_person_change(row: Sequence[Any], names: Names) -> PersonChange:
    row_id, at, name, change, title, mandate, employer, new, old, person_id, known_at, *place = row
    rank = max(LABELS.index(label) if label in LABELS else 0 for label in (new, old))
    return PersonChange(
        row_id,
        at,
        name,
        change,
        title or "",
        mandate or "",
        employer or "",
        names.place_row(*place),
        rank=rank,
        person_id=person_id,
        known_at=known_at,
    )


def _make_competitor(row: Sequence[Any], names: Names) -> Competitor:
    row_id, name, part, named_at, known_at, *place = row
    return Competitor(row_id, name, part, named_at, names.place_row(*place), known_at)


def _make_debrief(row: Sequence[Any], names: Names) -> Debrief:
    row_id, kind, announced_at, asked_at, held_at, answer, *place = row
    return Debrief(row_id, kind, announced_at, asked_at, held_at, answer, names.place_row(*place))


def _make_utterance(row: Sequence[Any], names: Names) -> Utterance:
    row_id, at, speaker, text, *place = row
    return Utterance(row_id, at, speaker, text, names.place_row(*place))


def _make_demand(row: Sequence[Any], names: Names) -> Demand:
    row_id, stage, field, *place = row
    return Demand(row_id, names.stages.get(stage, stage), field, names.place_row(*place))


def _make_statement(row: Sequence[Any], names: Names) -> Statement:
    row_id, at, side, origin, text, *place = row
    return Statement(row_id, at, side, origin, text, names.place_row(*place))


def _read_events(connection: duckdb.DuckDBPyConnection, ids: str, names: Names, with_words: bool) -> ByDeal:
    found: ByDeal = defaultdict(list)
    events = connection.execute(_EVENT.format(ids=ids)).fetchall()
    if not events:
        return found
    acts = _read_activities(connection, events, with_words)
    rows = [row for row in events if row[1] in acts]
    present = {(row[0], row[1]): row[2:] for row in connection.execute(_PRESENCE.format(ids=ids)).fetchall()}
    seats = {(row[0], row[1]): row[2] for row in connection.execute(_SEAT.format(ids=ids)).fetchall()}
    nameless = ", ".join(str(row[1]) for row in rows if row[8])
    unnamed = dict(connection.execute(_UNNAMED.format(activities=nameless)).fetchall()) if nameless else {}
    turns = _read_turns(connection, [row[1] for row in rows]) if with_words else {}
    for row in rows:
        pair = (row[0], row[1])
        ours = [names.name_seller(seller) for seller in dict.fromkeys([row[9], *seats.get(pair, ())])]
        event = _make_event(row, acts[row[1]], present.get(pair, (None, None, None)), names)
        found[row[0]].append(
            replace(
                event,
                unnamed=tuple(unnamed.get(event.id, ())),
                turns=tuple(turns.get(event.id, ())),
                ours=tuple(filter(None, ours)),
            )
        )
    return found


def _read_activities(
    connection: duckdb.DuckDBPyConnection, events: Sequence[Sequence[Any]], with_words: bool
) -> dict[int, Sequence[Any]]:
    """What the record says of the events' activities, by id."""
    times = [row[2] for row in events]
    # the record's activities lie by time: the span of the deals spares reading the rest of the table
    within = "true" if is_laid(connection) else f"occurred_at BETWEEN {min(times)} AND {max(times)}"
    query = _ACTIVITY.format(
        body=f"left(body, {_LONGEST_BODY})" if with_words else "NULL",
        activities=", ".join(sorted({str(row[1]) for row in events})),
        within=within,
    )
    return {row[0]: row[1:] for row in connection.execute(query).fetchall() if row[-1] is not None}


def _make_event(row: Sequence[Any], act: Sequence[Any], present: Sequence[Any], names: Names) -> Event:
    people, addressed, copied = (tuple(found or ()) for found in present)
    return Event(
        id=row[1],
        at=row[2],
        kind=row[3],
        direction=row[4],
        status=row[5],
        is_automated=bool(row[6]),
        subject=act[0] or "",
        body=act[1] or "",
        owner=names.name_seller(act[2]),
        people=people,
        addressed=addressed,
        copied=copied,
        buyers=row[7],
        unplaced=row[8],
        unnamed=(),
        turns=(),
        standing=names.place_row(*act[3:6]),
        has_attachment=row[10],
        has_body=bool(row[11]),
    )


def _read_turns(connection: duckdb.DuckDBPyConnection, activities: list[int]) -> dict[int, list[tuple[str, str]]]:
    turns: dict[int, list[tuple[str, str]]] = defaultdict(list)
    query = _TURN.format(activities=", ".join(map(str, activities)))
    for activity, speaker, text in connection.execute(query).fetchall():
        turns[activity].append((speaker, text))
    return turns


def _read_findings(connection: duckdb.DuckDBPyConnection, ids: str) -> ByDeal:
    evidence: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for finding_id, table, row_id in connection.execute(_EVIDENCE.format(ids=ids)).fetchall():
        evidence[finding_id].append((table, row_id))
    found: ByDeal = defaultdict(list)
    for deal_id, finding_id, signal, sentence, hit_at, value in connection.execute(_FINDING.format(ids=ids)).fetchall():
        found[deal_id].append(Finding(signal, sentence, hit_at, tuple(evidence[finding_id]), value))
    return found
