"""Many questions asked at once: what a small p still means."""

from collections.abc import Sequence

import numpy as np


def adjust_for_asking(p: Sequence[float | None]) -> list[float | None]:
    """q of each p over all that are not None: the share of false claims to expect when all up to it are claimed.

    Source: Benjamini and Hochberg 1995, JRSS B 57:289. Check: R p.adjust(method="BH").
    """
    asked = [index for index, value in enumerate(p) if value is not None]
    values = np.array([p[index] for index in asked], dtype=np.float64)
    order = np.argsort(values)
    ranked = values[order] * len(values) / np.arange(1, len(values) + 1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(ranked[::-1])[::-1])
    q: list[float | None] = [None] * len(p)
    for index, value in zip(asked, adjusted, strict=True):
        q[index] = float(value)
    return q
