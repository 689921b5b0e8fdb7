"""An estimate with the range that the evidence allows, and how much evidence that is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """low <= mid <= high at the stated level, resting on n observations."""

    low: float
    mid: float
    high: float
    n: int
    level: float = 0.95

    def excludes(self, value: float) -> bool:
        return self.low > value or self.high < value
