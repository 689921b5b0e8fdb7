"""How right reviewers are, from cases that two of them judged, and what somebody's agreement with them says then."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.stats.share import wilson_bounds

Number = NDArray[np.float64]

#: cases judged twice below which reviewers are taken at their word
LEAST_DOUBLE = 10

_DRAWS = 2000
_SEED = 20_250_102


@dataclass(frozen=True)
class Truthfulness:
    """How often somebody names the truth. agreed: how often the same as a reviewer.

    accuracy: of one reviewer, None where too few cases were judged twice and reviewers are taken at their word.
    """

    true: Interval
    agreed: Interval
    accuracy: Interval | None


def find_accuracy(same: float, chance: float) -> float:
    """How often one reviewer is right, of two equally good and independent ones who say the same in a share `same`.

    chance: of two who are both wrong, how many say the same all the same, 0 up to 1.  From same = r^2 + chance (1 -
    r)^2; the larger root, so that reviewers are right more often than chance.  Check: worked by hand in tests/stats.
    """
    inside = chance**2 - (1 + chance) * (chance - same)
    return min(1.0, (chance + sqrt(max(0.0, inside))) / (1 + chance))


def undo_error(agreed: float, accuracy: float, chance: float) -> float:
    """How often somebody names the truth, who agrees so often with a reviewer right so often.

    chance: agreement with a reviewer who is wrong.  (agreed - (1 - accuracy) chance) / accuracy, held within 0 and 1.
    Source: the inversion of misclassification, Rogan and Gladen 1978, Am. J. Epidemiol. 107:71.
    """
    return min(1.0, max(0.0, (agreed - (1 - accuracy) * chance) / accuracy))


def find_truthfulness(
    agreed: Number, weight: Number, same: Number, *, chance: float, same_chance: float, level: float = 0.95
) -> Truthfulness | None:
    """How often somebody names the truth, from agreement with reviewers and from reviewers' agreement with each other.

    agreed, weight: (m,) 0 to 1 of each reviewed case, and how much it stands for.  same: (d,) 0 or 1 of those judged
    twice.  chance: of agreeing with a reviewer who is wrong.  same_chance: of two wrong reviewers saying the same.
    None for m = 0.  The interval holds the chance of which cases were drawn and of which were judged twice; both are
    drawn anew 2,000 times from their beta posteriors.
    Check: coverage by simulation in tests/stats.
    """
    if len(agreed) == 0:
        return None
    share = weight / weight.sum()
    kish = float(1 / np.square(share).sum())
    mid = float(share @ agreed)
    low, high = wilson_bounds(mid, kish, level)
    raw = Interval(low, mid, high, len(agreed), level)
    if len(same) < LEAST_DOUBLE:
        return Truthfulness(raw, raw, None)
    rng = np.random.default_rng(_SEED)
    drawn = _draw_share(rng, mid, kish)
    right = np.array([find_accuracy(one, same_chance) for one in _draw_share(rng, float(same.mean()), len(same))])
    true = np.clip((drawn - (1 - right) * chance) / right, 0, 1)
    accuracy = find_accuracy(float(same.mean()), same_chance)
    found = _spread(true, undo_error(mid, accuracy, chance), len(agreed), level)
    return Truthfulness(found, raw, _spread(right, accuracy, len(same), level))


def _draw_share(rng: np.random.Generator, mid: float, n: float) -> Number:
    """Of a share seen as `mid` of n, by Jeffreys' prior."""
    return rng.beta(mid * n + 0.5, (1 - mid) * n + 0.5, _DRAWS)


def _spread(draws: Number, mid: float, n: int, level: float) -> Interval:
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return Interval(min(mid, float(low)), mid, max(mid, float(high)), n, level)
