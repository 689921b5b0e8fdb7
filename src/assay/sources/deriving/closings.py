"""How each deal ended: its outcome, when it closed and how we know, whether in a batch, and if its history is whole.

Everything here follows from what the sources state (`outcome_stated`, `closed_at_stated`, `close_date_stated`), the
stage and its class, and the history; it is made anew at every import that touches one of them.
"""

from assay.domain.spans import DAY
from assay.sources.deriving.stages import stage_joins
from assay.sources.landing.draft import Draft

COLUMNS = ("outcome", "opened_at", "closed_at", "closed_at_basis", "closed_in_batch", "history_complete")

#: So many deals closed by one person within so many seconds were tidied up together.
BATCH_DEALS = 5
BATCH_SECONDS = 600
#: Where only the day of closing is known, a good day of work must not look like tidying up.
BATCH_DEALS_A_DAY = 20

_CLASS = "coalesce(sw.stage_class, sa.stage_class)"
_BASIS = "coalesce(sw.class_basis, sa.class_basis)"
_CODE = "coalesce(sw.code, sa.code)"
_AT = "row(s.changed_at, s.sequence, s.id)"


def derive_deals(draft: Draft) -> None:
    """Set the derived columns of all deals. Reads `stage_word` and `stage_any_word` (deriving/stages.py)."""
    deal, history = draft.relation("deal"), draft.relation("stage_history")
    for name, query in (
        ("deal_ending", _ending_sql(deal)),
        ("stage_step", _steps_sql(deal, history)),
        ("deal_closing", _CLOSING),
        ("deal_story", _STORY),
        ("deal_closed", _CLOSED),
        ("deal_derived", _DERIVED),
    ):
        draft.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")
    differs = " OR ".join(f"d.{column} IS DISTINCT FROM n.{column}" for column in COLUMNS)
    changed = f"SELECT n.* FROM deal_derived n JOIN {deal} d ON d.id = n.id WHERE {differs}"
    draft.connection.execute(f"CREATE OR REPLACE TABLE deal_patch AS {changed}")
    draft.patch("deal", "deal_patch", COLUMNS)


def _ending_sql(deal: str) -> str:
    """The outcome. A closed class that a person gave to the stage wins, then the source's own word, then the class."""
    return f"""
    SELECT d.id, d.owner_id, d.closed_at_stated, d.close_date_stated,
      coalesce(d.opened_at, CASE WHEN d.known_at_basis = 'created' THEN d.known_at END) AS began_at,
      lower(trim(coalesce({_CODE}, d.stage))) AS stage,
      CASE WHEN {_BASIS} = 'person' AND {_CLASS} NOT IN ('open', 'unknown') THEN {_CLASS}
        ELSE coalesce(nullif(d.outcome_stated, 'unknown'), {_CLASS}, 'unknown') END AS outcome
    FROM {deal} d{stage_joins("d", "d.stage", "d.pipeline")}"""


def _steps_sql(deal: str, history: str) -> str:
    return f"""
    SELECT h.deal_id, h.id, h.changed_at, h.sequence, h.basis, h.changed_by, {_CLASS} AS stage_class,
      lower(trim(coalesce({_CODE}, h.new_value))) AS stage
    FROM {history} h JOIN {deal} d ON d.id = h.deal_id{stage_joins("d", "h.new_value", "d.pipeline")}
    WHERE h.field = 'stage' AND NOT h.is_deleted"""


#: The first step into the final class after the last open one; a closed step of another class where there is none.
_CLOSING = f"""
WITH opened AS (
  SELECT s.deal_id, max({_AT}) AS last_open FROM stage_step s WHERE s.stage_class = 'open' GROUP BY ALL),
closing AS (
  SELECT s.*, {_AT} AS place, s.stage_class = d.outcome AS is_final
  FROM stage_step s JOIN deal_ending d ON d.id = s.deal_id LEFT JOIN opened o ON o.deal_id = s.deal_id
  WHERE s.stage_class IN ('won', 'lost', 'no_decision', 'disqualified')
    AND d.outcome IN ('won', 'lost', 'no_decision', 'disqualified') AND (o.last_open IS NULL OR {_AT} > o.last_open))
SELECT deal_id, arg_min(
    struct_pack(changed_at := changed_at, changed_by := changed_by, basis := basis), row(NOT is_final, place)) AS step
FROM closing GROUP BY ALL"""

_STORY = f"""
SELECT s.deal_id, count(*) FILTER (s.basis <> 'snapshot_diff') AS told, min(s.changed_at) AS began,
  min(s.changed_at) FILTER (s.basis = 'created') AS created, arg_max(s.stage, {_AT}) AS last_stage
FROM stage_step s GROUP BY ALL"""

#: A step that we only saw from one file to the next came later than the source's own date says, if it gives one.
_CLOSED = f"""
SELECT d.id, d.owner_id, d.outcome, c.step.changed_by AS closed_by,
  coalesce(d.closed_at_stated, epoch(d.close_date_stated)::BIGINT) AS given,
  -- a day is its first second, which must not lie before the opening on that day
  CASE WHEN given // {DAY} = d.began_at // {DAY} THEN greatest(given, d.began_at) ELSE given END AS stated,
  c.step.changed_at AS stepped, c.step.basis = 'snapshot_diff' AS is_seen,
  CASE WHEN stepped IS NULL THEN stated WHEN is_seen THEN least(stepped, stated) ELSE stepped END AS closed_at,
  CASE WHEN closed_at IS NULL THEN NULL WHEN stepped IS NOT NULL AND NOT is_seen THEN 'history'
    WHEN stepped IS NULL OR stated <= stepped THEN 'field' ELSE 'first_seen' END AS closed_at_basis
FROM deal_ending d LEFT JOIN deal_closing c ON c.deal_id = d.id
WHERE d.outcome IN ('won', 'lost', 'no_decision', 'disqualified')"""

_DERIVED = f"""
WITH counted AS (
  SELECT id, closed_at % {DAY} = 0 AS is_day,
    count(*) OVER (PARTITION BY coalesce(closed_by, owner_id) ORDER BY closed_at
      RANGE BETWEEN CURRENT ROW AND {BATCH_SECONDS} FOLLOWING) AS ahead,
    coalesce(closed_by, owner_id) AS closer, closed_at
  FROM deal_closed WHERE closed_at_basis IN ('history', 'field') AND coalesce(closed_by, owner_id) IS NOT NULL),
batched AS (
  SELECT id, max(ahead) OVER (PARTITION BY closer ORDER BY closed_at
    RANGE BETWEEN {BATCH_SECONDS} PRECEDING AND CURRENT ROW) AS together, is_day
  FROM counted)
SELECT d.id, d.outcome,
  coalesce(d.began_at, s.created) AS opened_at,
  c.closed_at, c.closed_at_basis,
  CASE WHEN c.id IS NOT NULL THEN
    coalesce(b.together >= CASE WHEN b.is_day THEN {BATCH_DEALS_A_DAY} ELSE {BATCH_DEALS} END, false) END
    AS closed_in_batch,
  coalesce(s.told > 0 AND s.last_stage = d.stage
    AND s.began <= coalesce(d.began_at, s.created) + {DAY}, false) AS history_complete
FROM deal_ending d LEFT JOIN deal_closed c USING (id) LEFT JOIN batched b USING (id)
LEFT JOIN deal_story s ON s.deal_id = d.id"""
