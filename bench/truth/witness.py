"""Who says afterwards why a deal was lost: reps, buyers who were asked, and auditors of losses drawn by lot."""

from dataclasses import dataclass

import numpy as np

from bench.truth.history import Lives, causes_at
from bench.truth.world import PRICE, Flag, K, Whole

#: a buyer who does not name the main cause: says price, names another that was there, or anything
_ASIDE = (0.5, 0.3, 0.2)


@dataclass(frozen=True)
class Witness:
    """rep: (n,) the cause that the rep states, -1 where the deal was not lost.  buyer: (n,) the buyer's, -1 where not
    asked.  asked, audited: (n,).  found: (n, K) the causes that an auditor found to have had a part.
    """

    rep: Whole
    buyer: Whole
    asked: Flag
    audited: Flag
    found: Flag


def draw_witness(lives: Lives, seed: int) -> Witness:
    """Of the losses closed by the last day of the record."""
    dice, world, lost = np.random.default_rng(seed + 2_000), lives.world, lives.lost
    n = len(lost)
    asked = lost & (dice.random(n) < world.asked)
    buyer = np.where(asked, _name(lives, world.buyer_truth, dice), -1)
    rep = np.where(dice.random(n) < world.rep_truth, np.where(lives.main >= 0, lives.main, PRICE), PRICE)
    rep = np.where(asked & (dice.random(n) < world.copying), buyer, rep)
    audited = np.zeros(n, np.bool_)
    drawn = dice.permutation(np.flatnonzero(lost))[: int(np.ceil(world.audited * lost.sum()))]
    audited[drawn] = True
    return Witness(np.where(lost, rep, -1), buyer, asked, audited, lives.material & audited[:, None])


def _name(lives: Lives, truth: float, dice: np.random.Generator) -> Whole:
    n = len(lives.main)
    there = causes_at(lives, np.arange(n), lives.weeks)
    some = np.where(there.any(axis=1), (there * dice.random((n, K))).argmax(axis=1), PRICE)
    aside = dice.choice(3, n, p=_ASIDE)
    wrong = np.where(aside == 0, PRICE, np.where(aside == 1, some, dice.integers(0, K, n)))
    return np.asarray(np.where((dice.random(n) < truth) & (lives.main >= 0), lives.main, wrong))
