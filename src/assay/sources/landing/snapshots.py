"""What a later file changed becomes history, with the day on which we saw it.

What an older file filled in does not: its rows keep the number of the import that they came by (comparing.py).
"""

from assay.sources.deriving.seniority import rank_sql
from assay.sources.landing.draft import Draft
from assay.sources.landing.files import Files
from assay.sources.landing.keys import row_key_sql

#: column of deal -> field of stage_history
FIELDS = {
    "stage": "stage",
    "amount": "amount",
    "close_date_stated": "close_date",
    "owner_id": "owner",
    "probability": "probability",
    "forecast_category": "forecast_category",
    "discount": "discount",
    "loss_reason_stated": "loss_reason",
    "segment": "segment",
    "product": "product",
    "source_channel": "source_channel",
}


def add_deal_changes(draft: Draft, files: Files) -> None:
    """Write a history row for each field of a deal that the import changed and of which it brings no history.

    Reads `fresh_deal` and the record's `deal`. A deal that is new gets none: what it was before is not known.
    """
    connection = draft.connection
    seller = draft.relation("seller")
    parts = " UNION ALL ".join(
        f"""SELECT f.id AS deal_id, f.source, f.instance, f.source_id AS deal_source_id, f.file_no, f.line,
          f.import_run, {files.bisect_sql("f.row", "seen_at")} AS changed_at, {place} AS place, '{field}' AS field,
          {_text_sql("r", column, seller)} AS old_value, {_text_sql("f", column, seller)} AS new_value
        FROM fresh_deal f JOIN deal r ON r.id = f.id
        WHERE f.{column} IS DISTINCT FROM r.{column} AND f.import_run <> r.import_run"""
        for place, (column, field) in enumerate(FIELDS.items())
    )
    connection.execute(f"CREATE OR REPLACE TABLE deal_change AS {parts}")
    if not draft.has_rows("deal_change"):
        return
    connection.execute(f"CREATE OR REPLACE TABLE deal_change_row AS {_untold_sql(draft.relation('stage_history'))}")
    if draft.has_rows("deal_change_row"):
        draft.upsert("stage_history", "deal_change_row")


def _untold_sql(history: str) -> str:
    """The rows of `deal_change` of which the history does not tell: last of all, or anywhere in this import."""
    source_id = "deal_source_id || ':' || field || ':' || changed_at || ':' || sequence"
    new, told = _plain_sql("c.new_value"), _plain_sql("told.new_value")
    return f"""
    WITH told AS (
      SELECT h.deal_id, h.field, arg_max(h.new_value, row(h.changed_at, h.sequence)) AS new_value,
        list(DISTINCT {_plain_sql("h.new_value")}) FILTER (h.import_run = c.import_run) AS brought
      FROM {history} h JOIN deal_change c ON c.deal_id = h.deal_id AND c.field = h.field
      WHERE NOT h.is_deleted GROUP BY ALL),
    taken AS (
      SELECT deal_id, changed_at, max(sequence) AS sequence FROM {history}
      WHERE deal_id IN (SELECT deal_id FROM deal_change) GROUP BY ALL),
    untold AS (
      SELECT c.*, coalesce(t.sequence + 1, 0) + c.place AS sequence
      FROM deal_change c LEFT JOIN told USING (deal_id, field) LEFT JOIN taken t USING (deal_id, changed_at)
      WHERE {new} IS DISTINCT FROM {told} AND NOT coalesce(list_contains(told.brought, {new}), false))
    SELECT {row_key_sql("source", "instance", "stage_history", source_id)} AS id, source, instance,
      {source_id} AS source_id, NULL AS source_url, changed_at AS known_at, 'file_date' AS known_at_basis,
      false AS is_deleted, import_run, file_no, line, NULL AS custom, deal_id, field, old_value, new_value,
      changed_at, NULL::BIGINT AS changed_by, 'snapshot_diff' AS basis, sequence
    FROM untold"""


def _text_sql(side: str, column: str, seller: str) -> str:
    value = f"{side}.{column}"
    if column == "owner_id":
        return f"coalesce((SELECT s.source_id FROM {seller} s WHERE s.id = {value}), {value}::VARCHAR)"
    if column == "amount":
        return f"regexp_replace({value}::VARCHAR, '\\.?0+$', '')"
    return f"{value}::VARCHAR"


def _plain_sql(value: str) -> str:
    """For comparing values that sources write in different ways: 100, 100.0; Lost, lost."""
    return f"coalesce(try_cast({value} AS DOUBLE)::VARCHAR, lower(trim({value})))"


def add_title_changes(draft: Draft, files: Files) -> None:
    """Write a change for each person who bears another title than the record said, or one that was empty there.

    Where the file of the standing row gave nobody a title, it did not speak of titles: that nothing stood then is no
    sign that the title is new. Reads `fresh_person`, the record's `person`, and the draft's with the new seniority.
    """
    seen_at = files.bisect_sql("f.row", "seen_at")
    source_id = f"f.source_id || ':title:' || {seen_at} || ':' || f.title"
    rank, old_rank = rank_sql("p.seniority"), rank_sql("r.seniority")
    draft.connection.execute(f"""
        CREATE OR REPLACE TABLE title_change_row AS
        SELECT {row_key_sql("f.source", "f.instance", "person_change", source_id)} AS id, f.source, f.instance,
          {source_id} AS source_id, NULL AS source_url, {seen_at} AS known_at, 'file_date' AS known_at_basis,
          false AS is_deleted, f.import_run, f.file_no, f.line, NULL AS custom, f.account_id, f.id AS person_id,
          f.full_name AS name, f.title, r.title AS old_title, p.seniority,
          coalesce(r.seniority, 'unknown') AS old_seniority,
          CASE WHEN r.title IS NULL THEN 'recorded' WHEN {rank} > {old_rank} AND {old_rank} > 0 THEN 'promoted'
            ELSE 'moved' END AS change,
          NULL AS from_employer, NULL AS mandate, {seen_at} AS occurred_at, 'crm_title_change' AS basis
        FROM fresh_person f JOIN person r ON r.id = f.id JOIN {draft.relation("person")} p ON p.id = f.id
        WHERE f.title IS NOT NULL AND f.import_run <> r.import_run
          AND lower(trim(f.title)) IS DISTINCT FROM lower(trim(r.title))
          AND (r.title IS NOT NULL OR r.file_no IN (SELECT file_no FROM person WHERE title IS NOT NULL))""")
    if draft.has_rows("title_change_row"):
        draft.upsert("person_change", "title_change_row")
