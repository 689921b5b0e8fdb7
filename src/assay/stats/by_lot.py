"""What being proposed by lot does, and what doing what was proposed does to those who did it because of that."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import t

from assay.domain.interval import Interval

Number = NDArray[np.float64]
Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]

#: units by which the spread of either side is drawn to that of both together
DRAWN = 10.0


@dataclass(frozen=True)
class LotEffect:
    """What the lot did.

    proposed, held_out: mean outcome of either side, strata weighed alike; units of those in strata that hold both.
    difference: proposed less held out, for each unit proposed; None where either side has fewer than
    two, or all have the same value.
    uptake: share of done among the proposed less that among the held out.
    each: the outcome that each doing adds among those who did it because it was proposed; None where the data allow
    any value at all.  p: two-sided, that being proposed does nothing.
    """

    proposed: float | None
    held_out: float | None
    proposed_units: int
    held_out_units: int
    difference: Interval | None
    uptake: Interval | None
    each: Interval | None
    p: float | None


NOTHING = LotEffect(None, None, 0, 0, None, None, None, None)


@dataclass(frozen=True)
class _Sides:
    """gap: (2,) proposed less held out, in outcome and in doing.  spread: (2, 2) its covariance.  freedom: of it."""

    mean: tuple[float, float]
    gap: Number
    spread: Number
    freedom: float
    units: tuple[int, int]


def compare_by_lot(
    outcome: Number,
    done: Number,
    held_out: Flag,
    stratum: Whole,
    *,
    bounds: tuple[float, float] | None = (-1.0, 1.0),
    drawn: float = DRAWN,
    level: float = 0.95,
) -> LotEffect:
    """The difference that the lot made to each unit proposed, and what each doing added.

    outcome, done: (n,) 0 or 1, a value, or pseudo-values of either (stats.by_horizon), one row a unit.  held_out: (n,)
    by lot.  stratum: (n,) whole numbers >= 0, within which the lot was drawn with the same chance; weights n1 n0 / n.
    bounds: what an effect cannot leave; None for values.  drawn: units, see below; values, whose few greatest decide
    both mean and spread, need more of them than shares.

    The difference is between all proposed and all held out, done or not, so that whom people choose to call cannot
    matter.  What each doing adds rests on the lot changing the outcome in no other way than by what was done.  Its
    interval holds every size that, taken off the outcome once for each doing, leaves no difference between the sides
    (Anderson and Rubin 1949, Ann. Math. Statist. 20:46; Fieller 1954, JRSS B 16:175): right also where hardly anybody
    did it, where it becomes as wide as what is possible.  The usual ratio with the delta method is not.

    Each side's covariance within strata is drawn, as if by ten units more, to that of both together, as the plain one
    is nought where none of a few was won; that of a share is never below that with one of either outcome added
    (Agresti and Caffo 2000, Am. Statist. 54:280); Student's with Welch's degrees of freedom. Check: statsmodels OLS,
    two-stage estimates and Anderson-Rubin bounds by it; coverage by simulation (bench.ledger).
    """
    sides = _measure(outcome, done, held_out, stratum, drawn, bounds is not None)
    if sides is None:
        return NOTHING
    n = sum(sides.units)
    student = t(sides.freedom)
    wide = float(student.ppf((1 + level) / 2))
    error = np.sqrt(np.diag(sides.spread))
    if not error[0]:
        return LotEffect(*sides.mean, *sides.units, None, None, None, None)
    p = float(2 * student.sf(abs(sides.gap[0]) / error[0]))
    return LotEffect(
        *sides.mean,
        *sides.units,
        _hold(sides.gap[0], wide * error[0], n, bounds, level),
        _hold(sides.gap[1], wide * error[1], n, (-1.0, 1.0), level),
        _invert(sides, wide**2, n, bounds, level),
        p,
    )


def units_needed(share: float, each: float, uptake: float, *, held_out: float = 0.2, power: float = 0.8) -> float:
    """How many units, held out or not, would tell an effect of `each` doing from none in so many of such records.

    share: of outcomes without it, 0 to 1.  uptake: difference in doing between the sides, above 0.  The two-sided test
    at 5 % with the normal approximation (Fleiss, Levin and Paik 2003, ch. 4), sides of unequal size.
    Check: statsmodels samplesize_proportions_2indep_onetail (ratio = 0.25).

    Raises ValueError for an uptake or effect of nought, or a lot that keeps back none or all.
    """
    gap = each * uptake
    if not gap or not 0 < held_out < 1:
        raise ValueError("An effect, an uptake and a lot that keeps back a part are needed.")
    other = min(1.0, max(0.0, share + gap))
    mean = (1 - held_out) * other + held_out * share
    both = mean * (1 - mean) / (held_out * (1 - held_out))
    apart = other * (1 - other) / (1 - held_out) + share * (1 - share) / held_out
    return ((float(ndtri(0.975)) * sqrt(both) + float(ndtri(power)) * sqrt(apart)) / gap) ** 2


def _measure(
    outcome: Number, done: Number, held_out: Flag, stratum: Whole, drawn: float, is_share: bool
) -> _Sides | None:
    if not len(outcome):
        return None
    size = int(stratum.max()) + 1
    counts = np.stack([np.bincount(stratum[side], minlength=size) for side in (~held_out, held_out)])
    both = (counts[0] > 0) & (counts[1] > 0)
    kept = both[stratum]
    counts = counts[:, both].astype(np.float64)
    units = counts.sum(axis=1)
    strata = counts.shape[1]
    if not strata or (units - strata < 1).any():
        return None
    pair = np.column_stack([outcome, done])[kept]
    where = np.cumsum(both)[stratum[kept]] - 1
    out = held_out[kept]
    weight = counts[0] * counts[1] / counts.sum(axis=0)
    weight /= weight.sum()
    means = np.stack([_mean_by(pair[side], where[side], strata) for side in (~out, out)])
    mean = (weight[None, :, None] * means).sum(axis=1)
    together = _covariance(pair, where, _mean_by(pair, where, strata))
    freedoms = units - strata
    parts, freedom = [], []
    for number, side in enumerate((~out, out)):
        own = _covariance(pair[side], where[side], means[number]) * freedoms[number]
        spread_out = (own + drawn * together) / (freedoms[number] + drawn)
        factor = float((weight**2 / counts[number]).sum())
        parts.append(spread_out * factor)
        if is_share:
            parts[-1][0, 0] = max(parts[-1][0, 0], _least(float(mean[number, 0]), 1 / factor))
        freedom.append(freedoms[number] + drawn)
    spread = parts[0] + parts[1]
    welch = (
        spread[0, 0] ** 2 / sum(p[0, 0] ** 2 / f for p, f in zip(parts, freedom, strict=True)) if spread[0, 0] else 1
    )
    told = (float(mean[0, 0]), float(mean[1, 0]))
    return _Sides(told, mean[0] - mean[1], spread, float(welch), (int(units[0]), int(units[1])))


def _least(share: float, n: float) -> float:
    """The variance of a share with one of either outcome added: what few wins among few can tell at most."""
    drawn = (min(1.0, max(0.0, share)) * n + 1) / (n + 2)
    return drawn * (1 - drawn) / (n + 2)


def _mean_by(pair: Number, where: Whole, strata: int) -> Number:
    n = np.bincount(where, minlength=strata)
    return np.column_stack([np.bincount(where, weights=column, minlength=strata) / n for column in pair.T])


def _covariance(pair: Number, where: Whole, means: Number) -> Number:
    """(2, 2) within strata."""
    off = pair - means[where]
    covariance: Number = off.T @ off / max(1, len(pair) - len(means))
    return covariance


def _hold(mid: float, half: float, n: int, bounds: tuple[float, float] | None, level: float) -> Interval:
    least, most = bounds or (-np.inf, np.inf)
    return Interval(float(max(least, mid - half)), float(mid), float(min(most, mid + half)), n, level)


def _invert(sides: _Sides, wide: float, n: int, bounds: tuple[float, float] | None, level: float) -> Interval | None:
    """Every b with (gap0 - b gap1)^2 <= wide * variance of it; its hull, within the bounds."""
    (one, two), spread = sides.gap, sides.spread
    square = two**2 - wide * spread[1, 1]
    cross = one * two - wide * spread[0, 1]
    plain = one**2 - wide * spread[0, 0]
    inner = cross**2 - square * plain
    if square <= 0 or inner < 0:
        if bounds is None or not two:
            return None
        low, high = bounds
    else:
        low, high = (cross - sqrt(inner)) / square, (cross + sqrt(inner)) / square
        if bounds is not None:
            low, high = max(low, bounds[0]), min(high, bounds[1])
    if low > high:
        return None
    return Interval(float(low), float(min(high, max(low, one / two))), float(high), n, level)
