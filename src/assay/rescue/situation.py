"""Which open deals are in the same situation: those in which the reasons of a loss are likely at work now.

Likeness of segment, size or words counts for nothing here: it tells no more of what is at work in a deal than chance
does. What counts is how likely each driver is at work there, weighed by how likely it was a reason of the loss.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assay.asking.ask import Ask
from assay.asking.opening import DEAD
from assay.asking.sight import EVERYTHING, Sight
from assay.store.quoting import quote_text

#: a deal is proposed from this probability on, and never more of them than are called in a week
LEAST, MOST = 0.3, 20

#: what share of what would be proposed is kept back by lot
HELD_OUT = 0.2


@dataclass(frozen=True)
class PastReason:
    """A driver in the deal that was understood. p_main: how likely it was the main reason, 0 to 1."""

    driver: str
    p_main: float


@dataclass(frozen=True)
class AtWork:
    """A driver sought, in an open deal. p: probability that it is at work now; 0 where nothing speaks for it."""

    driver: str
    p: float


@dataclass(frozen=True)
class LikeDeal:
    """An open deal. probability: that the same reason is at work in it.

    at_work: the drivers sought, the weightiest first.  silent_days: since the buyer's last word, None for never.
    is_dead: so long silent that a word is hardly to be expected.
    """

    deal_id: int
    source_id: str
    name: str
    owner_id: int | None
    value: float | None
    probability: float
    at_work: tuple[AtWork, ...]
    silent_days: int | None
    is_dead: bool
    is_held_out: bool


def weigh_reasons(reasons: Sequence[PastReason]) -> dict[str, float]:
    """Driver -> how likely it was the main reason, as far as the verdict tells; they sum to 1. Empty where none is."""
    total = sum(one.p_main for one in reasons)
    return {one.driver: one.p_main / total for one in reasons if one.p_main > 0}


def read_reasons(ask: Ask, deal_id: int) -> list[PastReason]:
    """The reasons of a deal by the verdict of the last run, as strongest first."""
    rows = ask(f"SELECT driver, coalesce(p_main, 0) FROM reason WHERE deal_id = {deal_id:d} ORDER BY rank, driver")
    return [PastReason(*row) for row in rows]


def rank_open(
    ask: Ask,
    weights: Mapping[str, float],
    *,
    but: int = -1,
    sight: Sight = EVERYTHING,
    lot: str = "",
    share: float = HELD_OUT,
    most: int | None = None,
) -> list[LikeDeal]:
    """Open deals, those first in which a driver of `weights` is likeliest at work; equal ones by the last word.

    The probability of a deal is the sum of weight times p_active: that the reason of the loss, whichever it was, is at
    work there too. Dead ones come last.
    but: the loss itself.  sight: which deals the reader may see.
    lot, share: see is_held_out.  most: so many rows alone, None for all.
    """
    if not weights:
        return []
    sought = ", ".join(f"({quote_text(driver)}, {weight!r}::DOUBLE)" for driver, weight in weights.items())
    rows = ask(
        f"""
        WITH sought(driver, weight) AS (VALUES {sought}),
        likely AS (
          SELECT r.deal_id, sum(s.weight * r.p_active) AS probability, list(r.driver) AS drivers, list(r.p_active) AS ps
          FROM reason r JOIN sought s USING (driver) WHERE r.view = 'open' GROUP BY r.deal_id)
        SELECT d.id, d.source_id, coalesce(d.name, d.source_id), d.owner_id, m.value, coalesce(l.probability, 0),
          l.drivers, l.ps, greatest(0, m.as_of // 86400 - m.last_word_at // 86400),
          coalesce(s.p_dead, 0) >= {DEAD} AS is_dead
        FROM moment m JOIN deal d ON d.id = m.deal_id
        LEFT JOIN likely l ON l.deal_id = m.deal_id LEFT JOIN silence s ON s.deal_id = m.deal_id
        WHERE m.outcome = 'open' AND NOT d.is_deleted AND d.id <> {but:d} AND {sight.sql("d")}
        ORDER BY is_dead, 6 DESC, 9 NULLS LAST, d.id {"" if most is None else f"LIMIT {most:d}"}"""
    )
    order = sorted(weights, key=lambda driver: (-weights[driver], driver))
    return [_make_like(row, order, lot, share) for row in rows]


def propose(ranked: Sequence[LikeDeal]) -> list[LikeDeal]:
    """Those to be called: likely enough, alive, not held out, and few. None where there are none: never padded."""
    return [one for one in list_fit(ranked) if not one.is_held_out]


def count_held_out(ranked: Sequence[LikeDeal]) -> int:
    """How many would be proposed and are kept back by lot: told wherever propose is, of the deals that it saw."""
    return sum(one.is_held_out for one in list_fit(ranked))


def list_fit(ranked: Sequence[LikeDeal]) -> list[LikeDeal]:
    """Those likely enough and alive, the first of them, whether held out or not."""
    return [one for one in ranked if one.probability > LEAST and not one.is_dead][:MOST]


def name_lot(deal_id: int | None, drivers: Collection[str] = ()) -> str:
    """The lot of a question: that of a loss, whatever is known of it by then, or else that of these drivers."""
    return f"reasons {' '.join(sorted(drivers))}" if deal_id is None else f"deal {deal_id}"


def is_held_out(lot: str, deal_id: int, share: float = HELD_OUT) -> bool:
    """Whether the deal is kept back by lot from what is proposed for this loss, so that the proposals can be judged.

    The lot is drawn once: by a hash of `lot` and the deal, so that the same question has the same answer.
    share: how many of all, 0 for none.
    """
    drawn = int.from_bytes(hashlib.sha256(f"{lot} {deal_id}".encode()).digest()[:8], "big") / 2**64
    return drawn < share


def _make_like(row: tuple[Any, ...], order: Sequence[str], lot: str, share: float) -> LikeDeal:
    number, source_id, name, owner, value, probability, drivers, ps, silent, is_dead = row
    told = dict(zip(drivers or (), ps or (), strict=True))
    at_work = tuple(AtWork(driver, told.get(driver, 0.0)) for driver in order)
    held_out = is_held_out(lot, number, share)
    return LikeDeal(number, source_id, name, owner, value, probability, at_work, silent, bool(is_dead), held_out)
