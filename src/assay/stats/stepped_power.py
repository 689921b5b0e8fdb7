"""What a roll-out in steps would be able to tell: found by living through it many times."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.stepped_wedge import settle_levels, weigh_orders

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: spread of a team's true share from period to period: as much as an intraclass correlation of that
DRIFT = 0.01
#: a greater effect is not looked for: no practice does as much
MOST = 0.6


@dataclass(frozen=True)
class LivedPower:
    """share: of lives in which the effect was told.  lives: how many were lived."""

    share: float
    lives: int


def live_through(
    base: Number, deals: Number, begins: Whole, periods: int, effect: float, *, before: Number | None = None,
    lives: int = 300, orders: int = 400, seed: int = 1, drift: float = DRIFT, alpha: float = 0.05,
) -> LivedPower:  # fmt: skip
    """In which share of lives the analysis as planned would tell `effect`.

    base: (teams,) share of outcomes of each team without the practice.  deals: (teams,) expected in one period.
    begins: (teams,) dealt anew in each life.  before: (teams,) deals before the lot by which levels of teams are taken
    away, drawn anew in each life; None: levels are known.  drift: as an intraclass correlation, the spread of a team's
    true share about its own from period to period.  orders: of which p-values are made, fewer than in the analysis.

    Deals are drawn by Poisson, outcomes by the true share of team and period.  Check: the closed form
    of Hussey and Hughes 2007, Contemp. Clin. Trials 28:182, eq. 8, for many teams (tests/stats).
    """
    dice = np.random.default_rng(seed)
    spread = np.sqrt(drift * base * (1 - base))
    centre = base - base.mean()
    told = 0
    for _ in range(lives):
        dealt = dice.permutation(begins)
        doing = np.arange(periods) >= dealt[:, None]
        n = dice.poisson(deals[:, None], (len(base), periods)).astype(np.float64)
        true = base[:, None] + effect * doing + spread[:, None] * dice.standard_normal(n.shape)
        hits = dice.binomial(n.astype(np.int64), true.clip(0, 1)).astype(np.float64)
        if before is not None:
            centre = settle_levels(dice.binomial(before.astype(np.int64), base).astype(np.float64), before)
        p = _test(hits, n, dealt, centre, orders)
        told += p is not None and p <= alpha
    return LivedPower(told / lives, lives)


def find_told(
    base: Number, deals: Number, begins: Whole, periods: int, *, before: Number | None = None, power: float = 0.8,
    lives: int = 200, orders: int = 200, seed: int = 1,
) -> float | None:  # fmt: skip
    """The smallest effect, in whole points, that is told in a share of `power` of lives; None where none up to MOST is.

    Arguments as of live_through; by halving, as a greater effect is told more often.
    """

    def is_told(points: int) -> bool:
        effect = points / 100
        lived = live_through(
            base, deals, begins, periods, effect, before=before, lives=lives, orders=orders, seed=seed
        )  # fmt: skip
        return lived.share >= power

    low, high = 0, round(100 * min(MOST, 1 - float(base.mean())))
    if high <= 0 or not is_told(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_told(middle) else (middle, high)
    return high / 100


def _test(hits: Number, n: Number, begins: Whole, centre: Number, orders: int) -> float | None:
    weights = weigh_orders(n, begins, most=orders)
    if weights is None:
        return None
    share = np.divide(hits, n, out=np.zeros_like(n), where=n > 0) - centre[:, None]
    told = weights.reshape(len(weights), -1) @ share.ravel()
    return float((np.abs(told) >= abs(told[0]) - 1e-12).mean())
