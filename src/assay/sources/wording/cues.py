"""Buying cues in calls and messages, and whether our side took them up; domain/cue.py says what either means."""

import unicodedata

from assay.domain.cue import (
    ASKS_NUMBER,
    ASKS_ON,
    CUES,
    GIVES_NUMBER,
    MATTER,
    NEXT_TURNS,
    NO_CUE,
    PLAIN_ANSWER,
    PUT_OFF,
    RULES,
    TURN_LETTERS,
    Cue,
)
from assay.domain.stop_words import STOP_WORDS
from assay.sources.wording.phrases import ELSEWHERE, match_words
from assay.sources.wording.text import fold_text, list_words, split_sentences, write_plain
from assay.store.quoting import quote_text

#: A message of ours that came later is not held to be about the cue.
REPLY_DAYS = 7


def _fold(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.replace("ß", "ss"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


_STOP = ", ".join(quote_text(word) for word in sorted({_fold(w) for words in STOP_WORDS.values() for w in words}))

#: letters of the buyer's text in which cues are looked for, and sentences of our first turn that may ask on
_READ, _NEAR = 6_000, 2

_KINDS = "('email', 'chat', 'letter')"
_CALLED_OFF = "('planned', 'moved', 'cancelled')"

#: Without a match of this no rule can hold: the first pattern of each.
_MAY_BE = "|".join(f"(?:{pattern})" for pattern in sorted({rule[0] for rules in RULES.values() for rule in rules}))


def is_cue(sentence: str, cue: Cue) -> str:
    """SQL of whether a folded sentence is a cue of that kind."""
    return " OR ".join(
        "(" + " AND ".join(match_words(sentence, pattern) for pattern in rule) + ")" for rule in RULES[cue]
    )


def list_stems(folded: str) -> str:
    """SQL of the list of beginnings of the words of a folded text that carry its matter."""
    return (
        f"[left(word, 5) FOR word IN {list_words(folded)} IF length(word) >= 4 AND NOT list_contains([{_STOP}], word)]"
    )


def list_kept(folded: str) -> str:
    """SQL of the list of sentences of a folded text of ours that do not put the cue off."""
    return f"[one FOR one IN {split_sentences(folded)} IF NOT {match_words('one', PUT_OFF)}]"


def describe_answer(said: str, kept: str) -> str:
    """SQL columns of what words of ours may take up.

    said: SQL of their sentences as one text.  kept: SQL of the list of sentences of the first turn.
    """
    first = f"coalesce({kept}, [])[1:{_NEAR}]"
    kinds = ", ".join(f"CASE WHEN {match_words(said, MATTER[cue])} THEN '{cue}' END" for cue in CUES)
    return f"""{list_stems(said)} AS stems, [{kinds}] AS kinds,
  coalesce({match_words(f"{kept}[1]", PLAIN_ANSWER)}, false) AS is_plain,
  len([s FOR s IN {first} IF {match_words("s", GIVES_NUMBER)}]) > 0 AS has_number,
  len([s FOR s IN {first} IF contains(s, '?') AND {match_words("s", ASKS_ON)}]) > 0 AS asks_on"""


def takes_up(cue: str) -> str:
    """SQL of whether our words `n`, described so, take up the cue in the row `cue` (cue, stems, asks, asks_number)."""
    return (
        f"list_contains(n.kinds, {cue}.cue) OR list_has_any({cue}.stems, n.stems) OR ({cue}.asks AND n.is_plain)"
        f" OR ({cue}.asks_number AND n.has_number) OR n.asks_on"
    )


#: Turns of speech and messages of the buyer that may hold a cue, without accents and in small letters.
_MAY_HOLD = f"""
SELECT s.id AS row_id, s.activity_id, 'call' AS said_in, s.turn, left({fold_text("s.text")}, {_READ}) AS folded
FROM spoken s WHERE s.side = 'buyer' AND {match_words(fold_text("s.text"), _MAY_BE)}
UNION ALL
SELECT a.id, a.id, 'message', NULL, {fold_text(write_plain("a.body"))}
FROM {{activity}} a
WHERE a.direction = 'inbound' AND a.kind IN {_KINDS} AND a.status NOT IN {_CALLED_OFF} AND NOT a.is_deleted
  AND NOT coalesce(a.is_automated, false) AND a.id IN (SELECT activity_id FROM linked)
  AND {match_words(fold_text("a.body"), _MAY_BE)}"""

_FOUND = "[" + ", ".join(f"CASE WHEN {is_cue('sentence', cue)} THEN '{cue}' END" for cue in CUES) + "]"

#: One row a turn of speech or message of the buyer and kind of cue in it. `asks`: one of the sentences is a question.
SAID_CUE = f"""
WITH sentence AS MATERIALIZED (
  SELECT row_id, activity_id, said_in, turn, unnest({split_sentences("folded")}) AS sentence FROM ({_MAY_HOLD})),
told AS MATERIALIZED (
  SELECT row_id, activity_id, said_in, turn, sentence, unnest({_FOUND}) AS cue FROM sentence
  WHERE {match_words("sentence", _MAY_BE)} AND NOT {match_words("sentence", NO_CUE)})
SELECT row_id, activity_id, said_in, turn, cue, asks, {match_words("said", ASKS_NUMBER)} AS asks_number,
  {list_stems("said")} AS stems
FROM (
  SELECT row_id, activity_id, said_in, turn, cue, string_agg(sentence, ' ' ORDER BY sentence) AS said,
    bool_or(contains(sentence, '?')) AS asks
  FROM told WHERE cue IS NOT NULL GROUP BY ALL)"""

_WHOLE_TURN = fold_text("string_agg(text, chr(32) ORDER BY position, id)")

#: Our next turns after each cue in a call, as one text without what puts it off, and our first one's first sentences.
_NEXT_SAID = f"""
WITH cue_turn AS MATERIALIZED (SELECT DISTINCT activity_id, turn FROM said_cue WHERE said_in = 'call'),
next_turn AS MATERIALIZED (
  SELECT c.activity_id, c.turn, t.turn AS ours,
    row_number() OVER (PARTITION BY c.activity_id, c.turn ORDER BY t.turn) AS place
  FROM cue_turn c JOIN turn t ON t.activity_id = c.activity_id AND t.turn > c.turn AND t.side = 'seller'
  QUALIFY place <= {NEXT_TURNS}),
spoken_there AS MATERIALIZED (
  SELECT activity_id, turn, {list_kept(f"left({_WHOLE_TURN}, {TURN_LETTERS})")} AS kept
  FROM spoken SEMI JOIN next_turn n ON n.activity_id = spoken.activity_id AND n.ours = spoken.turn GROUP BY ALL)
SELECT activity_id, turn, last, {describe_answer("said", "kept")}
FROM (
  SELECT n.activity_id, n.turn, max(n.ours) AS last, arg_min(s.kept, n.place) AS kept,
    string_agg(array_to_string(s.kept, ' '), ' ' ORDER BY n.place) AS said
  FROM next_turn n JOIN spoken_there s ON s.activity_id = n.activity_id AND s.turn = n.ours GROUP BY ALL)"""

#: One row a cue in a call. Where somebody of an unknown side spoke before our turns were over, it may have been ours.
CALL_CUE = f"""
WITH whole AS (SELECT activity_id, max(known_at) AS known_at FROM turn GROUP BY ALL),
stranger AS (
  SELECT c.activity_id, c.turn, min(t.turn) AS turn_of
  FROM (SELECT DISTINCT activity_id, turn FROM said_cue WHERE said_in = 'call') c
  JOIN turn t ON t.activity_id = c.activity_id AND t.turn > c.turn AND t.side = 'unknown' GROUP BY ALL)
SELECT c.row_id, c.activity_id, w.known_at, c.said_in, c.cue,
  coalesce({takes_up("c")}, false) AS is_taken_up,
  coalesce(x.turn_of < coalesce(n.last, 1e9::BIGINT), false) AS is_doubtful
FROM said_cue c JOIN whole w USING (activity_id) LEFT JOIN next_said n USING (activity_id, turn)
LEFT JOIN stranger x USING (activity_id, turn) WHERE c.said_in = 'call'"""

#: Each cue with each message of ours on the same deal in the days after it; in two parts, as PAIRED of questions.py.
CUE_PAIRED = f"""
WITH cue AS MATERIALIZED (
  SELECT l.deal_id, c.row_id, c.cue, c.stems, c.asks, c.asks_number, h.occurred_at,
    greatest(h.known_at, l.known_at, k.known_at) AS known_at
  FROM said_cue c JOIN happened h USING (activity_id) JOIN linked l USING (activity_id)
  LEFT JOIN (SELECT DISTINCT row_id, known_at FROM call_cue) k USING (row_id)),
sent AS MATERIALIZED (
  SELECT l.deal_id, activity_id, h.occurred_at, greatest(h.known_at, l.known_at) AS known_at
  FROM happened h JOIN linked l USING (activity_id)
  WHERE h.direction = 'outbound' AND h.kind IN {_KINDS} AND NOT h.is_automated AND h.status NOT IN {_CALLED_OFF}
    AND l.deal_id IN (SELECT deal_id FROM cue))
SELECT c.deal_id, c.row_id, c.cue, c.stems, c.asks, c.asks_number, c.occurred_at AS said_at, s.activity_id,
  s.occurred_at,
  greatest(c.known_at, s.known_at) AS known_at
FROM cue c JOIN sent s ON s.deal_id = c.deal_id
  AND s.occurred_at BETWEEN c.occurred_at AND c.occurred_at + {REPLY_DAYS * 86_400}"""

_KEPT = "array_to_string(kept, ' ')"
_OURS = fold_text(write_plain("a.body"))

#: Our messages after cues: what they say, and whether they point elsewhere.
CUE_REPLY_TEXT = f"""
SELECT activity_id, {match_words("whole", ELSEWHERE)} AS is_elsewhere, {describe_answer(_KEPT, "kept")}
FROM (SELECT id AS activity_id, whole, {list_kept("whole")} AS kept FROM (
  SELECT a.id, {_OURS} AS whole FROM {{activity}} a
  WHERE a.id IN (SELECT activity_id FROM cue_paired) AND a.body IS NOT NULL))"""

STEPS = {
    "said_cue": SAID_CUE,
    "next_said": _NEXT_SAID,
    "call_cue": CALL_CUE,
    "cue_paired": CUE_PAIRED,
    "cue_reply_text": CUE_REPLY_TEXT,
}

DEAL_CUE = """
WITH cue AS (
  FROM call_cue
  UNION ALL SELECT row_id, activity_id, NULL::BIGINT, said_in, cue, NULL::BOOLEAN, false FROM said_cue
  WHERE said_in = 'message')
SELECT l.deal_id, c.row_id, c.activity_id, h.occurred_at, greatest(h.known_at, l.known_at, c.known_at) AS known_at,
  c.said_in, c.cue, c.is_taken_up, c.is_doubtful
FROM cue c JOIN happened h USING (activity_id) JOIN linked l USING (activity_id)"""

#: Nothing is said of a message without its text, or of one that points to an attachment, a link or a talk to come.
DEAL_CUE_REPLY = f"""
SELECT p.deal_id, p.row_id, p.cue, p.said_at, p.activity_id, p.occurred_at, p.known_at,
  CASE WHEN {takes_up("p")} THEN true
    WHEN NOT n.is_elsewhere THEN false END AS takes_up
FROM cue_paired p LEFT JOIN cue_reply_text n ON n.activity_id = p.activity_id"""
