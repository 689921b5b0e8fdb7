"""How a cost grows with the size: the slope of its logarithm over that of the size, by least squares."""

import math
from collections.abc import Sequence


def measure_growth(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The exponent e of cost ~ size ** e; 1 is linear. Raises ValueError below two sizes, or at a size or cost of 0."""
    if len(set(sizes)) < 2:
        raise ValueError("growth takes two sizes at least")
    x, y = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    above = sum((one - middle_x) * (other - middle_y) for one, other in zip(x, y, strict=True))
    return above / sum((one - middle_x) ** 2 for one in x)
