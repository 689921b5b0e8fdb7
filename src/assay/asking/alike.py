"""From one loss: the open deals in which the run found the same, what matches and what does not."""

from dataclasses import dataclass

from assay.asking.ask import Ask, list_texts
from assay.asking.sight import EVERYTHING, Sight

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


def find_alike(ask: Ask, deal_id: int, sight: Sight = EVERYTHING, most: int = 10) -> list[AlikeDeal]:
    """Open deals that share findings with this one, those that share most first.

    sight: which deals the reader may see.  A deal that shares nothing is
    left out: what is found on nearly every deal says little, and how much is for the reader to judge.
    """
    rows = ask(
        f"""
        WITH loss AS (
          SELECT DISTINCT signal FROM finding WHERE deal_id = {deal_id:d} AND signal NOT IN ({list_texts(LEFT_OUT)}))
        SELECT d.id, coalesce(d.name, d.source_id), d.owner_id, list(DISTINCT f.signal ORDER BY f.signal),
          (SELECT list(signal ORDER BY signal) FROM loss)
        FROM moment m JOIN deal d ON d.id = m.deal_id JOIN finding f ON f.deal_id = d.id
        WHERE m.outcome = 'open' AND NOT d.is_deleted AND d.id <> {deal_id:d} AND {sight.sql("d")}
          AND f.signal IN (SELECT signal FROM loss)
        GROUP BY d.id, d.name, d.source_id, d.owner_id
        ORDER BY count(DISTINCT f.signal) DESC, 2, d.id LIMIT {most:d}"""
    )
    return [
        AlikeDeal(number, name, owner, tuple(shared), tuple(one for one in whole if one not in shared))
        for number, name, owner, shared, whole in rows
    ]
