"""Figures by which claims are held against the truth, each written here so that none is shared with the product."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.truth.world import Flag, Number, Whole

_ROUNDS = 200


@dataclass(frozen=True)
class Figure:
    """A figure with its 95 % interval over deals drawn anew, and over how many cases it was taken."""

    value: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f}, n = {self.n:,})"


def bound(figure: Callable[..., float], *columns: NDArray[np.generic], seed: int = 1) -> Figure:
    """The figure of the columns, which have a row a deal, with its interval by bootstrap over rows."""
    n = len(columns[0])
    if n == 0:
        return Figure(np.nan, np.nan, np.nan, 0)
    dice = np.random.default_rng(seed)
    found = []
    for _ in range(_ROUNDS):
        rows = dice.integers(0, n, n)
        found.append(figure(*(column[rows] for column in columns)))
    low, high = np.nanquantile(found, [0.025, 0.975]) if np.isfinite(found).any() else (np.nan, np.nan)
    return Figure(float(figure(*columns)), float(low), float(high), n)


def measure_auc(said: Number, true: Flag) -> float:
    """How often a case that is true was given more than one that is not; ties count half."""
    if not true.any() or true.all():
        return float("nan")
    low = np.sort(said[~true])
    high = said[true]
    below = np.searchsorted(low, high, "left") + np.searchsorted(low, high, "right")
    return float(below.mean() / 2 / len(low))


def measure_brier(said: Number, true: Flag) -> float:
    """Mean square of what is missed."""
    return float(np.square(said - true).mean())


def measure_ece(said: Number, true: Flag, groups: int = 10) -> float:
    """Mean distance of what was said from what was so, over equal groups by what was said."""
    said, true = said.ravel(), true.ravel()
    order = np.argsort(said, kind="stable")
    parts = np.array_split(order, groups)
    return float(sum(abs(said[part].mean() - true[part].mean()) * len(part) for part in parts if len(part)) / len(said))


def measure_slope(said: Number, true: Flag) -> float:
    """Slope of the log odds of what was so on those of what was said, by Newton's steps; 1 is right."""
    x = np.clip(said, 0.005, 0.995)
    x = np.log(x / (1 - x))
    design, b = np.stack([np.ones_like(x), x], axis=1), np.zeros(2)
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(design @ b, -30, 30)))
        weight = np.maximum(p * (1 - p), 1e-9)
        hessian = (design * weight[:, None]).T @ design + 1e-9 * np.eye(2)
        step = np.linalg.solve(hessian, design.T @ (true - p))
        b = b + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-9:
            break
    return float(b[1])


def measure_f1(said: Flag, true: Flag) -> float:
    """Of pairs of deal and cause, pooled."""
    hits = (said & true).sum()
    return float(2 * hits / max(said.sum() + true.sum(), 1))


def measure_precision(said: Number, true: Flag) -> float:
    """Average precision of the pairs of deal and cause in the order in which they were put forward."""
    said, true = said.ravel(), true.ravel()
    order = np.argsort(-said, kind="stable")
    hits = np.cumsum(true[order])
    return float((hits / np.arange(1, len(order) + 1))[true[order]].mean()) if true.any() else float("nan")


def rank_correlation(one: Number, other: Number) -> float:
    """Spearman's; ties share their rank."""
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(_rank(one), _rank(other))[0, 1])


def _rank(values: Number) -> Number:
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(len(values))
    _, group = np.unique(values, return_inverse=True)
    return np.asarray((np.bincount(group, ranks) / np.bincount(group))[group])


def recover_size(found: Number, planted: Number) -> float:
    """Slope through nought of found on planted sizes; 1 is unbiased."""
    return float((found * planted).sum() / np.square(planted).sum())


def share_of_gap(product: float, usual: float, limit: float) -> float:
    """How much of the way from the usual practice to the limit the product goes; nan where there is no way to go."""
    return (product - usual) / (limit - usual) if abs(limit - usual) > 1e-9 else float("nan")


def right_label(said: Whole, true: Whole) -> float:
    """Share of deals of which the one label is right."""
    return float((said == true).mean())
