"""Made-up companies in which the effect of a play is known: who is called, who is held back, what is won and when.

Nothing here is shared with the estimators. A deal is won by a chance of its own that nobody sees; what is seen of it
today, its mood, swings about that. A play adds `effect` to the chance, if the deal is still open on its day.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Number = NDArray[np.float64]
Flag = NDArray[np.bool_]

#: within so many days what became of a deal is counted, and so far back the first lot was drawn
HORIZON, SPAN = 90, 420


@dataclass(frozen=True)
class World:
    """deals: for which lots are drawn.  effect: added to the chance of each deal played.  uptake: share of the proposed
    that is played.  choice: worst, best or none: whom people pick by what they see.  chance: of a win without a play.
    again: share of deals that another loss puts forward once more, with a lot of its own."""

    name: str
    deals: int
    effect: float
    uptake: float
    choice: str = "none"
    chance: float = 0.28
    again: float = 0.2


WORLDS = (
    World("no effect", 300, 0.0, 0.5),
    World("no effect, the worst are called", 300, 0.0, 0.5, "worst"),
    World("no effect, the best are called", 300, 0.0, 0.5, "best"),
    World("small effect", 300, 0.07, 0.5),
    World("small effect, the worst are called", 300, 0.07, 0.5, "worst"),
    World("large effect", 300, 0.2, 0.5),
    World("large effect, the worst are called", 300, 0.2, 0.5, "worst"),
    World("large effect, one in ten is called", 300, 0.2, 0.1, "worst"),
    World("no effect, one in ten is called", 300, 0.0, 0.1, "worst"),
    World("few deals, no effect", 60, 0.0, 0.6, "worst"),
    World("few deals, large effect", 60, 0.2, 0.6, "worst"),
    World("few wins, large effect", 200, 0.2, 0.5, "worst", chance=0.12),
    World("hardly any wins, no effect", 200, 0.0, 0.5, "worst", chance=0.05),
    World("many deals, small effect, the worst are called", 1500, 0.07, 0.5, "worst"),
)


@dataclass(frozen=True)
class Lived:
    """What happened, (deals,). Days count from the first lot; `today` is the day on which the ledger is read.

    drawn: day of the first lot.  out: held back.  played: day of the play, nan for none.  ended: day.  won: at its end.
    mood, mood_later: what was seen of the deal on the day drawn and a month later, 0 to 1.
    without, with_all: whether it would be won by the horizon if never proposed, and if proposed.
    would: played by the horizon if never proposed, and if proposed, (deals, 2).
    """

    today: int
    drawn: Number
    out: Flag
    played: Number
    ended: Number
    won: Flag
    value: Number
    mood: Number
    mood_later: Number
    wins: Flag
    would: Flag


def live(world: World, dice: np.random.Generator) -> Lived:
    """One company; the draws of chance are the same whether a deal is proposed or not, so that the effect is exact."""
    n = world.deals
    chance = dice.beta(4 * world.chance, 4 * (1 - world.chance), n)
    mood = np.clip(chance + dice.normal(0, 0.2, n), 0, 1)
    mood_later = np.clip(chance + dice.normal(0, 0.2, n), 0, 1)
    drawn = np.sort(dice.integers(0, SPAN, n)).astype(float)
    ended = drawn + np.ceil(dice.weibull(1.3, n) * 80)
    out = dice.random(n) < 0.2
    pick = _pick(world, mood)
    wants, waits = dice.random(n) < pick, 1 + np.floor(dice.exponential(6, n))
    again = dice.random(n) < world.again
    second = drawn + dice.integers(5, 40, n)
    second_out, second_wants = dice.random(n) < 0.2, dice.random(n) < pick
    later = np.where(again & ~second_out & second_wants, second + waits, np.inf)
    if_out = later
    if_in = np.where(wants, np.minimum(drawn + waits, later), later)
    luck = dice.random(n)
    told = []
    for day in (if_out, if_in):
        made = day < ended
        won = luck < np.minimum(1.0, chance + world.effect * made)
        told.append((np.where(made, day, np.nan), won))
    played = np.where(out, told[0][0], told[1][0])
    soon = ended - drawn <= HORIZON
    return Lived(
        today=SPAN + 10,
        drawn=drawn,
        out=out,
        played=played,
        ended=ended,
        won=np.where(out, told[0][1], told[1][1]),
        value=np.round(dice.lognormal(10, 0.8, n)),
        mood=mood,
        mood_later=mood_later,
        wins=np.column_stack([told[0][1] & soon, told[1][1] & soon]),
        would=np.column_stack([told[0][0] - drawn <= HORIZON, told[1][0] - drawn <= HORIZON]),
    )


def _pick(world: World, mood: Number) -> Number:
    """Twice as eager at one end as on average, not at all at the other."""
    if world.choice == "none":
        return np.full(len(mood), world.uptake)
    rank = (np.argsort(np.argsort(mood)) + 0.5) / len(mood)
    lean = 1 - rank if world.choice == "worst" else rank
    return np.clip(2 * world.uptake * lean, 0, 1)
