"""No figure tells of a deal that its reader may not open: each rests on none of those, or on several."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from assay.runs.floor import FEWEST_COMPARABLE

#: of deals that somebody may not open, so many at least stand behind a figure
FLOOR = FEWEST_COMPARABLE

_T = TypeVar("_T")


def is_telling(hidden: int) -> bool:
    """Whether a figure that rests on so many deals out of sight tells of single ones."""
    return 0 < hidden < FLOOR


def join_few(cells: Sequence[_T], count: Callable[[_T], int]) -> list[list[_T]]:
    """Neighbours put together until none tells of single deals; all in one, where that is so of all of them.

    count: how many deals out of sight a cell rests on.
    """
    groups: list[list[_T]] = []
    for cell in cells:
        if groups and is_telling(sum(map(count, groups[-1]))):
            groups[-1].append(cell)
        else:
            groups.append([cell])
    # the last has no neighbour after it
    while len(groups) > 1 and is_telling(sum(map(count, groups[-1]))):
        few = groups.pop()
        groups[-1] += few
    return groups


def part_few(cells: Iterable[_T], count: Callable[[_T], int]) -> tuple[list[_T], list[_T]]:
    """The cells that may stand alone, and those that only stand together: none of the latter is had by subtraction.

    cells: those that are put together last come first.
    """
    alone = list(cells)
    together = [cell for cell in alone if is_telling(count(cell))]
    alone = [cell for cell in alone if not is_telling(count(cell))]
    while alone and is_telling(sum(map(count, together))):
        together.insert(0, alone.pop())
    return alone, together
