"""Columns of the rows that a made-up history leaves behind, and what they are filled with."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.truth.history import Lives
from bench.truth.world import Whole

DAY = 86_400

#: columns of one table, all equally long; a masked array holds nothing where it is masked
Columns = dict[str, NDArray[Any]]
Rows = dict[str, Columns]


def key(table: str, number: Whole) -> Whole:
    """Ids of rows, spread evenly as those of an import are. number: 0 and up within the table."""
    salt = sum(ord(letter) << (5 * place) for place, letter in enumerate(table[:8]))
    x = number.astype(np.uint64) + np.uint64((salt * 2654435761) % 2**62)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(((x ^ (x >> np.uint64(31))) >> np.uint64(1)).astype(np.int64))


def opened_at(lives: Lives) -> Whole:
    """Epoch seconds."""
    return lives.opened * DAY + 9 * 3600


def closed_at(lives: Lives) -> Whole:
    """Epoch seconds."""
    return lives.closed * DAY + 18 * 3600


def pick(words: tuple[str, ...], places: Whole) -> NDArray[Any]:
    """The word at each place."""
    return np.array(words, dtype=object)[places]


def repeat(value: object, n: int) -> NDArray[Any]:
    """One value n times."""
    return np.full(n, value, dtype=object if isinstance(value, str) else None)


def hide(values: NDArray[Any], hidden: NDArray[np.bool_]) -> NDArray[Any]:
    """Nothing where it is hidden."""
    return np.ma.masked_array(values, mask=hidden)


def number_words(word: str, numbers: Whole) -> NDArray[Any]:
    """The word with each number."""
    return np.array([f"{word} {number}" for number in numbers.tolist()], dtype=object)


def join(parts: list[Columns]) -> Columns:
    """Tables of the same columns, one below the other."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
