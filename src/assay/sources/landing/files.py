"""The files of one import: which source row came from which, and on which day it was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class LandedFile:
    """One raw table. file_no counts over all imports; its source rows begin at first_row; seen_at in epoch seconds."""

    file_no: int
    first_row: int
    rows: int
    seen_at: int


@dataclass(frozen=True)
class Files:
    """In the order of their rows, without gaps."""

    listed: Sequence[LandedFile]

    def first_seen(self) -> int | None:
        """The earliest day among the files that have rows."""
        return min((file.seen_at for file in self.listed if file.rows), default=None)

    def bisect_sql(self, row: str, what: Literal["file_no", "seen_at"]) -> str:
        """SQL for the file number, or the day, of a source row."""
        steps: list[tuple[int, int]] = []
        for file in self.listed:
            value = int(getattr(file, what))
            if file.rows and (not steps or steps[-1][1] != value):
                steps.append((file.first_row, value))
        return _halve(row, steps) if steps else "NULL::BIGINT"


def _halve(row: str, steps: list[tuple[int, int]]) -> str:
    """A search tree of CASE: a thousand files cost ten comparisons a row."""
    if len(steps) == 1:
        return f"{steps[0][1]}::BIGINT"
    middle = len(steps) // 2
    low, high = _halve(row, steps[:middle]), _halve(row, steps[middle:])
    return f"CASE WHEN {row} < {steps[middle][0]} THEN {low} ELSE {high} END"
