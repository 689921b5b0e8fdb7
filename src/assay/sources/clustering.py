"""The clustered tables, made from the canonical ones (tables/clustered.py says what for)."""

from collections.abc import Callable

import duckdb

from assay.sources.deriving.seniority import rank_sql
from assay.sources.wording import cues, matter, promises, questions, speech

#: the canonical tables that the clustered ones are made from
INPUTS = ("activity", "activity_deal", "activity_person", "person", "person_change", "utterance")

#: A person who stands twice in one activity counts by the first of these; being in copy counts least.
_PARTS = "['from', 'organizer', 'caller', 'callee', 'to', 'attendee', 'cc']"


_HAPPENED = """
SELECT id AS activity_id, coalesce(occurred_at, completed_at, due_at) AS occurred_at, known_at, kind, direction, status,
  coalesce(is_automated, false) AS is_automated, owner_id,
  nullif(trim(attachments), '') NOT IN ('[]', '0', 'false', 'no') AS has_attachment, body IS NOT NULL AS has_body
FROM {activity} WHERE NOT is_deleted AND coalesce(occurred_at, completed_at, due_at) IS NOT NULL"""

_LINKED = """
SELECT activity_id, deal_id, min(known_at) AS known_at FROM {activity_deal} WHERE NOT is_deleted GROUP BY ALL"""

_TAKING_PART = f"""
WITH changed AS (
  SELECT person_id, known_at, {rank_sql("old_seniority")} AS rank FROM {{person_change}}
  WHERE basis = 'crm_title_change' AND NOT is_deleted AND person_id IS NOT NULL),
once AS (
  SELECT activity_id, person_id, min(known_at) AS known_at, min(list_position({_PARTS}, part)) AS place
  FROM {{activity_person}} WHERE side = 'buyer' AND person_id IS NOT NULL AND NOT is_deleted GROUP BY ALL),
earlier AS (
  SELECT o.activity_id, o.person_id, arg_min(c.rank, c.known_at) AS rank
  FROM once o JOIN changed c USING (person_id) JOIN happened h USING (activity_id)
  WHERE c.known_at > h.occurred_at GROUP BY ALL)
SELECT o.activity_id, o.person_id, o.known_at, {_PARTS}[o.place] AS part,
  coalesce(e.rank, {rank_sql("p.seniority")}, 0) AS rank
FROM once o LEFT JOIN {{person}} p ON p.id = o.person_id LEFT JOIN earlier e USING (activity_id, person_id)"""

_ATTENDED = """
WITH nameless AS (
  SELECT activity_id, count(*) FILTER (side = 'unknown') AS unnamed, max(known_at) AS known_at,
    count(DISTINCT lower(coalesce(named_as, source_id))) FILTER (side = 'buyer' AND part <> 'cc') AS buyers
  FROM {activity_person} WHERE NOT is_deleted AND (side = 'unknown' OR (side = 'buyer' AND person_id IS NULL))
  GROUP BY ALL),
named AS (
  SELECT activity_id, max(known_at) AS known_at, count(*) FILTER (part <> 'cc') AS buyers,
    max(rank) FILTER (part <> 'cc') AS top_rank
  FROM taking_part GROUP BY ALL)
SELECT activity_id, greatest(n.known_at, p.known_at) AS known_at,
  coalesce(n.buyers, 0) + coalesce(p.buyers, 0) AS buyers, coalesce(p.unnamed, 0) AS unnamed,
  coalesce(n.top_rank, 0) AS top_rank
FROM named n FULL JOIN nameless p USING (activity_id)"""

_PRESENCE = """
SELECT l.deal_id, activity_id, t.person_id, h.occurred_at, greatest(h.known_at, l.known_at, t.known_at) AS known_at,
  h.kind, h.direction, h.status, t.part, t.rank
FROM taking_part t JOIN happened h USING (activity_id) JOIN linked l USING (activity_id)"""

_EVENT = """
SELECT l.deal_id, activity_id, h.occurred_at, greatest(h.known_at, l.known_at, a.known_at) AS known_at, h.kind,
  h.direction, h.status, h.is_automated, coalesce(a.buyers, 0) AS buyers, coalesce(a.unnamed, 0) AS unnamed,
  coalesce(a.top_rank, 0) AS top_rank, h.owner_id, h.has_attachment, h.has_body
FROM linked l JOIN happened h USING (activity_id) LEFT JOIN attended a USING (activity_id)"""

_SEATED = f"""
SELECT activity_id, seller_id, min(known_at) AS known_at, {_PARTS}[min(list_position({_PARTS}, part))] AS part
FROM {{activity_person}} WHERE side = 'seller' AND seller_id IS NOT NULL AND NOT is_deleted
GROUP BY activity_id, seller_id"""

_SEAT = """
SELECT l.deal_id, activity_id, s.seller_id, h.occurred_at, greatest(h.known_at, l.known_at, s.known_at) AS known_at,
  h.kind, h.direction, h.status, s.part
FROM seated s JOIN happened h USING (activity_id) JOIN linked l USING (activity_id)"""

#: What is made first, one after the other: later ones read earlier ones, and the canonical tables.
_STEPS = {
    "happened": _HAPPENED,
    "linked": _LINKED,
    "taking_part": _TAKING_PART,
    "attended": _ATTENDED,
    "seated": _SEATED,
    **speech.STEPS_OF_TEXT,
    **questions.STEPS_OF_TEXT,
    **matter.STEPS,
    **speech.STEPS,
    **questions.STEPS,
    **promises.STEPS,
    **cues.STEPS,
}

#: What is read once, when it is written: a table of it would only take room. By then a canonical table may be gone.
_VIEWS = {
    "deal_presence": _PRESENCE,
    "deal_event": _EVENT,
    "deal_seat": _SEAT,
    "deal_speech": speech.DEAL_SPEECH,
    "deal_question": questions.DEAL_QUESTION,
    "deal_reply": questions.DEAL_REPLY,
    "deal_promise": promises.DEAL_PROMISE,
    "deal_cue": cues.DEAL_CUE,
    "deal_cue_reply": cues.DEAL_CUE_REPLY,
}


def build_clustered(connection: duckdb.DuckDBPyConnection, relation: Callable[[str], str] = str) -> None:
    """Make the clustered tables in the connection; `relation` names what to read for a table.

    A title that was changed later is not read into the past: an activity shows the title that the person bore then.
    """
    tables = {name: relation(name) for name in INPUTS}
    for name, query in _STEPS.items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {_fill(query, tables)}")
    for name, query in _VIEWS.items():
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")


def _fill(query: str, tables: dict[str, str]) -> str:
    """The query with the names of relations in place of {table}; other braces belong to patterns."""
    for name, relation in tables.items():
        query = query.replace(f"{{{name}}}", relation)
    return query
