"""The side of people who are known by key, and the direction of activities whose source does not say it."""

from assay.sources.landing.draft import Draft

_SIDES = """
SELECT id, CASE WHEN person_id IS NOT NULL THEN 'buyer' ELSE 'seller' END AS side FROM {table}
WHERE side = 'unknown' AND (person_id IS NOT NULL OR seller_id IS NOT NULL)"""

#: From the buyer is inbound, from us outbound; among ourselves internal. A meeting or call with both has no direction.
_DIRECTIONS = """
WITH part AS (
  SELECT p.activity_id, bool_or(p.part IN ('from', 'caller') AND p.side = 'buyer') AS from_buyer,
    bool_or(p.part IN ('from', 'caller') AND p.side = 'seller') AS from_seller,
    bool_and(p.side = 'seller') AND count(DISTINCT coalesce(p.seller_id::VARCHAR, p.named_as)) > 1 AS is_ours
  FROM {activity_person} p JOIN {activity} a ON a.id = p.activity_id
  WHERE a.direction = 'unknown' AND NOT p.is_deleted GROUP BY ALL)
SELECT activity_id AS id,
  CASE WHEN is_ours THEN 'internal' WHEN from_buyer THEN 'inbound' ELSE 'outbound' END AS direction
FROM part WHERE is_ours OR from_buyer OR from_seller"""


def set_sides(draft: Draft) -> None:
    """A person is on the buyer's side and a seller on ours, where the source does not say otherwise."""
    for table in ("activity_person", "utterance"):
        query = _SIDES.format(table=draft.relation(table))
        draft.connection.execute(f"CREATE OR REPLACE TABLE side_{table} AS {query}")
        draft.patch(table, f"side_{table}", ("side",))


def set_directions(draft: Draft) -> None:
    """Set the direction of activities where it is unknown and those who took part tell it."""
    if not draft.connection.execute(
        f"SELECT 1 FROM {draft.relation('activity')} WHERE direction = 'unknown' LIMIT 1"
    ).fetchall():
        return
    query = _DIRECTIONS.format(**{name: draft.relation(name) for name in ("activity", "activity_person")})
    draft.connection.execute(f"CREATE OR REPLACE TABLE direction_patch AS {query}")
    draft.patch("activity", "direction_patch", ("direction",))
