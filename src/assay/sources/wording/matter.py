"""The words that carry the matter of a text, and its language: what two texts must share to be about one thing.

Words of four letters or more that are no stop words, cut after five letters so that one word in two forms is one. This
makes one of some words that are two, which lets an answer pass rather than be blamed.
"""

from assay.domain.stop_words import STOP_WORDS
from assay.sources.wording.text import list_words
from assay.store.quoting import quote_text

_PAIRS = ", ".join(
    f"({quote_text(word)}, {quote_text(language)})" for language, words in STOP_WORDS.items() for word in sorted(words)
)

STOP_WORD = f"SELECT * FROM (VALUES {_PAIRS}) t(word, language)"

#: One row a word of a text, once. Of a question: the sentences that ask, those before them, the subject, and the
#: whole for its language.
TEXT_WORD = f"""
SELECT DISTINCT text_id, origin, word FROM (
  SELECT activity_id AS text_id, 'asked' AS origin, unnest({list_words("asked")}) AS word FROM asked_text
  UNION ALL SELECT activity_id, 'before', unnest({list_words("before")}) FROM asked_text
  UNION ALL SELECT activity_id, 'subject', unnest({list_words("subject")}) FROM asked_text
  UNION ALL SELECT activity_id, 'whole', unnest({list_words("plain")}) FROM asked_text
  UNION ALL SELECT activity_id, 'reply', unnest({list_words("plain")}) FROM reply_text
  UNION ALL SELECT id, 'spoken', unnest({list_words("text")}) FROM spoken
    WHERE side = 'buyer' AND contains(text, '?'))"""

TEXT_STEM = """
SELECT DISTINCT text_id, origin, left(word, 5) AS stem FROM text_word
WHERE origin <> 'whole' AND length(word) >= 4 AND word NOT IN (SELECT word FROM stop_word)"""

STEM_COUNT = "SELECT text_id, count(*) AS stems FROM text_stem WHERE origin IN ('asked', 'spoken') GROUP BY ALL"

#: The language whose stop words are the most; none below three of them, or for a tie.
TEXT_LANGUAGE = """
WITH counted AS (
  SELECT text_id, s.language, count(*) AS n FROM text_word JOIN stop_word s USING (word)
  WHERE origin IN ('whole', 'reply') GROUP BY ALL),
most AS (FROM counted WHERE n >= 3 QUALIFY n = max(n) OVER (PARTITION BY text_id))
SELECT text_id, any_value(language) AS language FROM most GROUP BY ALL HAVING count(*) = 1"""

STEPS = {
    "stop_word": STOP_WORD,
    "text_word": TEXT_WORD,
    "text_stem": TEXT_STEM,
    "stem_count": STEM_COUNT,
    "text_language": TEXT_LANGUAGE,
}
