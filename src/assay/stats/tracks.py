"""How far a track that something leaves tells whether it is there: its rates, learnt beside other evidence of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

Number = NDArray[np.float64]

_ROUNDS = 20
#: one in five has it, before anything is seen, worth ten cases
_COMMON = (2.0, 8.0)
#: no track moves the odds by more: what bears on it may be something else
_MOST = np.log(20.0)


@dataclass(frozen=True)
class Track:
    """hit, false: how often it is there where the thing is, and where it is not.  common: how often the thing is.

    so, not_so: cases behind both rates, what stood in for them at the beginning among them.
    """

    hit: float
    false: float
    common: float
    so: float
    not_so: float

    @property
    def found(self) -> float:
        """By how much the track moves the log odds; never against the thing: then it is no track of it."""
        return float(np.clip(np.log(self.hit / self.false), 0.0, _MOST))

    @property
    def missed(self) -> float:
        """By how much it moves them that there is none."""
        return float(np.clip(np.log((1 - self.hit) / (1 - self.false)), -_MOST, 0.0))

    @property
    def spread(self) -> float:
        """The variance of `found`."""
        return (1 - self.hit) / (self.hit * self.so) + (1 - self.false) / (self.false * self.not_so)


def learn_track(evidence: Number, hit: Number, prior: tuple[float, float, float]) -> Track:
    """The rates of a track by expectation and maximisation.

    evidence: (n,) log of how much likelier all else is where the thing is.  hit: (n,) 1 where the track is there, 0
    where it is not, nan where it was not looked for: such cases tell of `common` alone, for those in which one looks
    are seldom like the others.  prior: P(hit) where it is, where it is not, and how many cases that is worth.
    Where nothing else tells, the rates stay near where they began.  Source: as `learn_rates` in statements.
    """
    hit_rate, false_rate, worth = prior
    common = _COMMON[0] / sum(_COMMON)
    track = Track(hit_rate, false_rate, common, worth, worth)
    looked = ~np.isnan(hit)
    if not looked.any():
        return track
    seen = hit[looked]
    for _ in range(_ROUNDS):
        moved = np.zeros(len(hit))
        moved[looked] = np.where(seen > 0, track.found, track.missed)
        whole = expit(logit(track.common) + evidence + moved)
        so = whole[looked]
        number, other = float(so.sum()), float((1 - so).sum())
        track = Track(
            hit=(hit_rate * worth + float((so * seen).sum())) / (worth + number),
            false=(false_rate * worth + float(((1 - so) * seen).sum())) / (worth + other),
            common=(_COMMON[0] + float(whole.sum())) / (sum(_COMMON) + len(whole)),
            so=worth + number,
            not_so=worth + other,
        )
    return track
