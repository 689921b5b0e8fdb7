"""Chance that falls the same on every platform: only exact arithmetic on one seeded stream."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """One stream of chance, named by its seed: two streams never disturb each other."""

    def __init__(self, *seed: object) -> None:
        self._draw = random.Random("/".join(map(str, seed))).random  # noqa: S311 - nothing here is a secret

    def chance(self, probability: float) -> bool:
        return self._draw() < probability

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._draw()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._draw() * (high - low + 1))

    def bell(self) -> float:
        """Roughly normal, mean 0 and deviation 1, never beyond 3.5."""
        return (self._draw() + self._draw() + self._draw() + self._draw() - 2.0) * 1.75

    def skewed(self, median: float) -> float:
        """Positive with a long right tail: between a seventh and seven times the median."""
        return median * (0.16 + self._draw()) / (0.16 + self._draw())

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self._draw() * len(options))]

    def weighted(self, options: Sequence[tuple[T, float]]) -> T:
        """One of the options, each with its weight > 0."""
        left = self._draw() * sum(weight for _, weight in options)
        for option, weight in options:
            left -= weight
            if left < 0:
                return option
        return options[-1][0]

    def several(self, options: Sequence[T], count: int) -> list[T]:
        """Up to `count` different options, in the order drawn."""
        rest = list(options)
        return [rest.pop(int(self._draw() * len(rest))) for _ in range(min(count, len(rest)))]
