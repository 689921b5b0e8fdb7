"""How far people who code the same things agree beyond chance: Krippendorff's alpha with a bootstrap interval."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.stats.share import wilson_bounds

#: things coded by two or more below which nothing is told: the interval would span half the scale
FLOOR = 30

_DRAWS = 2000
_SEED = 20_250_101


def agree(
    units: Sequence[Mapping[Any, Hashable]],
    *,
    groups: Sequence[Hashable] | None = None,
    level: float = 0.95,
    floor: int = FLOOR,
) -> Interval | None:
    """Krippendorff's alpha of nominal codes; n is the number of units that two or more coders coded.

    units: for each unit, coder -> code; who did not code it is left out.  groups: what each unit belongs to, where
    units of one group are no independent evidence: groups are drawn then, and n counts them.  None below `floor` such
    units or groups, and where all codes are one and the same, so that chance alone would agree as well.  The interval
    is that of the units drawn anew with replacement (percentiles of 2,000 draws), and at least as wide below as
    Wilson's of the observed agreement, since units that all agree show the bootstrap no spread.

    Source: Krippendorff 2019, Content Analysis, ch. 12; Hayes and Krippendorff 2007. Check: the published examples.
    """
    counts = _count_values(units)
    owners = [group for group, unit in zip(groups or range(len(units)), units, strict=True) if len(unit) > 1]
    places = {group: place for place, group in enumerate(dict.fromkeys(owners))}
    n = len(places)
    if n < max(floor, 1) or np.count_nonzero(counts.sum(axis=0)) < 2:
        return None
    mid = _find_alpha(counts)
    draws = np.random.default_rng(_SEED).multinomial(n, np.full(n, 1 / n), _DRAWS)
    alphas = _weigh_alphas(counts, draws[:, [places[group] for group in owners]].astype(np.float64))
    tail = (1 - level) / 2
    low, high = np.nanquantile(alphas, [tail, 1 - tail])
    return Interval(min(mid, float(low), _bound_low(counts, n, level)), mid, max(mid, float(high)), n, level)


def _count_values(units: Sequence[Mapping[Any, Hashable]]) -> NDArray[np.float64]:
    """(units coded by two or more, codes): how many gave that code."""
    several = [unit for unit in units if len(unit) > 1]
    codes = {code: place for place, code in enumerate(sorted({c for unit in several for c in unit.values()}, key=str))}
    counts = np.zeros((len(several), max(len(codes), 1)))
    for row, unit in enumerate(several):
        for code in unit.values():
            counts[row, codes[code]] += 1
    return counts


def _find_alpha(counts: NDArray[np.float64]) -> float:
    import krippendorff

    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def _weigh_alphas(counts: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Alpha of each row of weights (draws, units); not a number where one code alone was drawn."""
    coders = counts.sum(axis=1)
    pairs = (counts * (counts - 1)).sum(axis=1) / (coders - 1)
    total = weights @ coders
    by_code = weights @ counts
    observed = (weights @ pairs) / total
    expected = (by_code * (by_code - 1)).sum(axis=1) / (total * (total - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected < 1, 1 - (1 - observed) / (1 - expected), np.nan)


def _bound_low(counts: NDArray[np.float64], n: int, level: float) -> float:
    """Alpha, were the observed agreement as low as Wilson's bound at this number of units or groups."""
    coders = counts.sum(axis=1)
    observed = float(((counts * (counts - 1)).sum(axis=1) / (coders - 1)).sum() / coders.sum())
    by_code, total = counts.sum(axis=0), counts.sum()
    expected = float((by_code * (by_code - 1)).sum() / (total * (total - 1)))
    low, _ = wilson_bounds(observed, n, level)
    return 1 - (1 - low) / (1 - expected)
