"""How the cells of competitors are numbered and named, and the types of the tables they are written to."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from assay.patterns.rivals.ended import Ended, Number, Periods, Whole, count_cells
from assay.runs.quarters import name_numbered
from assay.tables.column import Table

_TYPES = {"id": "int64", "text": "string", "whole": "int64", "number": "float64", "yes_no": "boolean", "time": "int64"}


@dataclass(frozen=True)
class Layout:
    """rivals, themes: ids and codes by their numbers in `ended`.  largest: numbers of the competitors that have cells.

    The cells by theme lie competitor by competitor, the themes within; those of whole competitors as in `largest`.
    """

    rivals: tuple[int, ...]
    themes: tuple[str, ...]
    ended: Ended
    periods: Periods
    largest: Whole
    fiscal_start: int

    def find_place(self, rival_id: int) -> int | None:
        """Where the competitor stands among those that have cells."""
        number = self.rivals.index(rival_id) if rival_id in self.rivals else -1
        found = np.flatnonzero(self.largest == number)
        return int(found[0]) if len(found) else None

    def name_cell(self, cell: int, *, is_whole: bool) -> tuple[int, str | None]:
        """The competitor and the theme of a cell."""
        if is_whole:
            return self.rivals[self.largest[cell]], None
        place, theme = divmod(cell, len(self.themes))
        return self.rivals[self.largest[place]], self.themes[theme]

    def count_deals(self, *, is_whole: bool) -> tuple[Number, Number]:
        """Won, and won or lost, (cells, periods): each deal counts whole with each of its competitors."""
        return self._whole_deals if is_whole else self._theme_deals

    @cached_property
    def _whole_deals(self) -> tuple[Number, Number]:
        return self._count(1)

    @cached_property
    def _theme_deals(self) -> tuple[Number, Number]:
        return self._count(len(self.themes))

    def _count(self, themes: int) -> tuple[Number, Number]:
        whole = replace(self.ended, weight=np.ones_like(self.ended.weight))
        counts = count_cells(whole, self.periods, self.largest, themes)
        return counts.won, counts.n

    def name_period(self, period: int) -> str:
        """2026-Q3, or 2026-H2 for a half-year; with FY before it where fiscal years begin in another month."""
        quarter = self.periods.start(period)
        name = name_numbered(quarter, self.fiscal_start)
        return name if self.periods.quarters == 1 else f"{name[:-2]}H{quarter % 4 // 2 + 1}"

    def start_period(self, period: int) -> int:
        """Its first second, epoch seconds UTC."""
        return self.start_quarter(self.periods.start(period))

    def start_quarter(self, quarter: int) -> int:
        """The first second of the quarter that has this number, epoch seconds UTC."""
        # the months by which fiscal quarters are moved to those of the calendar that are called alike
        months = quarter * 3 - (13 - self.fiscal_start) % 12
        return int(np.datetime64(f"{months // 12:04d}-{months % 12 + 1:02d}", "s").astype(np.int64))


def list_schema(table: Table) -> dict[str, str]:
    """Column -> type, to put rows in."""
    return {column.name: _TYPES[column.type] for column in table.columns}
