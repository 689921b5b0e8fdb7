"""Deals that are not one fresh chance to sell each: reopened, copied, renewed, or moved here from elsewhere."""

import duckdb

from assay.domain.spans import DAY
from assay.quality.remark import Remark, count_rows, name_deals
from assay.quality.wording import write_count

#: A day with so many deals opened, and so many times the usual, is the day of a migration.
LOADED_DEALS = 20
LOADED_TIMES = 10

_REOPENED = """
WITH class AS (
  SELECT source, instance, word, min(stage_class) AS stage_class FROM (
    SELECT source, instance, stage_class, lower(trim(unnest([code, label]))) AS word FROM stage WHERE NOT is_deleted)
  WHERE word IS NOT NULL GROUP BY ALL HAVING count(DISTINCT stage_class) = 1),
step AS (
  SELECT h.deal_id, c.stage_class,
    lag(c.stage_class) OVER (PARTITION BY h.deal_id ORDER BY h.changed_at, h.sequence, h.id) AS before
  FROM stage_history h JOIN deal d ON d.id = h.deal_id
  JOIN class c ON c.source = d.source AND c.instance = d.instance AND c.word = lower(trim(h.new_value))
  WHERE h.field = 'stage' AND NOT h.is_deleted AND NOT d.is_deleted)
SELECT deal_id FROM step WHERE stage_class = 'open' AND before NOT IN ('open', 'unknown')"""

_COPIED = """
SELECT id FROM deal WHERE NOT is_deleted AND name IS NOT NULL AND account_id IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY source, instance, account_id, lower(trim(name)), amount
  ORDER BY opened_at, id) > 1"""

_LOADED = f"""
SELECT opened_at // {DAY} AS day FROM deal WHERE opened_at IS NOT NULL AND NOT is_deleted GROUP BY ALL
HAVING count(*) >= {LOADED_DEALS} AND count(*) >= {LOADED_TIMES} * (
  SELECT median(n) FROM (SELECT count(*) AS n FROM deal WHERE opened_at IS NOT NULL AND NOT is_deleted
    GROUP BY opened_at // {DAY}))"""


def check_reopened(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals that went from a closed stage back to an open one."""
    count, of = count_rows(
        connection,
        f"""SELECT (SELECT count(DISTINCT deal_id) FROM ({_REOPENED})), (SELECT count(DISTINCT h.deal_id)
          FROM stage_history h JOIN deal d ON d.id = h.deal_id WHERE h.field = 'stage' AND NOT d.is_deleted)""",
    )
    return [
        Remark(
            "Reopened after a close",
            count,
            of,
            "deals with a history",
            count,
            "Each counts once, by how it ended last; the earlier end is in no win rate.",
            "Nothing to mend for the past. Open a new deal when a lost one comes back.",
            "none",
            name_deals(connection, f"id IN ({_REOPENED})") if count else (),
        )
    ]


def check_copies(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals beyond the first with the same account, name and amount."""
    count, of = count_rows(
        connection,
        f"""SELECT (SELECT count(*) FROM ({_COPIED})), (SELECT count(*) FROM deal
          WHERE NOT is_deleted AND name IS NOT NULL AND account_id IS NOT NULL)""",
    )
    return [
        Remark(
            "Copy of another deal",
            count,
            of,
            "deals with a name and an account",
            count,
            "One chance to sell that stands twice counts twice, often once as lost.",
            "Delete or merge the copies in the CRM; or rename them, if they are deals of their own.",
            lines=name_deals(connection, f"id IN ({_COPIED})") if count else (),
        )
    ]


def check_renewals(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals that their type calls renewals."""
    count, of = count_rows(
        connection,
        "SELECT count(*) FILTER (regexp_matches(lower(deal_type), 'renew|verläng|erneuer|renouvel|reconduc|renov')),"
        " count(deal_type) FROM deal WHERE NOT is_deleted",
    )
    return [
        Remark(
            "Renewals among new business",
            count,
            of,
            "deals with a type",
            count,
            "They are won in other ways and far more often, and raise the win rate of all.",
            "Nothing to mend: look at them apart, by assay report --by deal_type.",
            "none",
        )
    ]


def check_migrations(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals opened on a day on which far too many were: that of a migration, not of their own beginning."""
    count, of = count_rows(
        connection,
        f"""SELECT count(*) FILTER (opened_at // {DAY} IN ({_LOADED})), count(*)
        FROM deal WHERE opened_at IS NOT NULL AND NOT is_deleted""",
    )
    days = connection.execute(
        f"""SELECT strftime(to_timestamp(min(opened_at)), '%Y-%m-%d'), count(*) FROM deal
        WHERE opened_at // {DAY} IN ({_LOADED}) AND NOT is_deleted GROUP BY opened_at // {DAY}
        ORDER BY 2 DESC, 1 LIMIT 5"""
    ).fetchall()
    return [
        Remark(
            "Opened on the day of a migration",
            count,
            of,
            "deals with an opening date",
            count,
            "They look younger than they are, so that comparisons at equal age set unequal deals side by side.",
            "Set their creation date to the true one in the CRM, where it is still known.",
            lines=tuple(f"{write_count(n, 'deal')} on {day}" for day, n in days),
        )
    ]
