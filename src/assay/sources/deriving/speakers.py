"""Who spoke in a call took part in it: for calls of which nothing but a transcript is known."""

from assay.sources.landing.draft import Draft
from assay.sources.landing.keys import row_key_sql

_MARK = ":speaker:"
_SOURCE_ID = f"a.source_id || '{_MARK}' || s.speaker"

_SPEAKERS = f"""
WITH spoken AS (
  SELECT activity_id, speaker, min(known_at) AS known_at, arg_min(known_at_basis, known_at) AS known_at_basis,
    min(import_run) AS import_run, min(file_no) AS file_no, min(line) AS line
  FROM {{utterance}} WHERE speaker IS NOT NULL AND NOT is_deleted
    AND activity_id NOT IN (SELECT activity_id FROM {{activity_person}} WHERE NOT contains(source_id, '{_MARK}'))
  GROUP BY ALL)
SELECT {row_key_sql("a.source", "a.instance", "activity_person", _SOURCE_ID)} AS id, a.source, a.instance,
  {_SOURCE_ID} AS source_id, NULL AS source_url, s.known_at, s.known_at_basis, false AS is_deleted, s.import_run,
  s.file_no, s.line, NULL AS custom, s.activity_id, NULL::BIGINT AS person_id, NULL::BIGINT AS seller_id,
  'unknown' AS side, 'attendee' AS part, s.speaker AS named_as
FROM spoken s JOIN {{activity}} a ON a.id = s.activity_id"""


def add_speakers(draft: Draft) -> None:
    """Let speakers take part in activities of which no source names a participant; who they are is found later."""
    names = {name: draft.relation(name) for name in ("utterance", "activity", "activity_person")}
    if not draft.has_rows(names["utterance"]):
        return
    draft.connection.execute(
        f"CREATE OR REPLACE TABLE speaker_row AS SELECT * FROM ({_SPEAKERS.format(**names)})"
        f" WHERE id NOT IN (SELECT id FROM {names['activity_person']})"
    )
    if draft.has_rows("speaker_row"):
        draft.upsert("activity_person", "speaker_row")
