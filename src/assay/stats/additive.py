"""Scores that are a sum of what each column adds, so that each can be told in words: a logistic, and boosted steps.

Rows of one unit are never parted: neither by the bags of the boosting nor by the folds that choose a ridge.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assay.stats.logistic import Logistic, fit_logistic

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: a kind is a column of its own where so many units have it
_FEWEST = 20

_RIDGES = (3.0, 30.0, 300.0, 3000.0)
_FOLDS = 5

#: bags, share of the units on which a bag's rounds are stopped, pairs of columns at most
_BAGS, _HELD_OUT, _PAIRS = 8, 0.2, 5


@dataclass(frozen=True)
class Columns:
    """values: (n, k), nan where missing; a kind is a code from 0.  is_kind: (k,).  names: of the k columns."""

    names: tuple[str, ...]
    is_kind: tuple[bool, ...]
    values: Number

    def take(self, rows: Flag | Whole) -> "Columns":
        """The same columns of `rows`."""
        return Columns(self.names, self.is_kind, self.values[rows])


class Score(Protocol):
    """What was learnt."""

    def add(self, columns: Columns) -> tuple[float, Number, list[tuple[int, ...]]]:
        """The start, what each term adds to the log odds of each row, (n, terms), and the columns of each term."""


def total(score: Score, columns: Columns) -> Number:
    """The probability of each row."""
    start, parts, _ = score.add(columns)
    return np.asarray(1 / (1 + np.exp(-np.clip(start + parts.sum(axis=1), -30, 30))), dtype=np.float64)


@dataclass(frozen=True)
class LogisticScore:
    """A logistic with a ridge on columns brought to one scale. owner: (width,) the column that each one is made of."""

    fitted: Logistic
    plan: "_Plan"

    def add(self, columns: Columns) -> tuple[float, Number, list[tuple[int, ...]]]:
        """See Score."""
        wide = self.plan.widen(columns)
        each = wide * self.fitted.coefficients[1:]
        count = len(columns.names)
        parts = np.zeros((len(wide), count))
        for place, owner in enumerate(self.plan.owner):
            parts[:, owner] += each[:, place]
        return float(self.fitted.coefficients[0]), parts, [(one,) for one in range(count)]


def fit_logistic_score(columns: Columns, happened: Number, unit: Whole, weight: Number) -> LogisticScore:
    """The ridge is the one of 3, 30, 300 and 3,000 that proves best on units that it did not see."""
    plan = _make_plan(columns, unit, weight)
    wide = plan.widen(columns)
    fold = _lot(unit, 1) % _FOLDS
    losses = [_prove_ridge(wide, happened, weight, fold, ridge) for ridge in _RIDGES]
    return LogisticScore(
        fit_logistic(wide, happened, ridge=_RIDGES[int(np.argmin(losses))], weight=weight, unit=unit), plan
    )


def _prove_ridge(wide: Number, happened: Number, weight: Number, fold: Whole, ridge: float) -> float:
    loss = 0.0
    for one in range(_FOLDS):
        kept, held = fold != one, fold == one
        if not held.any() or np.ptp(happened[kept]) == 0:
            continue
        score = fit_logistic(wide[kept], happened[kept], ridge=ridge, weight=weight[kept]).score(wide[held])
        loss += float((weight[held] * (np.logaddexp(0, score) - happened[held] * score)).sum())
    return loss


@dataclass(frozen=True)
class _Plan:
    """How columns become numbers of one scale.

    owner: (width,) the column of each.  level: (width,) the kind that it stands for, nan for a number's value, inf for
    "missing".  centre, spread: (width,).  is_long: (k,) whether the logarithm is taken.  low, high: (k,) bounds.
    """

    owner: Whole
    level: Number
    centre: Number
    spread: Number
    is_long: Flag
    low: Number
    high: Number

    def widen(self, columns: Columns) -> Number:
        """(n, width), each of mean 0 and deviation 1 in the rows that the plan was made of."""
        return (self.lay(columns) - self.centre) / self.spread

    def lay(self, columns: Columns) -> Number:
        """The same before it is brought to one scale; a missing number lies at the centre."""
        laid = np.zeros((len(columns.values), len(self.owner)))
        for place, (owner, level) in enumerate(zip(self.owner, self.level, strict=True)):
            value = columns.values[:, owner]
            if np.isinf(level):
                laid[:, place] = np.isnan(value)
            elif not np.isnan(level):
                laid[:, place] = value == level
            else:
                held = np.clip(value, self.low[owner], self.high[owner])
                held = np.log1p(held) if self.is_long[owner] else held
                laid[:, place] = np.where(np.isnan(held), self.centre[place], held)
        return laid


def _make_plan(columns: Columns, unit: Whole, weight: Number) -> _Plan:
    count = len(columns.names)
    low, high, is_long = np.zeros(count), np.zeros(count), np.zeros(count, dtype=bool)
    owner: list[int] = []
    level: list[float] = []
    for place in range(count):
        value = columns.values[:, place]
        told = value[~np.isnan(value)]
        if columns.is_kind[place]:
            kinds = [one for one in np.unique(told) if len(np.unique(unit[value == one])) >= _FEWEST]
            owner += [place] * len(kinds)
            level += [float(one) for one in kinds]
        elif len(told) and np.ptp(told) > 0:
            low[place], high[place] = np.quantile(told, [0.005, 0.995])
            is_long[place] = told.min() >= 0 and bool(told.max() > 10)
            owner, level = [*owner, place], [*level, np.nan]
        if len(np.unique(unit[np.isnan(value)])) >= _FEWEST and len(told):
            owner, level = [*owner, place], [*level, np.inf]
    width = len(owner)
    raw = _Plan(
        np.asarray(owner, np.int64), np.asarray(level), np.full(width, np.nan), np.ones(width), is_long, low, high
    )
    laid = raw.lay(columns)
    told_weight = np.where(np.isnan(laid), 0.0, weight[:, None])
    sums = np.maximum(told_weight.sum(axis=0), 1e-12)
    centre = (np.nan_to_num(laid) * told_weight).sum(axis=0) / sums
    spread = np.sqrt((np.square(np.nan_to_num(laid) - centre) * told_weight).sum(axis=0) / sums)
    return _Plan(raw.owner, raw.level, centre, np.where(spread > 1e-9, spread, 1.0), is_long, low, high)


@dataclass(frozen=True)
class BoostedScore:
    """An explainable boosting machine (Lou et al. 2013, KDD; Nori et al. 2019, arXiv:1909.09223)."""

    machine: Any

    def add(self, columns: Columns) -> tuple[float, Number, list[tuple[int, ...]]]:
        """See Score."""
        parts = np.asarray(self.machine.eval_terms(columns.values), dtype=np.float64)
        return float(np.ravel(self.machine.intercept_)[0]), parts, [tuple(term) for term in self.machine.term_features_]


def fit_boosted_score(columns: Columns, happened: Number, unit: Whole, weight: Number) -> BoostedScore:
    """At most five pairs of columns; each bag holds a fifth of the units out, whole, to stop by.

    With bags by row the rows of one unit would lie on both sides, and the rounds would never stop.
    """
    # 68 MB that nothing else needs
    from interpret.glassbox import ExplainableBoostingClassifier

    machine = ExplainableBoostingClassifier(
        feature_names=list(columns.names),
        feature_types=["nominal" if kind else "continuous" for kind in columns.is_kind],
        interactions=min(_PAIRS, len(columns.names) * (len(columns.names) - 1) // 2),
        outer_bags=_BAGS,
        max_bins=256,
        n_jobs=1,
        random_state=1,
    )
    with warnings.catch_warnings():
        # it cannot draw what is missing; we do not let it draw
        warnings.simplefilter("ignore", UserWarning)
        machine.fit(columns.values, happened.astype(np.int64), sample_weight=weight, bags=make_bags(unit))
    return BoostedScore(machine)


def make_bags(unit: Whole) -> NDArray[np.int8]:
    """(n, bags): 1 for rows to learn from, -1 for a fifth of the units to stop by, drawn anew for each bag."""
    share = np.stack([_lot(unit, bag + 2) % 1000 for bag in range(_BAGS)], axis=1)
    return np.where(share < _HELD_OUT * 1000, -1, 1).astype(np.int8)


def _lot(unit: Whole, turn: int) -> Whole:
    """A number drawn by lot for each unit, the same whatever other units there are (a finaliser of SplitMix64)."""
    mixed = unit.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15 * turn % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(1), dtype=np.int64)


def draw_halves(unit: Whole) -> Whole:
    """0 or 1 for each row, the same for all rows of a unit."""
    return np.asarray(_lot(unit, 101) % 2, dtype=np.int64)


def name_terms(terms: Sequence[tuple[int, ...]], names: Sequence[str]) -> list[str]:
    """A pair's name is both names with a comma."""
    return [",".join(names[one] for one in term) for term in terms]
