"""The deal of an activity that no source attached to one: the only deal of its buyers that was open at the time.

Where two deals were open there is no telling, and the activity stays without one. The rows are made anew at every
import.
"""

from assay.sources.landing.draft import Draft
from assay.sources.landing.keys import row_key_sql

#: So often must the rule have been tried on activities whose deal the source does give, to say how sure it is.
ENOUGH = 30
#: So many of those are looked at.
SAMPLE = 20_000

#: Rows that are dated by their file alone are assumed to be as old as the activity.
_CLOCK = "CASE WHEN known_at_basis <> 'file_date' THEN known_at END"

_INFERRED = "('inferred_contact', 'inferred_account')"


def link_activities(draft: Draft) -> None:
    """Put the inferred links of activities in the place of the earlier ones."""
    connection, link = draft.connection, draft.relation("activity_deal")
    connection.execute(
        f"CREATE OR REPLACE TABLE linked_by_source AS SELECT DISTINCT activity_id FROM {link}"
        f" WHERE basis NOT IN {_INFERRED} AND NOT is_deleted"
    )
    unlinked = (
        f"SELECT id AS activity_id FROM {draft.relation('activity')} WHERE NOT is_deleted AND occurred_at IS NOT NULL"
    )
    unlinked += " AND id NOT IN (SELECT activity_id FROM linked_by_source)"
    connection.execute(f"CREATE OR REPLACE TABLE link_wanted AS {unlinked}")
    if draft.has_rows("link_wanted"):
        sample = f"SELECT activity_id FROM linked_by_source ORDER BY activity_id LIMIT {SAMPLE}"
        _choose(draft, "link_tried", sample)
        _choose(draft, "link_chosen", "SELECT activity_id FROM link_wanted")
    else:
        _choose(draft, "link_tried", "SELECT activity_id FROM linked_by_source WHERE false")
        _choose(draft, "link_chosen", "SELECT activity_id FROM link_wanted WHERE false")
    connection.execute(f"CREATE OR REPLACE TABLE link_row AS {_fill(draft, _ROWS)}")
    _replace_inferred(draft, link)


def _choose(draft: Draft, name: str, activities: str) -> None:
    """Make a table (activity_id, deal_id, basis, known_at) of the activities for which there is one deal."""
    draft.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {_fill(draft, _CHOSEN, activities=activities)}")


def _fill(draft: Draft, query: str, **more: str) -> str:
    names = ("activity", "activity_deal", "activity_person", "deal", "deal_person", "person")
    return query.format(**{name: draft.relation(name) for name in names}, clock=_CLOCK, **more)


def _replace_inferred(draft: Draft, link: str) -> None:
    columns = draft.columns("activity_deal")
    earlier = f"SELECT {columns} FROM {link} WHERE basis IN {_INFERRED}"
    now = f"SELECT {columns} FROM link_row"
    differs = f"({now} EXCEPT {earlier}) UNION ALL ({earlier} EXCEPT {now})"
    if draft.has_rows(f"({differs})"):
        draft.put("activity_deal", f"SELECT {columns} FROM {link} WHERE basis NOT IN {_INFERRED} UNION ALL {now}")


_CHOSEN = """
WITH moment AS (
  SELECT a.id AS activity_id, a.occurred_at, p.person_id, greatest(a.known_at, p.known_at) AS known_at
  FROM {activity} a JOIN ({activities}) w ON w.activity_id = a.id
  JOIN {activity_person} p ON p.activity_id = a.id AND p.side = 'buyer' AND p.person_id IS NOT NULL
  WHERE NOT p.is_deleted AND a.occurred_at IS NOT NULL),
open_deal AS (
  SELECT id AS deal_id, account_id, {clock} AS clock, opened_at, coalesce(closed_at, 9223372036854775807) AS closed_at
  FROM {deal}
  WHERE opened_at IS NOT NULL AND NOT is_deleted AND (closed_at IS NOT NULL OR outcome IN ('open', 'unknown'))),
by_contact AS (
  SELECT m.activity_id, min(d.deal_id) AS deal_id, max(greatest(m.known_at, g.clock, d.clock)) AS known_at,
    count(DISTINCT d.deal_id) AS deals
  FROM moment m JOIN (SELECT *, {clock} AS clock FROM {deal_person}) g ON g.person_id = m.person_id AND NOT g.is_deleted
  JOIN open_deal d ON d.deal_id = g.deal_id AND m.occurred_at BETWEEN d.opened_at AND d.closed_at
  GROUP BY ALL),
by_account AS (
  SELECT m.activity_id, min(d.deal_id) AS deal_id, max(greatest(m.known_at, p.clock, d.clock)) AS known_at,
    count(DISTINCT d.deal_id) AS deals
  FROM moment m JOIN (SELECT *, {clock} AS clock FROM {person}) p ON p.id = m.person_id AND NOT p.is_deleted
  JOIN open_deal d ON d.account_id = p.account_id AND m.occurred_at BETWEEN d.opened_at AND d.closed_at
  WHERE m.activity_id NOT IN (SELECT activity_id FROM by_contact) GROUP BY ALL)
SELECT activity_id, deal_id, known_at, 'inferred_contact' AS basis FROM by_contact WHERE deals = 1
UNION ALL
SELECT activity_id, deal_id, known_at, 'inferred_account' FROM by_account WHERE deals = 1"""

_SOURCE_ID = "a.source_id || ':inferred'"

#: confidence: how often the same rule found the deal that the source gives, where it gives one
_ROWS = f"""
WITH sure AS (
  SELECT t.basis, CASE WHEN count(*) >= {ENOUGH} THEN round(avg(t.was_right::INT), 2) END AS confidence
  FROM (SELECT t.basis, t.activity_id, bool_or(l.deal_id = t.deal_id) AS was_right
    FROM link_tried t JOIN {{activity_deal}} l USING (activity_id)
    WHERE l.basis NOT IN {_INFERRED} AND NOT l.is_deleted GROUP BY ALL) t
  GROUP BY ALL)
SELECT {row_key_sql("a.source", "a.instance", "activity_deal", _SOURCE_ID)} AS id, a.source, a.instance,
  {_SOURCE_ID} AS source_id, NULL AS source_url, c.known_at, 'assumed' AS known_at_basis, false AS is_deleted,
  a.import_run, a.file_no, a.line, NULL AS custom, c.activity_id, c.deal_id, c.basis, s.confidence
FROM link_chosen c JOIN {{activity}} a ON a.id = c.activity_id LEFT JOIN sure s ON s.basis = c.basis"""
