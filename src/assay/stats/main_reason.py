"""Which of many was the main one, by soft evidence and what people named; how far each tells it is learnt, unlabelled.

Whoever is asked for the reason names the main one at some rate, and else something else: what people say when they do
not know or would rather not say is much the same each time. A word that is said everywhere then weighs little, and one
that is said seldom weighs much, without anybody having told which is which.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

_ROUNDS = 100
_CLOSE_ENOUGH = 1e-8
#: for each thing that may be said aside, as if it had been said half a time before
_ASIDE = 0.5
#: no evidence shuts anything out
_LEAST = 1e-3


@dataclass(frozen=True)
class Witness:
    """named: (n, k) what it named; a row of none did not speak.  truth: a Beta prior of naming the main one."""

    named: Flag
    truth: tuple[float, float] = (2.0, 2.0)


@dataclass(frozen=True)
class Told:
    """truth: how often what it names is the main one.  aside: (k,) what it names else; sums to 1."""

    truth: float
    aside: Number

    def weigh(self, witness: Witness) -> Number:
        """(n, k) the likelihood of what was named, were each the main one; 1 where it did not speak."""
        count = witness.named.sum(axis=1, keepdims=True)
        share = witness.named / np.maximum(count, 1)
        told = self.truth * share + (1 - self.truth) * (share @ self.aside)[:, None]
        return np.where(count > 0, told, 1.0)


def weigh_main(evidence: Number, witnesses: Sequence[Witness], learnt_from: Flag) -> tuple[Number, list[Told]]:
    """(n, k) the probability that each was the main one, and how far each witness tells it.

    evidence: (n, k) >= 0, how likely each is by all else; only its ratios within a row count.  learnt_from: (n,) the
    rows whose witnesses are learnt from; they are weighed in all.

    One of k was the main one. A witness names it with probability `truth`, else draws from `aside`; several names of
    one witness share its word. Expectation and maximisation (Dempster, Laird and Rubin 1977, J. R. Stat. Soc. B 39:1).
    It is surer of itself than it is right, since witnesses are taken as independent given the main one.
    Check: one round by hand; rates planted in drawn rows.
    """
    prior = evidence + _LEAST
    prior = prior / prior.sum(axis=1, keepdims=True)
    k = prior.shape[1]
    told = [Told(one.truth[0] / sum(one.truth), np.full(k, 1 / k)) for one in witnesses]
    few = [Witness(one.named[learnt_from], one.truth) for one in witnesses]
    for _ in range(_ROUNDS):
        main = _weigh(prior[learnt_from], few, told)
        newer = [_learn(one, before, main) for one, before in zip(few, told, strict=True)]
        moved = max((abs(one.truth - other.truth) for one, other in zip(newer, told, strict=True)), default=0.0)
        told = newer
        if moved < _CLOSE_ENOUGH:
            break
    return _weigh(prior, witnesses, told), told


def _weigh(prior: Number, witnesses: Sequence[Witness], told: Sequence[Told]) -> Number:
    main = prior.copy()
    for witness, one in zip(witnesses, told, strict=True):
        main *= one.weigh(witness)
    return np.asarray(main / main.sum(axis=1, keepdims=True), dtype=np.float64)


def _learn(witness: Witness, before: Told, main: Number) -> Told:
    """How often what was named was meant, and what was named else."""
    count = witness.named.sum(axis=1)
    spoke = count > 0
    share = witness.named[spoke] / count[spoke, None]
    meant = before.truth * share
    aside = (1 - before.truth) * (share @ before.aside)[:, None]
    by_main = main[spoke] * meant / np.maximum(meant + aside, 1e-300)
    truly = by_main.sum(axis=1)
    a, b = witness.truth
    truth = float((truly.sum() + a) / (spoke.sum() + a + b))
    said = share * before.aside[None, :]
    said = said / np.maximum(said.sum(axis=1, keepdims=True), 1e-300)
    counts = ((1 - truly)[:, None] * said).sum(axis=0) + _ASIDE
    return Told(truth, np.asarray(counts / counts.sum(), dtype=np.float64))
