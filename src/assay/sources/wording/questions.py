"""What the buyer asked in messages, and which messages of ours followed."""

from assay.sources.wording.phrases import (
    ASKS_NUMBER,
    DEFERRAL,
    ELSEWHERE,
    GIVES_NUMBER,
    PLAIN_ANSWER,
    PROMISE,
    match_words,
)
from assay.sources.wording.text import count_words, fold_text, split_sentences, write_plain
from assay.store.quoting import quote_text

#: An answer that took longer is found missing or slow, and not held against the question.
REPLY_DAYS = 14

_KINDS = "('email', 'chat', 'letter')"

#: A line such as "Dear Ann," belongs to no sentence.
_GREETING = quote_text(r"^[^.!?]{0,40},\s*$|^\s*$")

#: Messages of the buyer with a question mark in the buyer's own words. `asked`: the sentences that ask; `before`: those
#: that lead up to them, in which the matter often stands.
ASKED_TEXT = f"""
WITH told AS (
  SELECT a.id AS activity_id, a.subject, {write_plain("a.body")} AS plain
  FROM {{activity}} a
  WHERE a.direction = 'inbound' AND a.kind IN {_KINDS} AND contains(a.body, '?')
    AND a.status NOT IN ('planned', 'moved', 'cancelled') AND NOT a.is_deleted AND NOT coalesce(a.is_automated, false)
    AND a.id IN (SELECT activity_id FROM linked)),
split AS (
  SELECT *, [s FOR s IN {split_sentences("plain")} IF NOT regexp_matches(s, {_GREETING})] AS sentences FROM told)
SELECT activity_id, subject, plain, array_to_string(list_filter(sentences, lambda s: contains(s, '?')), ' ') AS asked,
  array_to_string(list_filter(sentences, lambda s, i: contains(coalesce(sentences[i + 1], ''), '?')), ' ') AS before
FROM split WHERE len(list_filter(sentences, lambda s: contains(s, '?'))) > 0"""

#: Each message of the buyer that asks, with each message of ours on the same deal in the days after it. Both are made
#: first: left to plan the four tables at once, DuckDB joins all messages by their times alone, before their deals.
PAIRED = f"""
WITH question AS MATERIALIZED (
  SELECT l.deal_id, activity_id, h.occurred_at, greatest(h.known_at, l.known_at) AS known_at
  FROM asked_text JOIN happened h USING (activity_id) JOIN linked l USING (activity_id)),
sent AS MATERIALIZED (
  SELECT l.deal_id, activity_id, h.occurred_at, greatest(h.known_at, l.known_at) AS known_at
  FROM happened h JOIN linked l USING (activity_id)
  WHERE h.direction = 'outbound' AND h.kind IN {_KINDS} AND NOT h.is_automated
    AND h.status NOT IN ('planned', 'moved', 'cancelled')
    AND l.deal_id IN (SELECT deal_id FROM question))
SELECT q.deal_id, q.activity_id AS question_id, q.occurred_at AS asked_at, s.activity_id, s.occurred_at,
  greatest(q.known_at, s.known_at) AS known_at
FROM question q JOIN sent s ON s.deal_id = q.deal_id
  AND s.occurred_at BETWEEN q.occurred_at AND q.occurred_at + {REPLY_DAYS * 86_400}"""

REPLY_TEXT = f"""
SELECT a.id AS activity_id, {write_plain("a.body")} AS plain
FROM {{activity}} a WHERE a.id IN (SELECT activity_id FROM paired) AND a.body IS NOT NULL"""

#: One row a message that asks.
ASKED = f"""
SELECT a.activity_id, coalesce(c.stems, 0) AS content_words, l.language,
  {match_words(fold_text("a.asked"), ASKS_NUMBER)} AS asks_number
FROM asked_text a LEFT JOIN stem_count c ON c.text_id = a.activity_id
LEFT JOIN text_language l ON l.text_id = a.activity_id"""

#: One row a message of ours that may answer.
REPLY = f"""
SELECT r.activity_id, {count_words("r.plain")} AS words, l.language,
  {match_words(fold_text("r.plain"), ELSEWHERE)} OR {match_words(fold_text("r.plain"), DEFERRAL)}
    OR {match_words(fold_text("r.plain"), PROMISE)} AS is_elsewhere,
  {match_words(fold_text("r.plain"), PLAIN_ANSWER)} AS is_plain_answer,
  {match_words(fold_text("r.plain"), GIVES_NUMBER)} AS gives_number
FROM reply_text r LEFT JOIN text_language l ON l.text_id = r.activity_id"""

#: How many stems a question, with its subject and what leads up to it, shares with a message of ours; no row for none.
SHARED = """
SELECT p.question_id, p.activity_id, count(DISTINCT q.stem) AS stems
FROM (SELECT DISTINCT question_id, activity_id FROM paired) p
JOIN text_stem q ON q.text_id = p.question_id JOIN text_stem r ON r.text_id = p.activity_id AND r.stem = q.stem
GROUP BY ALL"""

#: Made after `spoken` of speech.py, with the steps of matter.py before `asked`.
STEPS_OF_TEXT = {"asked_text": ASKED_TEXT, "paired": PAIRED, "reply_text": REPLY_TEXT}
STEPS = {"asked": ASKED, "reply": REPLY, "shared": SHARED}

DEAL_QUESTION = """
WITH question AS (
  SELECT activity_id AS row_id, activity_id, NULL::BIGINT AS known_at, 'message' AS asked_in, content_words,
    NULL::BIGINT AS answer_words, NULL::BOOLEAN AS answer_asks, NULL::BOOLEAN AS answer_defers, false AS is_doubtful
  FROM asked
  UNION ALL FROM call_question)
SELECT l.deal_id, q.row_id, q.activity_id, h.occurred_at, greatest(h.known_at, l.known_at, q.known_at) AS known_at,
  q.asked_in, q.content_words, q.answer_words, q.answer_asks, q.answer_defers, q.is_doubtful
FROM question q JOIN happened h USING (activity_id) JOIN linked l USING (activity_id)"""

#: Nothing is said of an answer in another language, in an attachment, or still to come.
DEAL_REPLY = """
SELECT p.deal_id, p.question_id, p.asked_at, p.activity_id, p.occurred_at, p.known_at, r.words,
  CASE WHEN NOT r.is_elsewhere AND r.language = q.language
    THEN coalesce(s.stems, 0) + r.is_plain_answer::INT + (q.asks_number AND r.gives_number)::INT END::BIGINT AS shared
FROM paired p JOIN asked q ON q.activity_id = p.question_id LEFT JOIN reply r ON r.activity_id = p.activity_id
LEFT JOIN shared s ON s.question_id = p.question_id AND s.activity_id = p.activity_id"""
