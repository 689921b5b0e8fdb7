"""Who of ours touched a deal (T6, T7): in which activities, as whose owner; and who was primarily involved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.asking.ask import Ask, list_ids


@dataclass(frozen=True)
class Touched:
    """One seller's part in a deal. activities: in which that person took part or that were theirs.

    talks: meetings, demos and calls held among them.  owns, owned: the deal now, or before a handover.  first_at,
    last_at: epoch seconds, None without an activity.  is_primary: the person primarily involved.
    """

    seller_id: int
    name: str
    activities: int
    talks: int
    first_at: int | None
    last_at: int | None
    owns: bool
    owned: bool
    is_primary: bool = False


def find_touched(ask: Ask, deal_id: int) -> list[Touched]:
    """All of ours who touched the deal, the person primarily involved first, then in the order in which they came.

    Primarily involved is who took part in most talks, then in most activities; between equals who owns the deal.
    """
    rows = ask(
        f"""
        WITH part AS (
          SELECT activity_id, seller_id FROM deal_seat WHERE deal_id = {deal_id:d}
          UNION SELECT activity_id, owner_id FROM deal_event WHERE deal_id = {deal_id:d} AND owner_id IS NOT NULL),
        took AS (SELECT p.seller_id, count(*) AS activities, min(e.occurred_at) AS first_at,
          max(e.occurred_at) AS last_at, count(*) FILTER (WHERE e.kind IN ('meeting', 'call', 'demo')
            AND e.status NOT IN ('planned', 'cancelled', 'missed', 'moved')) AS talks
          FROM part p JOIN deal_event e ON e.deal_id = {deal_id:d} AND e.activity_id = p.activity_id
          GROUP BY p.seller_id)
        SELECT seller_id, activities, talks, first_at, last_at FROM took"""
    )
    owner = ask(f"SELECT owner_id FROM deal WHERE id = {deal_id:d} AND owner_id IS NOT NULL")
    now = owner[0][0] if owner else None
    before = _find_earlier(ask, deal_id)
    took = {seller: rest for seller, *rest in rows}
    sellers = sorted({*took, *before, *([now] if now is not None else [])})
    if not sellers:
        return []
    names: dict[int, str] = dict(
        ask(f"SELECT id, coalesce(name, email, source_id) FROM seller WHERE id IN ({list_ids(sellers)})")
    )
    found = []
    for one in sellers:
        if one in names:
            activities, talks, first_at, last_at = took.get(one, (0, 0, None, None))
            is_earlier = one in before and one != now
            found.append(Touched(one, names[one], activities, talks, first_at, last_at, one == now, is_earlier))
    return _put_first(found)


def _find_earlier(ask: Ask, deal_id: int) -> set[int]:
    """Those who owned the deal once: the history names sellers by their codes in the source."""
    rows = ask(
        f"""
        SELECT DISTINCT coalesce(s.same_as, s.id) FROM stage_history h JOIN deal d ON d.id = h.deal_id
        JOIN seller s ON s.source = h.source AND s.instance = h.instance AND s.source_id IN (h.old_value, h.new_value)
        WHERE h.deal_id = {deal_id:d} AND h.field = 'owner' AND NOT h.is_deleted"""
    )
    return {row[0] for row in rows}


def _put_first(found: Sequence[Touched]) -> list[Touched]:
    ordered = sorted(
        found, key=lambda one: (one.first_at is None, one.first_at or 0, one.name.casefold(), one.seller_id)
    )
    if not ordered:
        return []
    first = max(ordered, key=lambda one: (one.talks, one.activities, one.owns))
    return [replace(first, is_primary=True), *(one for one in ordered if one is not first)]
