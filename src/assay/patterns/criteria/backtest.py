"""What would have come of declining deals by rules: of the past, by time."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.stats.share import share, share_of_value

Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: in the order in which they are shown
MEASURES = (
    "declined",
    "losses_avoided",
    "wins_forgone",
    "value_of_losses_avoided",
    "value_of_wins_forgone",
    "hours_saved",
)


@dataclass(frozen=True)
class Measure:
    """amount of total: deals, money or hours; share: the first over the second, with its interval and deals."""

    name: str
    amount: float
    total: float
    share: Interval | None

    @property
    def n(self) -> int:
        """Deals behind the total."""
        return self.share.n if self.share else 0


def measure_backtest(declined: Flag, won: Flag, value: Number, hours: Number) -> list[Measure]:
    """declined: the rules speak against the deal.  value: of which nan is not known.  hours: spent after the rule.

    All (deals,), of deals that ended and were opened after the rules were learnt.
    """
    return list(_measure(declined, won, value, hours))


def _measure(declined: Flag, won: Flag, value: Number, hours: Number) -> Iterator[Measure]:
    for name, among in zip(MEASURES[:3], (np.ones_like(won), ~won, won), strict=True):
        hit, n = int((declined & among).sum()), int(among.sum())
        yield Measure(name, hit, n, share(hit, n))
    priced = ~np.isnan(value)
    for name, among in zip(MEASURES[3:5], (~won & priced, won & priced), strict=True):
        yield _measure_sum(name, declined[among], value[among])
    yield _measure_sum("hours_saved", declined, hours)


def _measure_sum(name: str, hit: Flag, amount: Number) -> Measure:
    interval = share_of_value(hit, amount) if len(amount) else None
    return Measure(name, float(amount[hit].sum()), float(amount.sum()), interval)
