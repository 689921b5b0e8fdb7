"""What a practice does that teams begin in an order drawn by lot: told by the lot, not by who is better anyhow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import combinations
from math import factorial, prod

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: with more orders than that, so many are drawn
MOST_ORDERS = 5_000
#: by which deals of one team in one period are taken to be alike (intraclass correlation), for weights alone
ALIKE = 0.01
#: deals before the lot of which a team's own level counts by half: levels of teams that differ by 6 points or so
DRAWN = 50.0


@dataclass(frozen=True)
class SteppedEffect:
    """difference: share with the practice less share without, 0.1 being 10 points; None where it cannot be told.

    p: two-sided, against none.  orders: different orders that the lot could have drawn.
    """

    difference: Interval | None
    p: float | None
    orders: int


def count_orders(begins: Whole) -> int:
    """In how many ways teams can be placed in these steps. begins: (teams,) the period with which each begins."""
    return factorial(len(begins)) // prod(factorial(int(count)) for count in np.unique(begins, return_counts=True)[1])


def compare_within_periods(
    hits: Number, n: Number, begins: Whole, *, before: Number | None = None, seed: int = 0, level: float = 0.95
) -> SteppedEffect:
    """Teams that have begun beside teams that have not, in the same period; p by the orders that could have been drawn.

    hits, n: (teams, periods) counts.  begins: (teams,) the period, from 0, with which each team begins; a deal counts
    by when it came to be, whether its team did as planned or not.  before: (teams,) what is taken off each team's
    share, fixed before the lot was drawn.

    Within each period the mean of either side, a team weighted by n / (1 + (n - 1) ALIKE)
    in it; periods weighted by t s / (t + s), t and s being the weights of the sides. Where none is on one side the
    period tells nothing. The p-value is the share of orders whose difference is as far from none (all of them, or
    MOST_ORDERS drawn by `seed`, with the one that was drawn); the interval holds every effect that, taken off the deals
    with the practice, has a p above 1 - level. Both are exact for any number of teams, as they rest on the lot alone.
    An error clustered by team, with levels for teams and periods, is too sure with 12 teams and tells less with 24
    (bench.practices).

    Source: Thompson et al. 2018, Stat. Med. 37:2487, the within-period comparison with permutations; interval by
    inverting the test, Ernst 2004, Stat. Sci. 19:676; few clusters, PMC9014477. Check: every effect tried one by one,
    and scipy.stats.permutation_test; coverage by simulation (bench.practices).
    """
    orders = count_orders(begins)
    nothing = SteppedEffect(None, None, orders)
    share = np.divide(hits, n, out=np.zeros_like(n, dtype=np.float64), where=n > 0)
    share = share - (0.0 if before is None else before[:, None])
    weights = weigh_orders(n, begins, seed)
    if weights is None:
        return nothing
    flat = weights.reshape(len(weights), -1)
    told = flat @ share.ravel()
    doing = flat @ _lay_doing(begins, n.shape[1]).ravel()
    found = float(told[0])
    p = float((np.abs(told) >= abs(found) - 1e-12).mean())
    low, high = _invert(told, doing, 1 - level)
    if low <= -1 and high >= 1:
        return SteppedEffect(None, p, orders)
    low, high = max(-1.0, low), min(1.0, high)
    size = int(n.sum())
    return SteppedEffect(Interval(low, min(high, max(low, found)), high, size, level), p, orders)


def settle_levels(hits: Number, n: Number) -> Number:
    """(teams,) what is taken off each team's share: its own level before the lot, less that of all, drawn to none.

    hits, n: (teams,) before the lot was drawn.  A team's own level counts by n / (n + DRAWN), as in Efron and Morris
    1975, JASA 70:311, eq. 1.3. Any numbers fixed before the lot keep the p-value exact; good ones make it tell more.
    """
    whole = n.sum()
    if whole <= 0:
        return np.zeros(len(n))
    share = np.divide(hits, n, out=np.zeros(len(n)), where=n > 0)
    level: Number = np.where(n > 0, share - hits.sum() / whole, 0.0) * n / (n + DRAWN)
    return level


def draw_lot(teams: Sequence[int], steps: int, seed: str) -> dict[int, int]:
    """Team -> the step, from 0, with which it begins: every way to place them is as likely, steps as even as can be.

    Teams are ordered by the SHA-256 of the seed, a space and the id of the team; the first ones begin first, and
    earlier steps take those that are over. Who has seed and teams draws the same again.
    Raises ValueError for fewer teams than steps, or fewer than two steps.
    """
    if not 2 <= steps <= len(teams):
        raise ValueError(f"{len(teams)} teams cannot begin in {steps} steps.")
    drawn = sorted(teams, key=lambda team: sha256(f"{seed} {team}".encode()).digest())
    places = sorted(place % steps for place in range(len(drawn)))
    return dict(zip(drawn, places, strict=True))


def weigh_orders(n: Number, begins: Whole, seed: int = 0, most: int = MOST_ORDERS) -> Number | None:
    """(orders, teams, periods) by which shares are summed to the difference, the order that was drawn first.

    None where no period has deals on both sides in the order that was drawn. Orders in which none has are left out.
    """
    size = n / (1 + (n - 1).clip(min=0) * ALIKE)
    doing = _lay_doing(_list_orders(begins, seed, most), n.shape[1])
    ours = (doing * size).sum(axis=1)
    others = size.sum(axis=0) - ours
    both = np.maximum(ours + others, 1e-300)
    raw = size * (doing * others[:, None, :] - (1 - doing) * ours[:, None, :]) / both[:, None, :]
    whole = (ours * others / both).sum(axis=1)
    if whole[0] <= 0:
        return None
    kept = whole > 0
    weights: Number = raw[kept] / whole[kept][:, None, None]
    return weights


def _lay_doing(begins: Whole, periods: int) -> Number:
    """1 from the period on with which a team begins, in a last axis of periods."""
    return (np.arange(periods) >= begins[..., None]).astype(np.float64)


def _invert(told: Number, doing: Number, alpha: float) -> tuple[float, float]:
    """The ends of all effects b for which the share of orders with |told - b doing| >= |told[0] - b| is above alpha.

    As no |doing| is above 1, each order agrees with an interval about told[0]; so the ends are quantiles of theirs.
    """
    found = told[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.stack([(found - told) / (1 - doing), (found + told) / (1 + doing)])
    # the ends of an order that is like the one drawn, or its mirror image, are at infinity
    alike, mirror = doing > 1 - 1e-9, doing < -1 + 1e-9
    low = np.where(alike | mirror, -np.inf, ends.min(axis=0))
    high = np.where(alike | mirror, np.inf, ends.max(axis=0))
    allowed = int(np.floor(alpha * len(told) + 1e-9))
    return float(np.sort(low)[allowed]), float(np.sort(high)[::-1][allowed])


def _list_orders(begins: Whole, seed: int, most: int) -> Whole:
    """(orders, teams), the one that was drawn first: all of them, or `most` of which the others are drawn by seed."""
    if count_orders(begins) > most:
        dice = np.random.default_rng(seed)
        drawn = dice.permuted(np.tile(begins, (most - 1, 1)), axis=1)
        return np.vstack([begins[None, :], drawn])
    ranks, codes = np.unique(begins, return_inverse=True)
    listed = ranks[_list_all(tuple(int(count) for count in np.bincount(codes)))]
    others = listed[(listed != begins).any(axis=1)]
    return np.vstack([begins[None, :], others])


@cache
def _list_all(counts: tuple[int, ...]) -> Whole:
    """(orders, teams) every way to place teams in steps of these sizes."""
    return np.array(list(_place(tuple(range(sum(counts))), counts, 0)), dtype=np.int64).reshape(-1, sum(counts))


def _place(free: tuple[int, ...], counts: tuple[int, ...], step: int) -> Iterator[list[int]]:
    if step == len(counts):
        yield [0] * sum(counts)
        return
    for chosen in combinations(free, counts[step]):
        rest = tuple(one for one in free if one not in chosen)
        for placed in _place(rest, counts, step + 1):
            for team in chosen:
                placed[team] = step
            yield placed
