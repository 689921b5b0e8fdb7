"""What people name among many, weighed by how often they name what is so and what is not; both learnt, no label needed.

Each source has a rate at which it names what is so and one at which it names what is not. They differ from case to case
of what another had said: whoever repeats another is one witness and not two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

_ROUNDS = 20
#: before anything is seen: of what is so one in eight is named, of what is not one in forty
HITS, FALSE = (1.0, 7.0), (0.5, 19.5)


@dataclass(frozen=True)
class Source:
    """case: (n, k), -1 where it did not speak, else 0 for nothing known of others, or which case it was.

    named: (n, k) whether it named it.  hits, false: a Beta prior of each case, (named, not named).
    """

    name: str
    case: NDArray[np.int8]
    named: Flag
    hits: tuple[tuple[float, float], ...] = (HITS,)
    false: tuple[tuple[float, float], ...] = (FALSE,)


@dataclass(frozen=True)
class Rates:
    """hit, false: (cases, k) how often it names what is so, and what is not.  so, not_so: (cases, k) behind them."""

    hit: Number
    false: Number
    so: Number
    not_so: Number

    def weigh(self, source: Source) -> Number:
        """(n, k) by how much what the source said moves the log odds; nought where it did not speak."""
        named = np.log(self.hit / self.false)
        silent = np.log((1 - self.hit) / (1 - self.false))
        column = np.arange(source.case.shape[1])[None, :]
        case = np.maximum(source.case, 0)
        moved = np.where(source.named, named[case, column], silent[case, column])
        return np.where(source.case >= 0, moved, 0.0)

    def spread(self, source: Source) -> Number:
        """(n, k) the variance of that, by the errors of both rates."""
        named = (1 - self.hit) / (self.hit * self.so) + (1 - self.false) / (self.false * self.not_so)
        silent = self.hit / ((1 - self.hit) * self.so) + self.false / ((1 - self.false) * self.not_so)
        column = np.arange(source.case.shape[1])[None, :]
        case = np.maximum(source.case, 0)
        spread = np.where(source.named, named[case, column], silent[case, column])
        return np.where(source.case >= 0, spread, 0.0)


def learn_rates(before: Number, sources: Sequence[Source]) -> list[Rates]:
    """The rates of each source, by expectation and maximisation.

    before: (n, k) the probability of each by all else, which stays as it is: what is named more often than it can be so
    counts as named where it is not.  Source: Dawid and Skene 1979, Appl. Statist. 28:20, for one item with many
    answers, with Beta priors and evidence from outside.  Check: rates planted in drawn data; two rounds by hand.
    """
    odds = logit(np.clip(before, 1e-6, 1 - 1e-6))
    rates = [_count(source, before) for source in sources]
    for _ in range(_ROUNDS):
        now = expit(odds + sum(rate.weigh(source) for rate, source in zip(rates, sources, strict=True)))
        rates = [_count(source, now) for source in sources]
    return rates


def _count(source: Source, so: Number) -> Rates:
    cases, k = len(source.hits), so.shape[1]
    found = np.zeros((4, cases, k))
    for case in range(cases):
        here = source.case == case
        for place, (part, (named, other)) in enumerate(((so, source.hits[case]), (1 - so, source.false[case]))):
            weight = np.where(here, part, 0.0)
            found[2 * place, case] = named + np.where(source.named, weight, 0.0).sum(axis=0)
            found[2 * place + 1, case] = named + other + weight.sum(axis=0)
    return Rates(found[0] / found[1], found[2] / found[3], found[1], found[3])


def tell_cases(spoke: Flag, other_spoke: Flag, other_named: Flag) -> NDArray[np.int8]:
    """(n, k) the case of one who may repeat another: 0 the other was silent, 1 named it, 2 spoke and did not name it.

    spoke, other_spoke: (n,); other_named: (n, k).  -1 where the one did not speak.
    """
    case = np.where(other_spoke[:, None], np.where(other_named, 1, 2), 0)
    return np.where(spoke[:, None], case, -1).astype(np.int8)
