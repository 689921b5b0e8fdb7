"""Reads what signals read of deals beside their rows: one query for each kind of it, for any number of deals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from assay.domain.tongue import say
from assay.reports.grounds import Asked, Grounds, Measure, Promise, Reply, SaidCue, Seen, Speech

_SHARES = (10, 25, 50, 75, 90)

#: experience.basis -> what the kind is told by
_KINDS = {1: "segment", 2: "product", 3: "size"}

#: the greatest age that a deal had reached goes before the nearest group, as signals pick it (signals/at_age, shape);
#: stages differ in length by their nature, and are never pooled
_MEASURE = """
WITH asked AS (
  SELECT m.deal_id, m.as_of, m.size_band, m.segment, (m.as_of - m.opened_at) // 86400 AS age,
         coalesce(d.pipeline || chr(9), '') || m.stage AS stage, coalesce(d.pipeline, '') || chr(9) || m.stage AS passed
  FROM moment m JOIN deal d ON d.id = m.deal_id WHERE m.deal_id IN ({ids})),
near AS (
  SELECT a.*, b.signal, b.age_days, b.n, b.p10, b.p25, b.p50, b.p75, b.p90, CASE b.grp
    WHEN a.passed || chr(9) THEN 5 WHEN a.stage THEN 4 WHEN a.size_band || chr(9) || a.segment THEN 3
    WHEN a.size_band THEN 2 WHEN 'all' THEN 1 END AS nearness
  FROM asked a JOIN baseline b ON a.as_of >= b.valid_from AND a.as_of < b.valid_to
  WHERE b.age_days = 0 OR b.age_days <= a.age)
SELECT deal_id, signal, n, nearness, size_band, segment, p10, p25, p50, p75, p90 FROM near
WHERE nearness IS NOT NULL AND (nearness > 3) = (signal IN ('process.stage_stalled', 'process.stage_skipped'))
QUALIFY row_number() OVER (PARTITION BY deal_id, signal ORDER BY age_days DESC, nearness DESC) = 1"""

_PASSED = """
WITH asked AS (
  SELECT m.deal_id, m.as_of, coalesce(d.pipeline, '') AS pipeline, m.stage
  FROM moment m JOIN deal d ON d.id = m.deal_id WHERE m.deal_id IN ({ids})),
told AS (
  SELECT a.deal_id, split_part(b.grp, chr(9), 3) AS before, b.n
  FROM asked a JOIN baseline b ON a.as_of >= b.valid_from AND a.as_of < b.valid_to
  WHERE b.signal = 'process.stage_skipped' AND split_part(b.grp, chr(9), 1) = a.pipeline
    AND split_part(b.grp, chr(9), 2) = a.stage)
SELECT deal_id, coalesce(s.label, t.before) AS label, max(t.n / w.n)
FROM told t JOIN (SELECT deal_id, n FROM told WHERE before = '') w USING (deal_id)
LEFT JOIN stage s ON s.code = t.before
WHERE t.before <> '' GROUP BY ALL ORDER BY deal_id, label"""

_SPEECH = """
SELECT deal_id, occurred_at, our_words, their_words, unknown_words FROM deal_speech
WHERE deal_id IN ({ids}) ORDER BY deal_id, occurred_at, activity_id"""

_ASKED = """
SELECT deal_id, occurred_at, asked_in, content_words, is_doubtful FROM deal_question
WHERE deal_id IN ({ids}) ORDER BY deal_id, occurred_at, row_id"""

_REPLY = """
SELECT r.deal_id, r.asked_at, r.occurred_at, r.words, r.shared, e.has_attachment
FROM deal_reply r LEFT JOIN deal_event e ON e.deal_id = r.deal_id AND e.activity_id = r.activity_id
WHERE r.deal_id IN ({ids}) ORDER BY r.deal_id, r.occurred_at, r.activity_id, r.question_id"""

_PROMISE = """
SELECT deal_id, occurred_at, due_at FROM deal_promise WHERE deal_id IN ({ids}) ORDER BY deal_id, occurred_at, row_id"""

_CUE = """
SELECT deal_id, occurred_at, said_in, is_doubtful FROM deal_cue WHERE deal_id IN ({ids})
ORDER BY deal_id, occurred_at, row_id, cue"""

_SEEN = """
SELECT deal_id, basis, max(closed), max(team_closed), max(record_from) FROM experience
WHERE deal_id IN ({ids}) AND on_call = 1 GROUP BY ALL ORDER BY deal_id, basis"""

_ASKING = """
SELECT DISTINCT coalesce(s.label, r.stage) AS name FROM stage_requirement r LEFT JOIN stage s ON s.code = r.stage
WHERE NOT r.is_deleted ORDER BY name"""


def read_grounds(connection: duckdb.DuckDBPyConnection, ids: str) -> Mapping[int, Grounds]:
    """By deal, of those in `ids` (a comma list)."""

    def read(query: str) -> dict[int, list[tuple[Any, ...]]]:
        found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for deal, *values in connection.execute(query.format(ids=ids)).fetchall():
            found[deal].append(tuple(values))
        return found

    measures, passed, speech, asked = read(_MEASURE), read(_PASSED), read(_SPEECH), read(_ASKED)
    replies, promises, cues, seen = read(_REPLY), read(_PROMISE), read(_CUE), read(_SEEN)
    asking = tuple(row[0] for row in connection.execute(_ASKING).fetchall())
    return {
        deal: Grounds(
            measures=_make_measures(measures[deal]),
            usual_stages=tuple((name, float(share)) for name, share in passed[deal]),
            speeches=tuple(Speech(*row) for row in speech[deal]),
            asked=tuple(Asked(*row) for row in asked[deal]),
            replies=tuple(Reply(*row) for row in replies[deal]),
            promises=tuple(Promise(*row) for row in promises[deal]),
            cues=tuple(SaidCue(*row) for row in cues[deal]),
            seen=tuple(Seen(_KINDS[basis], *counts) for basis, *counts in seen[deal]),
            asking_stages=asking,
        )
        for deal in map(int, ids.split(","))
    }


def _make_measures(rows: Iterable[tuple[Any, ...]]) -> dict[str, Measure]:
    return {
        signal: Measure(n, _say_likeness(nearness, band, segment), dict(zip(_SHARES, usual, strict=True)))
        for signal, n, nearness, band, segment, *usual in rows
    }


def _say_likeness(nearness: int, band: str | None, segment: str | None) -> str:
    if nearness > 3:
        return say("that passed through this stage")
    if nearness == 3:
        return say("of its size, {size}, and segment, {segment}", size=band, segment=segment)
    return say("of its size, {size}", size=band) if nearness == 2 else ""
