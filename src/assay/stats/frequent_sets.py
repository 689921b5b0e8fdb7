"""Sets of things that are often there together, level by level, in many drawn records at once."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Number = NDArray[np.float64]
Words = NDArray[np.uint64]

Set = tuple[int, ...]


def mine_sets(
    there: Number, *, fewest: float, largest: int = 3, draws: int = 20, seed: int = 5
) -> dict[Set, NDArray[np.int64]]:
    """Every set of two to `largest` columns that `fewest` rows have on average over draws; to the counts in each draw.

    there: (rows, things) the probability that a thing is there in a row. Each draw decides by lot, by its probability,
    what is there: a flag from a threshold would show the reader's habits and not what goes together. A set can be
    frequent only if all sets within it are (Agrawal and Srikant 1994, Proc. 20th VLDB:487), so larger ones are joined
    from smaller ones. Check: the nine baskets of Han, Kamber and Pei 2012, Data Mining, table 6.1; a brute force.
    """
    rng = np.random.default_rng(seed)
    drawn = [_pack(rng.random(there.shape) < there) for _ in range(draws)]
    counts: dict[Set, NDArray[np.int64]] = {}
    level: list[Set] = [(column,) for column in range(there.shape[1]) if there[:, column].sum() >= fewest]
    for size in range(2, largest + 1):
        found = {candidate: _count_all(drawn, candidate) for candidate in _join(level, size)}
        frequent = {one: count for one, count in found.items() if count.mean() >= fewest}
        counts |= frequent
        level = sorted(one for one in frequent)
    return counts


def _pack(flags: NDArray[np.bool_]) -> Words:
    """(things, words) a bit for each row."""
    padded = np.zeros((flags.shape[1], -(-max(1, len(flags)) // 64) * 64), dtype=bool)
    padded[:, : len(flags)] = flags.T
    return np.packbits(padded, axis=1).view(np.uint64)


def _count_all(drawn: Sequence[Words], candidate: Set) -> NDArray[np.int64]:
    return np.array([int(np.bitwise_count(np.bitwise_and.reduce(words[list(candidate)])).sum()) for words in drawn])


def _join(level: Sequence[Set], size: int) -> Iterator[Set]:
    """Sets of `size`, all of whose parts of one less are in `level`."""
    known = set(level)
    for place, one in enumerate(level):
        for other in level[place + 1 :]:
            if one[:-1] != other[:-1]:
                break
            joined = (*one, other[-1])
            if all(part in known for part in combinations(joined, size - 1)):
                yield joined
