"""What our side said that it would do: tasks with a due date, and promises in messages and calls."""

from assay.sources.wording import phrases
from assay.sources.wording.text import fold_text, split_sentences, write_plain

_DAY = 86_400
_NEXT = rf"\b{phrases.NEXT}"

_BODY = fold_text("a.body")
_TEXT = fold_text("text")


def _name_day(sentence: str) -> str:
    """SQL of the number of the weekday that a sentence names as a deadline, Monday 1; null for none."""
    before = f"({phrases.BY_DAY}|{phrases.NEXT})"
    named = [rf"\b{before}({names})\b" for names in phrases.DAYS]
    cases = " ".join(f"WHEN {phrases.match_words(sentence, day)} THEN {n}" for n, day in enumerate(named, start=1))
    return f"CASE {cases} END"


def read_deadline(sentence: str, day: str) -> str:
    """SQL of the last day by which a promise was to be kept; null where none is named that can be read.

    sentence: folded by fold_text.  day: days since 1970, a Thursday, on which it was said.  Where words allow two days
    the later is taken: Friday said on a Friday is the next one, next week runs until its Sunday.
    """
    told = phrases.strip_morning(sentence)
    weekday = f"(({day} + 3) % 7 + 1)"
    named, sunday = _name_day(told), f"({day} + 7 - {weekday})"
    cases = (
        (phrases.match_words(told, phrases.IN_TWO_DAYS), f"{day} + 2"),
        (phrases.match_words(told, phrases.TOMORROW), f"{day} + 1"),
        (phrases.match_words(told, phrases.TONIGHT), day),
        (f"{named} IS NOT NULL", f"{day} + ({named} - {weekday} + 6) % 7 + 1 + {_wait_for_next(told)}"),
        (phrases.match_words(told, phrases.NEXT_WEEK), f"{sunday} + 7"),
        (phrases.match_words(told, phrases.THIS_WEEK), sunday),
    )
    return f"CASE {' '.join(f'WHEN {is_named} THEN {until}' for is_named, until in cases)} END"


def _wait_for_next(sentence: str) -> str:
    """SQL of the days by which next Friday may be later than the coming one."""
    return f"CASE WHEN {phrases.match_words(sentence, _NEXT)} THEN 7 ELSE 0 END"


#: Messages and turns of speech that may hold a promise; the pattern is applied to the whole first, which is cheap.
_MAY_PROMISE = f"""
SELECT a.id AS row_id, a.id AS activity_id, 'message' AS made_in, NULL::BIGINT AS known_at,
  {fold_text(write_plain("a.body"))} AS plain
FROM {{activity}} a
WHERE a.direction = 'outbound' AND a.kind IN ('email', 'chat', 'letter')
  AND a.status NOT IN ('planned', 'moved', 'cancelled') AND NOT a.is_deleted AND NOT coalesce(a.is_automated, false)
  AND {phrases.match_words(_BODY, phrases.PROMISE)}
UNION ALL
SELECT id, activity_id, 'call', known_at, {_TEXT} FROM spoken
WHERE side = 'seller' AND {phrases.match_words(_TEXT, phrases.PROMISE)}"""

_SENTENCE = f"""
SELECT m.row_id, m.activity_id, m.made_in, m.known_at, h.occurred_at // {_DAY} AS day,
  unnest({split_sentences("m.plain")}) AS sentence
FROM ({_MAY_PROMISE}) m JOIN happened h USING (activity_id)"""

#: One row a message or turn of speech with a promise; several promises in it are due by the latest of their days.
SAID_PROMISE = f"""
WITH promised AS (
  SELECT *, {read_deadline("sentence", "day")} AS due_day FROM ({_SENTENCE})
  WHERE {phrases.match_words("sentence", phrases.PROMISE)}
    AND NOT {phrases.match_words("sentence", phrases.NO_PROMISE)})
SELECT row_id, activity_id, made_in, max(known_at) AS known_at,
  CASE WHEN count(due_day) = count(*) THEN (max(due_day) + 1) * {_DAY} END AS due_at
FROM promised GROUP BY ALL
HAVING NOT bool_or(due_day IS NULL AND {phrases.match_words("sentence", phrases.OTHER_TIME)})"""

#: A task that was written down on its day or after it is a log of what was done.
TASK_PROMISE = f"""
SELECT a.id AS activity_id, a.known_at, (a.due_at // {_DAY} + 1) * {_DAY} AS due_at,
  CASE WHEN a.completed_at IS NOT NULL THEN true WHEN a.status = 'held' THEN NULL ELSE false END AS is_done,
  a.completed_at AS done_at
FROM {{activity}} a
WHERE a.kind IN ('task', 'call') AND a.due_at // {_DAY} > a.known_at // {_DAY} AND NOT a.is_deleted
  AND a.direction NOT IN ('inbound', 'internal') AND a.status NOT IN ('moved', 'cancelled')
  AND NOT coalesce(a.is_automated, false)"""

DEAL_PROMISE = """
SELECT l.deal_id, s.row_id, s.activity_id, h.occurred_at, greatest(h.known_at, l.known_at, s.known_at) AS known_at,
  s.made_in, s.due_at, NULL::BOOLEAN AS is_done, NULL::BIGINT AS done_at
FROM said_promise s JOIN happened h USING (activity_id) JOIN linked l USING (activity_id)
UNION ALL
SELECT l.deal_id, activity_id, activity_id, t.known_at, greatest(t.known_at, l.known_at), 'task', t.due_at, t.is_done,
  t.done_at
FROM task_promise t JOIN linked l USING (activity_id)"""

STEPS = {"said_promise": SAID_PROMISE, "task_promise": TASK_PROMISE}
