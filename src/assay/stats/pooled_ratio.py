"""A share among one kind of deal over the share among another, at equal strata, with repeated rows of one deal.

Rows of one deal (its landmarks) are not independent: the variance is summed by deal.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from assay.domain.interval import Interval
from assay.stats.share import effective_number, normal_quantile, variance_by_unit, wilson_bounds

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """The pooled ratio with what it rests on. lost, won: shares standardised to the same strata; their ratio is lift.

    lift is None where it cannot be told: no stratum holds both kinds, or nobody has a hit.
    log_se: standard error of log(lift), clustered by deal.  p: two-sided, against a ratio of 1.
    """

    lost: Interval | None
    won: Interval | None
    lift: Interval | None
    log_se: float | None
    p: float | None


NOTHING = Comparison(None, None, None, None, None)


def compare_shares(deal: Whole, stratum: Whole, lost: Flag, hit: Flag, *, level: float = 0.95) -> Comparison:
    """Mantel and Haenszel's pooled risk ratio of hit, lost over won, with a variance clustered by deal.

    deal, stratum, lost, hit: (rows,); deal and stratum are any whole numbers. A stratum of one kind carries no weight.

    The variance is Greenland and Robins' (1985, Biometrics 41:55, eq. 13), right for sparse strata, times the design
    effect: the clustered over the unclustered sum of squared influence on log(ratio). With one row a deal the design
    effect is 1 and the result is theirs. Where one side has no hit, half a hit and half a miss are spread over each
    side's strata (Gart 1962 for one table) and rows of one deal count as one observation.
    Check: R metafor rma.mh(measure="RR") on dat.bcg; statsmodels StratifiedTable.riskratio_pooled.
    """
    tables = _tabulate(deal, stratum, lost, hit)
    if tables is None:
        return NOTHING
    deals = int(tables.deal.max()) + 1
    lost_share = _standardised_share(tables, side=True, level=level)
    won_share = _standardised_share(tables, side=False, level=level)
    if not tables.hit.any():
        return Comparison(lost_share, won_share, None, None, None)
    counts = _Counts.of(tables)
    if counts.hit_lost.sum() > 0 and counts.hit_won.sum() > 0:
        ratio, variance = counts.ratio(), counts.variance() * _design_effect(tables, counts)
    else:
        counts = counts.softened()
        ratio, variance = counts.ratio(), counts.variance() * len(tables.deal) / deals
    return _conclude(lost_share, won_share, ratio, variance, deals=deals, level=level)


def _conclude(lost: Interval, won: Interval, ratio: float, variance: float, *, deals: int, level: float) -> Comparison:
    if variance <= 0:
        return Comparison(lost, won, None, None, None)
    se = sqrt(variance)
    z = normal_quantile(level)
    lift = Interval(exp(log(ratio) - z * se), ratio, exp(log(ratio) + z * se), deals, level)
    return Comparison(lost, won, lift, se, float(2 * ndtr(-abs(log(ratio)) / se)))


@dataclass(frozen=True)
class _Tables:
    """Rows of strata that hold both kinds; stratum and deal renumbered from 0."""

    deal: Whole
    stratum: Whole
    lost: Flag
    hit: Flag


def _tabulate(deal: Whole, stratum: Whole, lost: Flag, hit: Flag) -> _Tables | None:
    if len(deal) == 0:
        return None
    code = _renumber(stratum)
    size = int(code.max()) + 1
    both = (np.bincount(code[lost], minlength=size) > 0) & (np.bincount(code[~lost], minlength=size) > 0)
    kept = both[code]
    if not kept.any():
        return None
    return _Tables(_renumber(deal[kept]), _renumber(code[kept]), lost[kept], hit[kept])


def _renumber(codes: Whole) -> Whole:
    """The codes as 0, 1, 2, ... in their order, every number used."""
    low, high = int(codes.min()), int(codes.max())
    if high - low >= 8 * len(codes) + 1024:  # too far apart for a table of all numbers between
        return np.asarray(np.unique(codes, return_inverse=True)[1])
    is_used = np.zeros(high - low + 1, dtype=np.int64)
    is_used[codes - low] = 1
    return np.asarray((np.cumsum(is_used) - 1)[codes - low])


@dataclass(frozen=True)
class _Counts:
    """(strata,) each: hits and rows on either side."""

    hit_lost: Number
    n_lost: Number
    hit_won: Number
    n_won: Number

    @staticmethod
    def of(tables: _Tables) -> "_Counts":
        size = int(tables.stratum.max()) + 1

        def count(rows: Flag) -> Number:
            return np.bincount(tables.stratum[rows], minlength=size).astype(np.float64)

        return _Counts(
            count(tables.lost & tables.hit), count(tables.lost), count(~tables.lost & tables.hit), count(~tables.lost)
        )

    def softened(self) -> "_Counts":
        """Half a hit and half a miss more on either side, spread over strata as that side's rows are."""
        lost, won = self.n_lost / self.n_lost.sum(), self.n_won / self.n_won.sum()
        return _Counts(self.hit_lost + lost / 2, self.n_lost + lost, self.hit_won + won / 2, self.n_won + won)

    @property
    def n(self) -> Number:
        return self.n_lost + self.n_won

    @property
    def lost_sum(self) -> float:
        return float((self.hit_lost * self.n_won / self.n).sum())

    @property
    def won_sum(self) -> float:
        return float((self.hit_won * self.n_lost / self.n).sum())

    def ratio(self) -> float:
        return self.lost_sum / self.won_sum

    def variance(self) -> float:
        """Greenland and Robins' variance of log(ratio) for independent rows."""
        hits = self.hit_lost + self.hit_won
        terms = hits * self.n_lost * self.n_won / self.n**2 - self.hit_lost * self.hit_won / self.n
        return float(terms.sum()) / (self.lost_sum * self.won_sum)


def _design_effect(tables: _Tables, counts: _Counts) -> float:
    """Clustered over unclustered variance of log(ratio), from each row's influence; 1 when no deal has two rows.

    The influence counts that the strata's sizes are themselves made of deals, and so is not 0 in strata of one pair.
    """
    lost_part = counts.hit_lost / counts.n / counts.lost_sum
    won_part = counts.hit_won / counts.n / counts.won_sum
    of_lost = (counts.n_won / counts.n)[tables.stratum] * (
        tables.hit / counts.lost_sum - (lost_part + won_part)[tables.stratum]
    )
    of_won = (counts.n_lost / counts.n)[tables.stratum] * (
        (lost_part + won_part)[tables.stratum] - tables.hit / counts.won_sum
    )
    return _inflation(tables.deal, np.where(tables.lost, of_lost, of_won))


def _inflation(deal: Whole, influence: Number) -> float:
    alone = float(np.square(influence).sum())
    if alone <= 0:
        return len(deal) / (int(deal.max()) + 1)
    together = np.bincount(deal, weights=influence)
    return float(np.square(together).sum()) / alone


def _standardised_share(tables: _Tables, *, side: bool, level: float) -> Interval:
    """The share hit on one side if both sides' rows lay in the strata as Mantel-Haenszel weights have them."""
    counts = _Counts.of(tables)
    n, hits = (counts.n_lost, counts.hit_lost) if side else (counts.n_won, counts.hit_won)
    weight = counts.n_lost * counts.n_won / counts.n
    weight = weight / weight.sum()
    mid = min(1.0, float((weight * hits / n).sum()))
    rows = tables.lost == side
    each = (weight / n)[tables.stratum[rows]]
    unit = _renumber(tables.deal[rows])
    residual = each * (tables.hit[rows] - (hits / n)[tables.stratum[rows]])
    by_deal = np.bincount(unit, weights=residual).astype(np.float64)
    equal = effective_number(mid, variance_by_unit(by_deal), np.bincount(unit, weights=each).astype(np.float64))
    low, high = wilson_bounds(mid, equal, level)
    return Interval(low, mid, high, len(by_deal), level)
