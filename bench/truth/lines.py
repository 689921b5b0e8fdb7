"""Lines of the table that is printed: the usual practice, the product, the limit, and how much of the gap is closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bench.truth.measures import Figure, share_of_gap

#: by how much a share may fall short of what is recommended
SLACK = 0.10

NOT_THERE = "not there"


@dataclass(frozen=True)
class Line:
    """One row. usual: what it is, and its figure.  needed: share of the gap that has to be closed, None where the
    product has to lie from `low` to `high` instead.  product: None where its part is not there.
    """

    what: str
    usual: tuple[tuple[str, Figure], ...]
    product: Figure | None
    limit: Figure | None
    needed: float | None = None
    low: float = -np.inf
    high: float = np.inf
    note: str = ""

    @property
    def closed(self) -> float:
        """The share of the gap between the first usual practice and the limit."""
        if self.product is None or self.limit is None or not self.usual:
            return float("nan")
        return share_of_gap(self.product.value, self.usual[0][1].value, self.limit.value)

    @property
    def passes(self) -> bool:
        """Never where the part is not there, nor where the figure could not be had."""
        if self.product is None or not np.isfinite(self.product.value):
            return False
        if self.needed is not None and not self.closed >= self.needed - SLACK:
            return False
        return self.low <= self.product.value <= self.high


@dataclass
class Table:
    """Lines by world, and what was counted beside them."""

    lines: list[tuple[str, Line]] = field(default_factory=list)

    def add(self, world: str, lines: Sequence[Line]) -> None:
        """Puts lines in, and prints them: a run takes minutes."""
        for line in lines:
            self.lines.append((world, line))
            print(write_line(line), flush=True)

    @property
    def failing(self) -> list[tuple[str, Line]]:
        return [(world, line) for world, line in self.lines if not line.passes]


def write_line(line: Line) -> str:
    """A line of text for each figure of the row."""
    verdict = "ok  " if line.passes else "FAIL"
    told = NOT_THERE if line.product is None else str(line.product)
    text = [f"  {verdict} {line.what}", f"         product  {told}"]
    if line.needed is not None:
        text[0] += f": closes {_percent(line.closed)} of the gap, to reach {line.needed - SLACK:.0%}"
    elif np.isfinite(line.low) or np.isfinite(line.high):
        text[0] += f": to lie {_write_range(line.low, line.high)}"
    text += [f"         usual    {figure}  {name}" for name, figure in line.usual]
    if line.limit is not None:
        text.append(f"         limit    {line.limit}")
    if line.note:
        text.append(f"         {line.note}")
    return "\n".join(text)


def _percent(share: float) -> str:
    return "nothing told" if not np.isfinite(share) else f"{share:.0%}"


def _write_range(low: float, high: float) -> str:
    if not np.isfinite(high):
        return f"from {low:g}"
    return f"up to {high:g}" if not np.isfinite(low) else f"from {low:g} to {high:g}"
