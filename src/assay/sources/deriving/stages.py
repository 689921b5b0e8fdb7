"""What the stage values that deals carry mean: a class for each value, and a stage row for those without one."""

from assay.domain.outcome import CLASS_BASES
from assay.sources.deriving.stage_words import class_stage
from assay.sources.landing.draft import Draft
from assay.sources.landing.keys import row_key_sql

_WORDS = f"""
SELECT source, instance, pipeline, word, arg_max(stage_class, weight) AS stage_class,
  arg_max(class_basis, weight) AS class_basis, arg_max(code, weight) AS code
FROM (
  SELECT source, instance, coalesce(pipeline, '') AS pipeline, lower(trim(word)) AS word, stage_class, class_basis,
    code,
    coalesce(list_position({list(CLASS_BASES)}, class_basis), 0) * 2 + (word = code)::INT AS weight
  FROM (SELECT *, unnest([code, label]) AS word FROM {{stage}} WHERE NOT is_deleted))
WHERE word IS NOT NULL GROUP BY ALL"""

_ANY_WORDS = """
SELECT source, instance, word, CASE WHEN count(DISTINCT stage_class) = 1 THEN min(stage_class) END AS stage_class,
  CASE WHEN count(DISTINCT stage_class) = 1 THEN max(class_basis) END AS class_basis, min(code) AS code
FROM stage_word GROUP BY ALL"""


def make_stage_words(draft: Draft) -> None:
    """Make `stage_word` and `stage_any_word`: the class of each code and label, in its pipeline and in any."""
    stage = draft.relation("stage")
    draft.connection.execute(f"CREATE OR REPLACE TEMP TABLE stage_word AS {_WORDS.format(stage=stage)}")
    draft.connection.execute(f"CREATE OR REPLACE TEMP TABLE stage_any_word AS {_ANY_WORDS}")


def stage_joins(row: str, word: str, pipeline: str) -> str:
    """SQL joining the class of a stage value; read it as coalesce(sw.stage_class, sa.stage_class)."""
    same = f"{{0}}.source = {row}.source AND {{0}}.instance = {row}.instance AND {{0}}.word = lower(trim({word}))"
    return (
        f" LEFT JOIN stage_word sw ON {same.format('sw')} AND sw.pipeline = coalesce({pipeline}, '')"
        f" LEFT JOIN stage_any_word sa ON {same.format('sa')}"
    )


def add_missing_stages(draft: Draft, import_run: int) -> None:
    """Give a stage row to every value that deals or their histories carry and that has none.

    Its class is what the name says; else what the source says of all deals in it, as long as it says one thing.
    """
    make_stage_words(draft)
    deal, history = draft.relation("deal"), draft.relation("stage_history")
    draft.connection.execute(f"""
        CREATE OR REPLACE TABLE stage_missing AS
        WITH carried AS (
          SELECT source, instance, pipeline, stage AS code, outcome_stated, known_at, file_no, line
          FROM {deal} WHERE stage IS NOT NULL AND NOT is_deleted
          UNION ALL
          SELECT d.source, d.instance, d.pipeline, h.new_value, NULL, h.known_at, h.file_no, h.line
          FROM {history} h JOIN {deal} d ON d.id = h.deal_id
          WHERE h.field = 'stage' AND h.new_value IS NOT NULL AND NOT h.is_deleted)
        SELECT c.source, c.instance, c.pipeline, c.code, min(c.known_at) AS known_at, min(c.file_no) AS file_no,
          arg_min(c.line, c.known_at) AS line,
          list(DISTINCT c.outcome_stated) FILTER (c.outcome_stated <> 'unknown') AS stated
        FROM carried c ANTI JOIN stage_any_word a
          ON a.source = c.source AND a.instance = c.instance AND a.word = lower(trim(c.code))
        GROUP BY ALL""")
    codes = [code for (code,) in draft.connection.execute("SELECT DISTINCT code FROM stage_missing").fetchall()]
    if codes:
        draft.connection.execute(_ROWS.format(import_run=import_run), [codes, [class_stage(code) for code in codes]])
        draft.upsert("stage", "stage_row")


_SOURCE_ID = "coalesce(m.pipeline, '') || '/' || m.code"

_ROWS = f"""
CREATE OR REPLACE TABLE stage_row AS
SELECT {row_key_sql("m.source", "m.instance", "stage", _SOURCE_ID)} AS id, m.source, m.instance,
  {_SOURCE_ID} AS source_id, NULL AS source_url, m.known_at, 'first_seen' AS known_at_basis, false AS is_deleted,
  {{import_run}} AS import_run, m.file_no, m.line, NULL AS custom, m.pipeline, m.code, NULL AS label,
  NULL::BIGINT AS sort_order,
  CASE WHEN n.named IS NOT NULL THEN n.named WHEN m.stated IS NULL THEN 'unknown'
    WHEN len(m.stated) = 1 THEN m.stated[1] ELSE 'open' END AS stage_class,
  CASE WHEN n.named IS NOT NULL THEN 'label' WHEN m.stated IS NULL THEN 'none' ELSE 'source' END AS class_basis,
  NULL::BIGINT AS valid_from, NULL::BIGINT AS valid_to
FROM stage_missing m JOIN (SELECT unnest(?::VARCHAR[]) AS code, unnest(?::VARCHAR[]) AS named) n ON n.code = m.code
QUALIFY row_number() OVER (PARTITION BY m.source, m.instance, m.pipeline, lower(trim(m.code)) ORDER BY m.code) = 1"""
