"""Pairs of things that are there together more often than chance: from probabilities, drawn towards none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from assay.stats.share import normal_quantile

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: draws of units for the error of a lift
DRAWS = 400
_AT_ONCE = 4_096
_NUMBERS = 20_000_000
_SEED = 3

#: expected units with either one, below which a pair is not looked at
FEWEST = 5.0

#: expected units with both by chance, below which neither
FEWEST_CHANCE = 1.0


@dataclass(frozen=True)
class PairLift:
    """(pairs,) each. first, second: columns, first < second.  both: expected units with both.  chance: were they
    independent.  raw: both / chance.  lift, low, high: drawn towards 1.  p: two-sided of log(raw) against 0.
    """

    first: Whole
    second: Whole
    both: Number
    chance: Number
    raw: Number
    lift: Number
    low: Number
    high: Number
    p: Number


def lift_pairs(
    there: Number, stratum: Whole | None = None, *, draws: int = DRAWS, level: float = 0.95, seed: int = _SEED
) -> PairLift:
    """The lift of every pair of columns that each stand for FEWEST units at least, and for FEWEST_CHANCE together.

    there: (units, things) the probability that a thing is there in a unit, 0 to 1.  stratum: (units,) whole numbers
    from 0, within which things would be independent by chance; by default one for all. The lift of a and b is
    sum(a b) / sum over strata of sum(a) sum(b) / units, of probabilities and not of flags. The variance of its
    logarithm is that over draws of units with replacement (Efron 1979, Ann. Statist. 7:1), drawn by unit so that what
    the pairs of a unit share stays in it. Partial pooling: log lifts of all pairs lie around 0 with a variance that is
    estimated by DerSimonian and Laird's moments (1986, Control. Clin. Trials 7:177, eq. 8, the mean held at 0); each is
    drawn to 0 by v / (v + t), and its interval is the posterior's.
    Check: 0 and 1 give the lift of a table of counts; statsmodels Table2x2.log_riskratio_se for the error.
    """
    group = np.zeros(len(there), dtype=np.int64) if stratum is None else stratum
    parts = [there[group == number] for number in np.unique(group)]
    first, second = _choose_pairs(parts)
    if not len(first):
        nothing = np.zeros(0)
        return PairLift(first, second, *(nothing,) * 7)
    both, chance = _count(parts, first, second, [np.ones((1, len(part))) for part in parts])
    raw = both[0] / chance[0]
    variance = _vary(parts, first, second, draws, seed)
    log_raw = np.log(np.maximum(raw, 0.5 / chance[0]))
    spread = measure_spread(log_raw, variance)
    kept = spread / (spread + variance)
    mid, half = kept * log_raw, normal_quantile(level) * np.sqrt(kept * variance)
    return PairLift(
        first=first,
        second=second,
        both=both[0],
        chance=chance[0],
        raw=raw,
        lift=np.exp(mid),
        low=np.exp(mid - half),
        high=np.exp(mid + half),
        p=2 * ndtr(-np.abs(log_raw) / np.sqrt(variance)),
    )


def _choose_pairs(parts: Sequence[Number]) -> tuple[Whole, Whole]:
    sizes = np.stack([part.sum(axis=0) for part in parts]) if parts else np.zeros((1, 0))
    kept = np.flatnonzero(sizes.sum(axis=0) >= FEWEST)
    one, other = (kept[index].astype(np.int64) for index in np.triu_indices(len(kept), k=1))
    units = np.array([max(1, len(part)) for part in parts] or [1])
    chance = (sizes[:, one] * sizes[:, other] / units[:, None]).sum(axis=0)
    return one[chance >= FEWEST_CHANCE], other[chance >= FEWEST_CHANCE]


def measure_spread(log_ratio: Number, variance: Number) -> float:
    """The variance of true log ratios around 0, and never none at all: at least what one in their number would show."""
    weight = 1 / variance
    found = ((weight * log_ratio**2).sum() - len(log_ratio)) / weight.sum()
    return float(max(found, 1 / weight.sum()))


def _count(parts: Sequence[Number], first: Whole, second: Whole, weights: Sequence[Number]) -> tuple[Number, Number]:
    """(draws, pairs) units with both, and by chance, for (draws, units) weights of each part."""
    shape = (len(weights[0]), len(first))
    both, chance = np.zeros(shape), np.zeros(shape)
    for there, weight in zip(parts, weights, strict=True):
        size = weight @ there
        for start in range(0, len(there), _AT_ONCE):
            part = there[start : start + _AT_ONCE]
            both += weight[:, start : start + _AT_ONCE] @ (part[:, first] * part[:, second])
        chance += size[:, first] * size[:, second] / weight.sum(axis=1)[:, None]
    return both, chance


def _vary(parts: Sequence[Number], first: Whole, second: Whole, draws: int, seed: int) -> Number:
    """(pairs,) the variance of log lift over draws of units from each part."""
    rng = np.random.default_rng(seed)
    at_once = max(1, min(draws, _NUMBERS // max(len(part) for part in parts)))
    found = []
    for start in range(0, draws, at_once):
        size = min(at_once, draws - start)
        both, chance = _count(parts, first, second, [_draw(rng, len(part), size) for part in parts])
        # as though half a unit had both, where none of those drawn has
        found.append(np.log(np.maximum(both, 0.5) / np.maximum(chance, 1e-9)))
    variance: Number = np.maximum(np.concatenate(found).var(axis=0, ddof=1), 1e-6)
    return variance


def _draw(rng: np.random.Generator, units: int, draws: int) -> Number:
    drawn: Number = rng.multinomial(units, np.full(units, 1 / units), size=draws).astype(np.float64)
    return drawn
