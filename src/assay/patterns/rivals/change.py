"""Whether we win less in a cell than we used to, and whether that came after something that a competitor did."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from assay.domain.interval import Interval
from assay.stats.cell_draws import Mixture, draw_fits, mix_fits
from assay.stats.cells import Counts, Fit, make_design
from assay.stats.enough import round_up

Number = NDArray[np.float64]

#: how sure a fall must be, and how likely at most that it is none or a trifle
SURE_FALL, MOST_FALSE = 0.9, 0.2

#: a fall of fewer log odds is a trifle: about 3 points from an even chance
TRIFLE = 0.15

#: from here on a cell was a strength before: we won more there than over all competitors and themes
SURE_STRENGTH = 0.8

#: the fall that is worth acting on, in points; how often it shall show
SOUGHT_FALL, _POWER_Z, _SURE_Z = 0.20, 0.8416, 1.2816

#: periods on either side
ENDS = 2

_OUT_OF_SIGHT = 1000


@dataclass(frozen=True)
class Cells:
    """Counts with all that was drawn of them."""

    counts: Counts
    fits: list[Fit]
    design: Number

    def tell_rate(self, periods: Number) -> list[Interval]:
        """The pooled win rate of each cell; periods: (cells, periods) how much each counts, rows adding up to 1."""
        mixed = mix_fits(self.fits, np.einsum("kt,ktp->kp", periods, self.design), periods)
        ends = [mixed.find_quantile(share) for share in (0.025, 0.5, 0.975)]
        deals = (self.counts.n * (periods > 0)).sum(axis=1)
        told = zip(*(expit(end) for end in ends), deals, strict=True)
        return [Interval(float(low), float(mid), float(high), round(n)) for low, mid, high, n in told]

    def tell_own(self, periods: Number) -> Mixture:
        """A contrast over periods, (cells, periods), of each cell's own path, without what all deals went through."""
        return mix_fits(self.fits, np.zeros((len(periods), self.design.shape[2])), periods)

    def tell_standing(self, periods: Number) -> Number:
        """The probability of each cell that its log odds stand above the mean of all in these periods."""
        at = np.einsum("kt,ktp->kp", periods, self.design)
        weight = self.counts.n * (periods > 0)
        total = max(weight.sum(), 1e-9)
        usual = np.einsum("kt,ktp->p", weight / total, self.design)
        return 1 - mix_fits(self.fits, at - usual, periods).find_below(0.0)


def draw_cells(counts: Counts) -> Cells:
    """Everything that is told of these cells, from the same draws."""
    return Cells(counts, draw_fits(counts), make_design(counts))


@dataclass(frozen=True)
class Change:
    """One cell, the last periods against the first. counts: won and n before, won and n after."""

    counts: tuple[float, float, float, float]
    before: Interval
    after: Interval
    p_fall: float
    lfdr: float
    p_strength: float
    verdict: str
    smallest: float | None
    more_needed: int | None

    @property
    def was_strength(self) -> bool:
        """Whether there was a strength that could be blunted."""
        return self.p_strength >= SURE_STRENGTH


def weigh_ends(periods: int) -> tuple[Number, Number]:
    """The first and the last ENDS periods, each weighing the same; (periods,) both."""
    first, last = np.zeros(periods), np.zeros(periods)
    first[:ENDS], last[-ENDS:] = 1 / ENDS, 1 / ENDS
    return first, last


def judge_changes(cells: Cells) -> list[Change] | None:
    """Each cell in order; None where the record is too short for two periods before and two others after."""
    counts = cells.counts
    if counts.periods < 2 * ENDS:
        return None
    first, last = (np.tile(one, (len(counts.n), 1)) for one in weigh_ends(counts.periods))
    before, after = cells.tell_rate(first), cells.tell_rate(last)
    contrast, strength = cells.tell_own(last - first), cells.tell_standing(first)
    p_fall, lfdr = contrast.find_below(0.0), 1 - contrast.find_below(-TRIFLE)
    found = []
    for k in range(len(counts.n)):
        at = [(side > 0) for side in (first[k], last[k])]
        numbers = tuple(float(table[k, mask].sum()) for mask in at for table in (counts.won, counts.n))
        n = (numbers[1], numbers[3])
        smallest, more = _see_falls(before[k].mid, n, float(contrast.spread[k]))
        verdict = _judge(float(p_fall[k]), float(lfdr[k]), n, smallest)
        found.append(
            Change(
                (numbers[0], numbers[1], numbers[2], numbers[3]),
                *(before[k], after[k], float(p_fall[k]), float(lfdr[k]), float(strength[k])),
                *(verdict, smallest, more),
            )
        )
    return found


def _judge(p_fall: float, lfdr: float, n: tuple[float, float], smallest: float | None) -> str:
    if min(n) <= 0:
        return "not_enough"
    if p_fall > SURE_FALL and lfdr <= MOST_FALSE:
        return "fell"
    return "held" if p_fall <= SURE_FALL and smallest is not None and smallest <= SOUGHT_FALL else "not_enough"


def _see_falls(rate: float, n: tuple[float, float], spread: float) -> tuple[float | None, int | None]:
    """The smallest fall from `rate` that would show, and how many more deals would show the one that is sought.

    spread: posterior variance of the contrast. A pooled contrast is drawn to nothing, so that the one that was found
    must be the larger, by the square root of how much of it is left.
    """
    if min(n) <= 0:
        return None, None
    own = (1 / n[0] + 1 / n[1]) / (rate * (1 - rate))
    left = float(np.clip(spread / own, 0.05, 1.0))
    needed = _SURE_Z / np.sqrt(left) + _POWER_Z
    smallest = rate - float(expit(logit(rate) - needed * np.sqrt(own)))
    sought = (float(logit(rate)) - float(logit(max(rate - SOUGHT_FALL, rate / 10)))) / needed
    times = own / sought**2
    if times > _OUT_OF_SIGHT:
        return smallest, None
    return smallest, round_up((times - 1) * sum(n)) if times > 1 else 0


@dataclass(frozen=True)
class Act:
    """Something a competitor did. cells: those that it is about.  period: that in which it happened, from 0."""

    key: int
    cells: tuple[int, ...]
    period: int


@dataclass(frozen=True)
class Held:
    """An act held against one cell. p_fall: that we win less after it than before; None where it cannot be told."""

    key: int
    cell: int
    p_fall: float | None
    verdict: str


def hold_acts(cells: Cells, changes: Sequence[Change], acts: Sequence[Act]) -> list[Held]:
    """Each act against each of its cells.

    fell_after: the cell fell over the whole time, and we surely win less in the periods after the act than in those
    before it. An act in the very first period or in the last one has nothing on one side and cannot be told.
    """
    found = []
    for act in acts:
        for cell in act.cells:
            probability = _compare_sides(cells, cell, act.period)
            if probability is None:
                found.append(Held(act.key, cell, None, "not_enough"))
            elif changes[cell].verdict == "fell" and probability > SURE_FALL:
                found.append(Held(act.key, cell, probability, "fell_after"))
            else:
                is_seen = changes[cell].verdict == "held"
                found.append(Held(act.key, cell, probability, "no_fall_seen" if is_seen else "not_enough"))
    return found


def _compare_sides(cells: Cells, cell: int, period: int) -> float | None:
    """The probability that the cell's own path lies lower after the period than before it."""
    n = cells.counts.n[cell]
    if not 0 < period < cells.counts.periods - 1 or not n[:period].sum() or not n[period + 1 :].sum():
        return None
    along = np.zeros(cells.counts.n.shape)
    along[:, :period], along[:, period + 1 :] = -1 / period, 1 / (cells.counts.periods - 1 - period)
    return float(cells.tell_own(along).find_below(0.0)[cell])
