"""Trouble with one row of a source: a value, never an exception."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What is wrong with one row, where it stands and what would mend it."""

    file: str
    line: int
    field: str
    value: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message} (found {self.value!r}). {self.fix}"
