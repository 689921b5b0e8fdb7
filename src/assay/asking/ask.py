"""How this room reads: whatever answers a query on the record and the results of the last run."""

from collections.abc import Callable, Iterable
from typing import Any

#: query -> rows
Ask = Callable[[str], list[tuple[Any, ...]]]


def list_ids(ids: Iterable[int]) -> str:
    """Ids for an IN of SQL; of no ids one that nothing has."""
    return ", ".join(f"{number:d}" for number in ids) or "-1"
