"""From one loss: the open deals in which the run found the same, what matches and what does not; who could talk."""

from collections.abc import Collection
from dataclasses import dataclass

from assay.asking.ask import Ask, list_ids, list_texts

#: findings that say only that a deal is over, or that we did not ask, tell nothing of its situation
LEFT_OUT = ("process.debrief_not_announced", "competition.competitor_won", "marketing.touches_after_last_word")


@dataclass(frozen=True)
class AlikeDeal:
    """An open deal. shared: signals found on both.  missing: those of the loss that are not found there."""

    deal_id: int
    name: str
    owner_id: int | None
    shared: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Tied:
    """Somebody who could talk to the buyer. kind: as in the table tie, or "met" for one of ours who met them elsewhere.

    whom: the person at the buyer.  times: how often they met.
    """

    name: str
    kind: str
    whom: str
    times: int = 0


def find_alike(
    ask: Ask, deal_id: int, sellers: Collection[int] | None, deals: Collection[int], most: int = 10
) -> list[AlikeDeal]:
    """Open deals that share findings with this one, those that share most first.

    sellers: of these owners alone, None for all.  deals: besides, these single deals.  A deal that shares nothing is
    left out: what is found on nearly every deal says little, and how much is for the reader to judge.
    """
    seen = "true" if sellers is None else f"(d.owner_id IN ({list_ids(sellers)}) OR d.id IN ({list_ids(deals)}))"
    rows = ask(
        f"""
        WITH loss AS (
          SELECT DISTINCT signal FROM finding WHERE deal_id = {deal_id:d} AND signal NOT IN ({list_texts(LEFT_OUT)}))
        SELECT d.id, coalesce(d.name, d.source_id), d.owner_id, list(DISTINCT f.signal ORDER BY f.signal),
          (SELECT list(signal ORDER BY signal) FROM loss)
        FROM moment m JOIN deal d ON d.id = m.deal_id JOIN finding f ON f.deal_id = d.id
        WHERE m.outcome = 'open' AND NOT d.is_deleted AND d.id <> {deal_id:d} AND {seen}
          AND f.signal IN (SELECT signal FROM loss)
        GROUP BY d.id, d.name, d.source_id, d.owner_id
        ORDER BY count(DISTINCT f.signal) DESC, 2, d.id LIMIT {most:d}"""
    )
    return [
        AlikeDeal(number, name, owner, tuple(shared), tuple(one for one in whole if one not in shared))
        for number, name, owner, shared, whole in rows
    ]


def find_tied(ask: Ask, deal_id: int, most: int = 12) -> list[Tied]:
    """Who could talk to this buyer besides those on the deal: ties on record, and ours who met its people elsewhere."""
    people = (
        f"SELECT person_id FROM deal_presence WHERE deal_id = {deal_id:d} UNION SELECT person_id FROM deal_person"
        f" WHERE deal_id = {deal_id:d} AND NOT is_deleted"
    )
    ties = ask(
        f"""
        SELECT DISTINCT coalesce(n.full_name, n.email, n.source_id), t.kind, coalesce(a.name, '')
        FROM tie t JOIN person n ON n.id = t.person_id LEFT JOIN account a ON a.id = t.account_id
        WHERE NOT t.is_deleted AND NOT n.is_deleted AND (t.deal_id = {deal_id:d}
          OR t.account_id = (SELECT account_id FROM deal WHERE id = {deal_id:d}))
        ORDER BY 1 LIMIT {most:d}"""
    )
    met = ask(
        f"""
        SELECT coalesce(s.name, s.email, s.source_id), coalesce(n.full_name, n.email, n.source_id),
          count(DISTINCT x.activity_id) AS times
        FROM deal_seat x JOIN deal_presence p ON p.deal_id = x.deal_id AND p.activity_id = x.activity_id
        JOIN seller s ON s.id = x.seller_id JOIN person n ON n.id = p.person_id
        WHERE x.deal_id <> {deal_id:d} AND p.person_id IN ({people}) AND coalesce(s.is_active, true)
          AND x.kind IN ('meeting', 'call', 'demo') AND x.status NOT IN ('planned', 'cancelled', 'missed', 'moved')
          AND x.seller_id NOT IN (SELECT seller_id FROM deal_seat WHERE deal_id = {deal_id:d})
        GROUP BY ALL ORDER BY times DESC, 1, 2 LIMIT {most:d}"""
    )
    return [*(Tied(*row) for row in ties), *(Tied(name, "met", whom, times) for name, whom, times in met)]
