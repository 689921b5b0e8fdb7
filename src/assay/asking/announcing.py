"""On which open deals the debrief is to be announced: all past their first meeting, whatever comes of them (A3)."""

from dataclasses import dataclass

from assay.asking.ask import Ask
from assay.asking.opening import DEAD


@dataclass(frozen=True)
class MetDeal:
    """An open deal whose buyer was met. met_at: when first, epoch seconds."""

    deal_id: int
    name: str
    owner_id: int | None
    met_at: int


def find_met(ask: Ask) -> list[MetDeal]:
    """The open deals past their first meeting or demo with the buyer, those with a dead trail left out."""
    rows = ask(
        f"""
        SELECT d.id, coalesce(d.name, d.source_id), d.owner_id, min(e.occurred_at) AS met_at
        FROM moment m JOIN deal d ON d.id = m.deal_id JOIN deal_event e ON e.deal_id = d.id
        LEFT JOIN silence s ON s.deal_id = d.id
        WHERE m.outcome = 'open' AND NOT d.is_deleted AND coalesce(s.p_dead, 0) < {DEAD}
          AND e.kind IN ('meeting', 'demo') AND e.status NOT IN ('planned', 'cancelled', 'missed', 'moved')
          AND e.buyers > 0 AND e.occurred_at <= m.as_of
        GROUP BY ALL ORDER BY met_at, d.id"""
    )
    return [MetDeal(*row) for row in rows]
