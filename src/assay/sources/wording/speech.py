"""Who spoke how much in a transcribed call, and what came back when the buyer asked something there."""

from assay.sources.wording.phrases import DEFERRAL, match_words
from assay.sources.wording.text import count_words, fold_text
from assay.store.quoting import quote_text

#: One row an utterance in a call on a deal; `turn` counts the stretches in which one side spoke.
SPOKEN = f"""
WITH heard AS (
  SELECT DISTINCT activity_id FROM linked WHERE activity_id IN (SELECT activity_id FROM {{utterance}})),
told AS (
  SELECT u.id, u.activity_id, u.position, u.known_at, u.side, u.text, u.end_ms - u.start_ms AS ms
  FROM {{utterance}} u JOIN heard USING (activity_id)
  WHERE NOT u.is_deleted),
changed AS (
  SELECT *, side IS DISTINCT FROM lag(side) OVER in_turn AS is_other FROM told
  WINDOW in_turn AS (PARTITION BY activity_id ORDER BY position, id))
SELECT id, activity_id, position, known_at, side, text, CASE WHEN ms >= 0 THEN ms END AS ms,
  {count_words("text")} AS words, count(*) FILTER (is_other) OVER in_turn AS turn
FROM changed WINDOW in_turn AS (PARTITION BY activity_id ORDER BY position, id)"""

#: One row a stretch of speech of one side.
TURN = """
SELECT activity_id, turn, any_value(side) AS side, arg_min(id, (position, id)) AS first_id, sum(words)::BIGINT AS words,
  CASE WHEN count(ms) = count(*) THEN sum(ms)::BIGINT END AS ms, max(known_at) AS known_at,
  count(*) FILTER (contains(text, '?')) AS questions
FROM spoken GROUP BY ALL"""

DEAL_SPEECH = """
WITH call AS (
  SELECT activity_id, max(known_at) AS known_at, count(*) AS turns, bool_and(ms IS NOT NULL) AS is_timed,
    coalesce(sum(words) FILTER (side = 'seller'), 0) AS our_words,
    coalesce(sum(words) FILTER (side = 'buyer'), 0) AS their_words,
    coalesce(sum(words) FILTER (side = 'unknown'), 0) AS unknown_words,
    coalesce(sum(ms) FILTER (side = 'seller'), 0) AS our_ms, coalesce(sum(ms) FILTER (side = 'buyer'), 0) AS their_ms,
    coalesce(sum(questions) FILTER (side = 'seller'), 0) AS our_questions,
    coalesce(sum(questions) FILTER (side = 'buyer'), 0) AS their_questions,
    max_by(struct_pack(first_id, words, ms), (coalesce(ms, words), -turn)) FILTER (side = 'seller') AS longest
  FROM turn GROUP BY ALL)
SELECT l.deal_id, activity_id, h.occurred_at, greatest(h.known_at, l.known_at, c.known_at) AS known_at, h.kind,
  h.direction, h.status, CASE WHEN c.is_timed THEN c.our_ms END::BIGINT AS our_ms,
  CASE WHEN c.is_timed THEN c.their_ms END::BIGINT AS their_ms, c.our_words::BIGINT AS our_words,
  c.their_words::BIGINT AS their_words, c.unknown_words::BIGINT AS unknown_words, c.turns,
  c.our_questions::BIGINT AS our_questions, c.their_questions::BIGINT AS their_questions,
  c.longest.first_id AS longest_id, CASE WHEN c.is_timed THEN c.longest.ms END AS longest_ms,
  c.longest.words AS longest_words
FROM call c JOIN happened h USING (activity_id) JOIN linked l USING (activity_id)"""

_ANSWER = fold_text("n.text")
_ONLY_ASKS = r"^\s*([^.!?…]*\?\s*)+$"

#: Questions of the buyer in calls, with our next turn. Where nobody can tell whose the next turn is, it may be ours.
CALL_QUESTION = f"""
WITH asked AS (
  SELECT activity_id, turn, id, text, known_at FROM spoken WHERE side = 'buyer' AND contains(text, '?')),
later AS (
  SELECT a.activity_id, a.turn, min(t.turn) FILTER (t.side = 'seller') AS answer,
    min(t.turn) FILTER (t.side = 'unknown') AS doubtful
  FROM (SELECT DISTINCT activity_id, turn FROM asked) a
  LEFT JOIN turn t ON t.activity_id = a.activity_id AND t.turn > a.turn GROUP BY ALL),
answered AS (
  SELECT s.activity_id, s.turn, string_agg(s.text, ' ' ORDER BY s.position, s.id) AS text, sum(s.words)::BIGINT AS words
  FROM spoken s SEMI JOIN later r ON r.activity_id = s.activity_id AND r.answer = s.turn GROUP BY ALL),
whole AS (SELECT activity_id, max(known_at) AS known_at FROM turn GROUP BY ALL)
SELECT a.id AS row_id, a.activity_id, w.known_at, 'call' AS asked_in, coalesce(c.stems, 0) AS content_words,
  n.words AS answer_words, regexp_matches(n.text, {quote_text(_ONLY_ASKS)}) AS answer_asks,
  {match_words(_ANSWER, DEFERRAL)} AS answer_defers,
  coalesce(r.doubtful < coalesce(r.answer, 1e9::BIGINT), false) AS is_doubtful
FROM asked a JOIN later r USING (activity_id, turn) JOIN whole w ON w.activity_id = a.activity_id
LEFT JOIN stem_count c ON c.text_id = a.id
LEFT JOIN answered n ON n.activity_id = a.activity_id AND n.turn = r.answer"""

#: The last one is made after the steps of matter.py.
STEPS_OF_TEXT = {"spoken": SPOKEN, "turn": TURN}
STEPS = {"call_question": CALL_QUESTION}
