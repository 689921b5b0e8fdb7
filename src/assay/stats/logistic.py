"""Logistic regression with a ridge, its errors clustered by deal."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

_ROUNDS = 60
_CLOSE = 1e-10


@dataclass(frozen=True)
class Logistic:
    """coefficients: (1 + columns,), the intercept first.  covariance: of them, by unit."""

    coefficients: Number
    covariance: Number

    def score(self, columns: Number) -> Number:
        """The log odds of each row of (n, columns)."""
        return np.asarray(self.coefficients[0] + columns @ self.coefficients[1:], dtype=np.float64)


def fit_logistic(
    columns: Number, happened: Number, *, ridge: float = 0.0, unit: Whole | None = None, weight: Number | None = None
) -> Logistic:
    """The most likely coefficients, less ridge / 2 times the sum of their squares (never the intercept's).

    columns: (n, k).  happened: (n,) 0 or 1.  unit: (n,) rows of one deal share it; without it each row is its own.
    weight: (n,) how often each row counts; without it once.
    Newton's steps are halved until the likelihood rises, else strong effects diverge.
    Source: Hoerl and Kennard's ridge for the logistic, le Cessie and van Houwelingen 1992, Appl Statist 41:191; the
    sandwich by units, Liang and Zeger 1986, Biometrika 73:13.  Check: statsmodels Logit, GLM.fit_regularized and
    cov_type="cluster".
    """
    full = np.column_stack([np.ones(len(columns)), columns])
    weigh = np.ones(len(columns)) if weight is None else weight
    held = np.full(full.shape[1], ridge)
    held[0] = 0.0
    guess = np.zeros(full.shape[1])
    best = _log_likelihood(full, happened, guess, held, weigh)
    for _ in range(_ROUNDS):
        fitted = expit(full @ guess)
        pull = full.T @ (weigh * (happened - fitted)) - held * guess
        step = np.linalg.lstsq(_bend(full, fitted, held, weigh), pull, rcond=None)[0]
        reached, rate = _log_likelihood(full, happened, guess + step, held, weigh), 1.0
        while not reached >= best and rate > _CLOSE:
            rate /= 2
            reached = _log_likelihood(full, happened, guess + rate * step, held, weigh)
        if not reached >= best:
            break
        gained, best, guess = reached - best, reached, guess + rate * step
        if gained <= _CLOSE * (1 + abs(best)):
            break
    return Logistic(guess, _cluster(full, happened, guess, held, weigh, unit))


def _log_likelihood(full: Number, happened: Number, guess: Number, held: Number, weigh: Number) -> float:
    score = full @ guess
    return float((weigh * (happened * score - np.logaddexp(0, score))).sum() - (held * guess**2).sum() / 2)


def _bend(full: Number, fitted: Number, held: Number, weigh: Number) -> Number:
    return np.asarray((full * (weigh * fitted * (1 - fitted))[:, None]).T @ full + np.diag(held), dtype=np.float64)


def _cluster(full: Number, happened: Number, guess: Number, held: Number, weigh: Number, unit: Whole | None) -> Number:
    fitted = expit(full @ guess)
    each = full * (weigh * (happened - fitted))[:, None]
    if unit is not None:
        _, code = np.unique(unit, return_inverse=True)
        each = np.stack([np.bincount(code, weights=column) for column in each.T], axis=1)
    inverse = np.linalg.pinv(_bend(full, fitted, held, weigh))
    return np.asarray(inverse @ (each.T @ each) @ inverse, dtype=np.float64)
