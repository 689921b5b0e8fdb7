"""Reads the dated rows of deals: activities, changes, touches, statements, findings, each list oldest first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from assay.reports.presence import Presence
from assay.tables.statement import OPEN_STATEMENT

ByDeal = dict[int, list[Any]]

#: of one text; the whole stands in the record
_LONGEST_BODY = 4000

#: touches from this long before the opening still belong to the deal's story
_TOUCHES_BEFORE = 90 * DAY

# asked for by the ids themselves, not by a join: only so can an index be used
_ACTIVITY = """
SELECT id, subject, {body}, owner_id, file_no, line, source_url, occurred_at FROM activity
WHERE id IN ({activities}) AND {within}"""

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
SELECT t.id, t.occurred_at, t.person_id, coalesce(c.name, 'a campaign'), t.kind, coalesce(t.responded, false),
       t.file_no, t.line, t.source_url
FROM campaign_touch t LEFT JOIN campaign c ON c.id = t.campaign_id
WHERE t.person_id IN ({people}) AND NOT t.is_deleted ORDER BY t.occurred_at, t.id"""

_PERSON_CHANGE = """
SELECT c.account_id, c.id, coalesce(c.occurred_at, c.known_at) AS happened_at,
       coalesce(c.name, p.full_name, 'somebody'), c.change, c.title, c.mandate, c.from_employer, c.seniority,
       c.old_seniority, c.person_id, c.known_at, c.file_no, c.line, c.source_url
FROM person_change c LEFT JOIN person p ON p.id = c.person_id
WHERE c.account_id IN ({accounts}) AND NOT c.is_deleted AND c.change <> 'recorded' ORDER BY happened_at, c.id"""

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


@dataclass(frozen=True)
class Span:
    """Whose deal it is at the buyer's side, and from when to when it was open; epoch seconds."""

    account_id: int | None
    opened_at: int | None
    closed_at: int | None

    def holds(self, at: int) -> bool:
        """Whether it belongs to the deal's story: from a while before the opening to the close."""
        if self.opened_at is None or at < self.opened_at - _TOUCHES_BEFORE:
            return False
        return self.closed_at is None or at <= self.closed_at


def read_rows(
    connection: duckdb.DuckDBPyConnection,
    deals: Mapping[int, Span],
    presence: Presence,
    names: Names,
    *,
    with_words: bool,
) -> dict[str, ByDeal]:
    """Every kind of row for the deals, by the name that DealFile gives the kind."""
    ids = ", ".join(map(str, deals)) or "NULL"
    findings = _read_findings(connection, ids)
    # two joins over long tables, asked for only where a finding rests on such rows
    rested = {row for found in findings.values() for finding in found for row in finding.rows}
    demands = _DEMAND.format(ids=ids) if any(table == "stage_requirement" for table, _ in rested) else ""
    said = ", ".join(str(row) for table, row in sorted(rested) if table == "utterance")
    spoken = _UTTERANCE.format(ids=ids, rows=said) if said else ""
    return {
        "events": _read_events(connection, presence, names, with_words),
        "changes": _collect(connection, _CHANGE.format(ids=ids), lambda row: _make_change(row, names)),
        "touches": _read_touches(connection, deals, presence, names),
        "person_changes": _read_person_changes(connection, deals, names),
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


def _read_touches(
    connection: duckdb.DuckDBPyConnection, deals: Mapping[int, Span], presence: Presence, names: Names
) -> ByDeal:
    found: ByDeal = defaultdict(list)
    of_person = _turn_round({deal: presence.people.get(deal, ()) for deal in deals})
    if of_person:
        query = _TOUCH.format(people=", ".join(map(str, sorted(of_person))))
        for row in connection.execute(query).fetchall():
            for deal in of_person[row[2]]:
                if deals[deal].holds(row[1]):
                    found[deal].append(_make_touch(row, names))
    return found


def _read_person_changes(connection: duckdb.DuckDBPyConnection, deals: Mapping[int, Span], names: Names) -> ByDeal:
    found: ByDeal = defaultdict(list)
    of_account = _turn_round({deal: (span.account_id,) for deal, span in deals.items() if span.account_id is not None})
    if of_account:
        query = _PERSON_CHANGE.format(accounts=", ".join(map(str, sorted(of_account))))
        for account, *row in connection.execute(query).fetchall():
            for deal in of_account[account]:
                if deals[deal].holds(row[1]):
                    found[deal].append(_make_person_change(row, names))
    return found


def _turn_round(parts: Mapping[int, Iterable[int]]) -> dict[int, list[int]]:
    """Part -> those that it is a part of."""
    found: dict[int, list[int]] = defaultdict(list)
    for whole, some in parts.items():
        for part in some:
            found[part].append(whole)
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


def _read_events(connection: duckdb.DuckDBPyConnection, presence: Presence, names: Names, with_words: bool) -> ByDeal:
    found: ByDeal = defaultdict(list)
    events = presence.events
    if not events:
        return found
    acts = _read_activities(connection, events, with_words)
    rows = [row for row in events if row[1] in acts]
    nameless = ", ".join(str(row[1]) for row in rows if row[8])
    unnamed = dict(connection.execute(_UNNAMED.format(activities=nameless)).fetchall()) if nameless else {}
    turns = _read_turns(connection, [row[1] for row in rows]) if with_words else {}
    for row in rows:
        pair = (row[0], row[1])
        ours = [names.name_seller(seller) for seller in dict.fromkeys([row[9], *presence.sellers.get(pair, ())])]
        event = _make_event(row, acts[row[1]], presence.buyers.get(pair, ((), (), ())), names)
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


def _make_event(row: Sequence[Any], act: Sequence[Any], present: tuple[tuple[int, ...], ...], names: Names) -> Event:
    people, addressed, copied = present
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
