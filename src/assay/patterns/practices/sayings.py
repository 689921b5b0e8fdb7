"""Sayings, and the record's own figure beside each: nothing here is a finding before the record bears it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import t

from assay.domain.interval import Interval
from assay.stats.enough import round_up
from assay.stats.wilson import bound_share
from assay.stats.within_units import WithinUnits

#: what is said: its figure and unit
SAID = {
    "guide_wins": (0.15, "relative"),
    "reps_know": (0.40, "share"),
    "indifference": (0.65, "share"),
    "people_decide": (5.4, "people"),
    "called_close": (0.80, "share"),
}
#: below so many no figure is told
LEAST = 10


@dataclass(frozen=True)
class Held:
    """A saying beside the record's own figure.  more: how many more it takes for one; None where told or unknown."""

    saying: str
    own: Interval | None
    n: int
    verdict: str
    more: int | None


def hold_saying(saying: str, own: Interval | None, n: int, more: int | None = None) -> Held:
    """within, below or above: where what is said lies, seen from the interval."""
    if own is None:
        return Held(saying, None, n, "not_enough", more)
    said = SAID[saying][0]
    verdict = "below" if said < own.low else "above" if said > own.high else "within"
    return Held(saying, own, n, verdict, None)


def tell_relative(found: WithinUnits, *, is_enough: bool) -> Interval | None:
    """By which share more are won: the difference over the share without it, both uncertain (delta method).

    None where the difference is not told, is_enough is False, or hardly any is won without it. Student's interval with
    one degree of freedom less than sellers.
    """
    spread, base = found.difference, found.base
    if spread is None or found.error is None or not base or not is_enough:
        return None
    mid = spread.mid / base
    of_base = base * (1 - base) / found.other
    error = sqrt(found.error**2 + mid**2 * of_base) / base
    half = float(t(found.units - 1).ppf(0.975)) * error
    return Interval(max(-1.0, mid - half), max(-1.0, mid), mid + half, spread.n)


def tell_mean(counts: Sequence[int]) -> Interval | None:
    """The mean of these, with Student's interval; None below LEAST. Check: statsmodels DescrStatsW.tconfint_mean."""
    if len(counts) < LEAST:
        return None
    values = np.asarray(counts, dtype=np.float64)
    mid = float(values.mean())
    half = float(t(len(values) - 1).ppf(0.975)) * float(values.std(ddof=1)) / sqrt(len(values))
    return Interval(mid - half, mid, mid + half, len(values))


def tell_share(hits: int, n: int) -> Interval | None:
    """Wilson's; None below LEAST."""
    return bound_share(hits, n) if n >= LEAST else None


def count_short(n: int) -> int | None:
    """About how many more make a figure; None where there are enough."""
    return round_up(LEAST - n) if n < LEAST else None
