"""A rhythm of words that may have ended for good: how likely it has, and how long a pause is usual.

Words come at random at a pace of the deal's own until a random end, after which there are none; paces and lengths of
life differ between deals as two gamma distributions (Schmittlein, Morrison and Colombo 1987, Management Science 33:1).
Time is counted from the first word, in any one unit; `words` counts those after the first.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln, hyp2f1

Number = NDArray[np.float64]


@dataclass(frozen=True)
class Rhythm:
    """Paces are gamma with shape r and rate alpha (mean r / alpha words a unit of time), ends gamma with s and beta."""

    r: float
    alpha: float
    s: float
    beta: float


@dataclass(frozen=True)
class Belief:
    """What is held before any deal is seen: means and standard errors on the log scale of what a few deals cannot tell.

    The defaults are in days and weak: an error of 1 is a factor of 2.7 either way, and some twenty deals outweigh it.
    pace: a word in ten days, being meetings every week or two with messages between. end: one deal in ninety days,
    about a quarter, falls silent for good. The shapes of 1 say that paces and lives differ as much as exponentials do.
    """

    pace: float = 1 / 10
    end: float = 1 / 90
    shape: float = 1.0
    error: float = 1.0


def log_likelihood(rhythm: Rhythm, words: Number, last: Number, age: Number) -> Number:
    """Of each deal, (n,).  words: after the first, >= 0.  last: time of the last, 0 <= last <= age.  age: seen until.

    Source: Fader and Hardie 2005, A note on deriving the Pareto/NBD model, eq. 18 to 21.
    Check: on the 2,357 buyers of CDNOW -9,594.98 at R BTYD's estimates; numerical integration in tests/stats.
    """
    r, alpha, s, beta = rhythm.r, rhythm.alpha, rhythm.s, rhythm.beta
    alive = -(r + words) * np.log(alpha + age) - s * np.log(beta + age)
    constant = gammaln(r + words) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    return np.asarray(constant + np.logaddexp(alive, _log_ended(rhythm, words, last, age)), dtype=np.float64)


def probability_dead(rhythm: Rhythm, words: Number, last: Number, age: Number) -> Number:
    """That the last word was the last for good, (n,) in [0, 1]; arguments as in `log_likelihood`.

    Source: Fader and Hardie 2005, eq. 36. Check: R BTYD pnbd.PAlive on CDNOW; numerical integration.
    """
    alive = -(rhythm.r + words) * np.log(rhythm.alpha + age) - rhythm.s * np.log(rhythm.beta + age)
    ended = _log_ended(rhythm, words, last, age)
    return np.asarray(np.exp(ended - np.logaddexp(alive, ended)), dtype=np.float64)


def usual_pause(rhythm: Rhythm, words: Number, last: Number, *, share: float = 0.9) -> Number:
    """The pause that `share` of the pauses of a living deal stay below, (n,), from its own pace drawn to the pooled.

    words, last: as in `log_likelihood`. After `words` pauses in `last` the pace is gamma with r + words and
    alpha + last, and the next pause has a Lomax distribution; this is its quantile (Gelman et al. 2013, sec. 2.6).
    """
    return np.asarray((rhythm.alpha + last) * np.expm1(-np.log1p(-share) / (rhythm.r + words)), dtype=np.float64)


def place_pause(rhythm: Rhythm, words: Number, last: Number, pause: Number) -> Number:
    """The share of a living deal's pauses that stay below `pause`, (n,): what `usual_pause` turns round."""
    return np.asarray(-np.expm1(-(rhythm.r + words) * np.log1p(pause / (rhythm.alpha + last))), dtype=np.float64)


def expected_pace(rhythm: Rhythm, words: Number, last: Number) -> Number:
    """Words a unit of time while it lives, (n,): own pace drawn to the pooled."""
    return np.asarray((rhythm.r + words) / (rhythm.alpha + last), dtype=np.float64)


def fit_rhythm(words: Number, last: Number, age: Number, *, belief: Belief | None = None, most: int = 4000) -> Rhythm:
    """The rhythm most likely given the deals, and the belief if one is held; arguments as in `log_likelihood`.

    most: evenly many of more deals than that are used; four numbers need no more (their error is then some 5 %).
    raises  ValueError without a deal.  Check: Fader and Hardie's figures for CDNOW: r .553, alpha 10.578, s .606,
    beta 11.669 in weeks, maximum likelihood.
    """
    if len(words) == 0:
        raise ValueError("a rhythm is fitted to at least one deal")
    kept = np.unique(np.linspace(0, len(words) - 1, min(len(words), most)).astype(np.int64))
    seen = (words[kept], last[kept], age[kept])

    def cost(guess: Number) -> float:
        held = 0.0 if belief is None else _weigh(guess, belief)
        return held - float(log_likelihood(_unpack(guess), *seen).sum())

    scale = max(float(np.mean(seen[2])), 1e-9)
    start = np.array([0.0, np.log(max(float(np.mean(seen[0])), 0.1) / scale), 0.0, -np.log(scale)])
    found = minimize(cost, start, method="L-BFGS-B", bounds=[(-5, 5), (-15, 10), (-5, 5), (-15, 10)])
    return _unpack(found.x)


def _unpack(guess: Number) -> Rhythm:
    """log of: shape and mean of the pace, shape and mean of the rate of ending."""
    r, pace, s, end = (float(value) for value in np.exp(guess))
    return Rhythm(r, r / pace, s, s / end)


def _weigh(guess: Number, belief: Belief) -> float:
    middle = np.log([belief.shape, belief.pace, belief.shape, belief.end])
    return float(np.square((guess - middle) / belief.error).sum()) / 2


def _log_ended(rhythm: Rhythm, words: Number, last: Number, age: Number) -> Number:
    """log of s times the integral from last to age of dt / ((alpha + t)^(r + words) (beta + t)^(s + 1))."""
    power = rhythm.r + rhythm.s + words
    early, late = _log_tail(rhythm, words, last), _log_tail(rhythm, words, age)
    with np.errstate(divide="ignore"):
        between = early + np.log(-np.expm1(np.minimum(late - early, 0.0)))
    return np.asarray(np.log(rhythm.s / power) + between, dtype=np.float64)


def _log_tail(rhythm: Rhythm, words: Number, since: Number) -> Number:
    """log of 2F1(power, b; power + 1; z) / (larger + since)^power, by Euler's transformation, which cannot overflow."""
    power = rhythm.r + rhythm.s + words
    larger, gap = max(rhythm.alpha, rhythm.beta), abs(rhythm.alpha - rhythm.beta)
    other = rhythm.s + 1 if rhythm.alpha >= rhythm.beta else rhythm.r + words
    z = gap / (larger + since)
    series = hyp2f1(1.0, power + 1 - other, power + 1, z)
    return np.asarray((1 - other) * np.log1p(-z) + np.log(series) - power * np.log(larger + since), dtype=np.float64)
