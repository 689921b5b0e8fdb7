"""Which deals have ended, so that a debrief is opened for each: lost, won, and open ones whose trail is dead (F1).

Nobody chooses, and no owner can leave a deal out. Deals that ended long before are left alone: who is asked a year
later remembers little, and a company that begins to use this would be asked about its whole past.
"""

from collections.abc import Collection
from dataclasses import dataclass

from assay.asking.ask import Ask, list_ids, list_texts
from assay.domain.outcome import COMPARED
from assay.domain.spans import DAY

#: a silence of which at least this share was the end before is no pause any more
DEAD = 0.9
#: a silence of which less than this share was the end is one again
ALIVE = 0.5
#: deals that ended within so many days before the first look are opened
BACK_DAYS = 90
#: what an open deal whose trail is dead is called
SILENT = "silent"


@dataclass(frozen=True)
class EndedDeal:
    """outcome: won, lost, no_decision or silent.  ended_at: when it closed, or its silence became hopeless; seconds."""

    deal_id: int
    name: str
    account_id: int | None
    owner_id: int | None
    outcome: str
    ended_at: int


@dataclass(frozen=True)
class Standing:
    """A deal as the last run has it. p_dead: probability that its silence is the end, where it can be told."""

    outcome: str
    p_dead: float | None

    @property
    def is_alive(self) -> bool:
        """Whether a deal thought dead is open, with a buyer from whom a word is likely."""
        return self.outcome == "open" and (self.p_dead is None or self.p_dead < ALIVE)


def find_since(as_of: int, looked_at: int | None) -> int:
    """From when on ended deals are opened. looked_at: as_of of the last look, None before the first.

    A look that comes late, since no run was made for long, leaves out nothing.
    """
    back = as_of - BACK_DAYS * DAY
    return back if looked_at is None else min(back, looked_at)


def find_ended(ask: Ask, since: int) -> list[EndedDeal]:
    """The deals that ended at `since` or later by the moments and silences of the last run, the first to end first.

    A trail is dead where the silence is so long that at least DEAD of such silences were the end.
    """
    dead_at = "least(coalesce(s.hopeless_at, m.as_of), m.as_of)"
    rows = ask(
        f"""
        SELECT d.id, coalesce(d.name, d.source_id), d.account_id, d.owner_id,
          CASE WHEN m.outcome = 'open' THEN '{SILENT}' ELSE m.outcome END,
          CASE WHEN m.outcome = 'open' THEN {dead_at} ELSE m.closed_at END AS over_at
        FROM moment m JOIN deal d ON d.id = m.deal_id LEFT JOIN silence s ON s.deal_id = m.deal_id
        WHERE NOT d.is_deleted AND (
          (m.outcome IN ({list_texts(COMPARED)}) AND m.closed_at >= {since:d})
          OR (m.outcome = 'open' AND s.p_dead >= {DEAD} AND {dead_at} >= {since:d}))
        ORDER BY over_at, d.id"""
    )
    return [EndedDeal(*row) for row in rows]


def find_standing(ask: Ask, deals: Collection[int]) -> dict[int, Standing]:
    """How these deals stand by the last run, so that debriefs of silences that ended can be taken back."""
    rows = ask(
        f"""
        SELECT m.deal_id, m.outcome, s.p_dead FROM moment m LEFT JOIN silence s ON s.deal_id = m.deal_id
        WHERE m.deal_id IN ({list_ids(deals)})"""
    )
    return {deal: Standing(outcome, p_dead) for deal, outcome, p_dead in rows}
