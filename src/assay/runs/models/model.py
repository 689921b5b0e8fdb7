"""What a model is: rows grouped by the engine, parameters fitted to earlier deals, estimates of any deal."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from assay.domain.book import Book

#: arrays of equal length by name, sorted by deal_id
Columns = dict[str, NDArray[Any]]

#: what was fitted; written as JSON
Parameters = dict[str, Any]


@dataclass(frozen=True)
class Model:
    """Fills one table of the book. All its functions are pure.

    name: of the model and of the book's table.  reads: the tables of the book that its rows are grouped from, `deal`
    apart.  group: the rows that it works on, with `deal_id`; every other column is int64 or float64 and never null.
    order: the columns by which they are sorted after deal_id.  fit: rows of ended deals, each cut at its own close,
    with `is_won` (1 or 0) -> how many deals it rests on, and the parameters; of no rows it gives what may be taken for
    granted without any.
    estimate: rows of any deals, and parameters -> the columns of the book's table; NaN stands for null.
    most: to so many deals at most it is fitted, those of the lowest keys of each epoch's own.
    modules: the source that a fit depends on.
    of_batches: deals closed together with many others count too, though the day of their end says nothing.
    of_open: it is fitted to all deals as they were known just before each epoch, not to ended ones alone; rows then
    have the int64 columns ended_at (the moment itself where the deal was open), won (0 or 1), seen_until (the moment).
    """

    name: str
    reads: tuple[str, ...]
    group: Callable[[Book], ir.Table]
    order: tuple[str, ...]
    fit: Callable[[Columns], tuple[int, Parameters]]
    estimate: Callable[[Columns, Parameters], Columns]
    most: int
    modules: tuple[ModuleType, ...]
    of_open: bool = False
    of_batches: bool = False

    @property
    def fingerprint(self) -> str:
        """Changes with the source; parameters fitted by another are not used."""
        digest = hashlib.sha256(json.dumps([self.name, self.most]).encode())
        for module in self.modules:
            digest.update(Path(str(module.__file__)).read_bytes())
        return digest.hexdigest()[:16]

    @property
    def schema(self) -> dict[str, str]:
        """The columns of the rows, with their Ibis types."""
        return {name: str(type_) for name, type_ in self.group(Book()).schema().items()}


def number_deals(deal_id: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different deals of sorted rows, and the place of each row's deal among them."""
    is_first = np.r_[True, deal_id[1:] != deal_id[:-1]] if len(deal_id) else np.zeros(0, np.bool_)
    return deal_id[is_first], np.cumsum(is_first) - 1
