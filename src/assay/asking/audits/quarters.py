"""Quarters of the calendar or of the fiscal year: which have ended, when they began, and what they are called."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Quarter:
    """One quarter. first, until: its first second, and the first of the next; epoch seconds UTC."""

    name: str
    first: int
    until: int


def find_last_ended(as_of: int, fiscal_start: int) -> Quarter:
    """The last quarter that had ended at `as_of`. fiscal_start: the month in which fiscal years begin, 1 to 12."""
    now = datetime.fromtimestamp(as_of + 1, UTC)
    months = now.year * 12 + now.month - 1
    begun = months - (months - (fiscal_start - 1)) % 3
    return _make(begun - 3, fiscal_start)


def find_quarter(name: str, fiscal_start: int) -> Quarter | None:
    """The quarter of that name. fiscal_start: of the fiscal years, where the name is of one; None for another name."""
    found = re.fullmatch(r"(FY)?(\d{4})-Q([1-4])", name)
    if found is None:
        return None
    start = fiscal_start if found[1] else 1
    return _make(int(found[2]) * 12 + 3 * (int(found[3]) - 1) - (13 - start) % 12, start)


def _make(month: int, fiscal_start: int) -> Quarter:
    # a fiscal year has the name of the calendar year in which it ends
    shifted = month + (13 - fiscal_start) % 12
    head = "" if fiscal_start == 1 else "FY"
    name = f"{head}{shifted // 12}-Q{shifted % 12 // 3 + 1}"
    return Quarter(name, _begin(month), _begin(month + 3))


def _begin(month: int) -> int:
    return int(datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC).timestamp())
