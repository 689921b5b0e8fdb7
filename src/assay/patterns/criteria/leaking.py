"""Facts that know how a deal ended: found before any rule is learnt, named, and shut out."""

import numpy as np
from numpy.typing import NDArray

from assay.stats.calibration import area_under_curve

Flag = NDArray[np.bool_]

#: no fact of an early day tells won from lost so well; one that does was written afterwards
TOO_WELL = 0.9

#: of deals that have ended so much more often filled than of young ones: it is filled as they go on or at their end
FILLED_LATER = 0.2

#: parts of the deals that a number is cut into, so many of each
PARTS = 20

#: deals of either kind from which on that can be told
FEWEST = 30


def tells_outcome(words: NDArray[np.object_], won: Flag) -> bool:
    """Whether a word of each deal, or its being empty, tells won from lost too well.

    words: (deals,), None where unknown.  The area under the curve of the win rates by word, each taken from the other
    half of the deals, so that a word of every deal's own does not look telling.
    """
    if min(int(won.sum()), int((~won).sum())) < FEWEST:
        return False
    half = np.arange(len(won)) % 2 == 0
    score = np.zeros(len(won))
    coded = np.array(["" if word is None else str(word) for word in words], dtype=object)
    for taught, asked in ((half, ~half), (~half, half)):
        rate = float(won[taught].mean())
        kinds, code = np.unique(coded[taught].astype(str), return_inverse=True)
        wins, n = np.bincount(code, weights=won[taught]), np.bincount(code)
        rates = dict(zip(kinds.tolist(), ((wins + rate) / (n + 1)).tolist(), strict=True))
        score[asked] = [rates.get(word, rate) for word in coded[asked].tolist()]
    return area_under_curve(score, won.astype(np.float64)) >= TOO_WELL


def word_number(numbers: NDArray[np.float64]) -> NDArray[np.object_]:
    """The part of a number's range in which each lies, as a word for `tells_outcome`; None where it is unknown.

    numbers: (deals,), NaN where unknown.  Cut at twentieths of the deals; a value at which it is cut is a part of its
    own, so that a number which is 0 of every lost deal and anything of the others is not mixed with its neighbours.
    """
    known = ~np.isnan(numbers)
    words = np.full(len(numbers), None, dtype=object)
    if known.any():
        cuts = np.unique(np.quantile(numbers[known], np.arange(PARTS + 1) / PARTS, method="lower"))
        part = np.searchsorted(cuts, numbers[known], "left") + np.searchsorted(cuts, numbers[known], "right")
        words[known] = part.astype(str)
    return words


def is_filled_late(ended_share: float, young_share: float, young: int) -> bool:
    """Whether it is filled far more often of deals that ended than of young ones, of which there are enough to tell."""
    return young >= FEWEST and ended_share - young_share >= FILLED_LATER
