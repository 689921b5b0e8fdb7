"""How alike two sets of deals are: standardised mean differences."""

import numpy as np
from numpy.typing import NDArray

Number = NDArray[np.float64]


def standardise_difference(first: Number, second: Number, weight: Number | None = None) -> float:
    """Mean of the first less mean of the second, in standard deviations.

    first: (n,), second: (m,), numbers or 0 and 1.  weight: (m,) how much each of the second counts, such as a control
    of several cases; 1 by default. The deviation is the root of the mean of both variances, of all n and m whatever
    their weight, so that matching changes the means alone (Stuart 2010, Statist. Sci. 25:1, section 4.1). A share's
    variance is p (1 - p) (Austin 2009, Statist. Med. 28:3083, eq. for dichotomous variables); others are divided by
    n - 1. 0 where both means are equal, infinite where they differ and nothing varies. Not below .1 in absolute value
    is by custom called a lack of balance.
    Check: Austin's dichotomous formula by hand, and his table of d for two shares.

    Raises ValueError when a side is empty.
    """
    if not len(first) or not len(second):
        raise ValueError("Two sets are needed to tell how alike they are.")
    apart = float(first.mean() - np.average(second, weights=weight))
    if abs(apart) < 1e-12:
        return 0.0
    spread = np.sqrt((_vary(first) + _vary(second)) / 2)
    return float(apart / spread) if spread > 0 else float(np.copysign(np.inf, apart))


def _vary(values: Number) -> float:
    if np.isin(values, (0.0, 1.0)).all():
        return float(values.mean() * (1 - values.mean()))
    return float(values.var(ddof=1)) if len(values) > 1 else 0.0
