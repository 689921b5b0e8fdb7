"""What every engine can do for a run: hold tables by name, run compiled expressions, give rows back."""

from collections.abc import Sequence
from typing import Any, Protocol

import ibis.expr.types as ir

Rows = list[tuple[Any, ...]]


class Engine(Protocol):
    """A session on one version of the record. Table names of the record are readable as they are.

    dialect: the name under which Ibis compiles for it.
    """

    dialect: str

    def rows(self, query: str | ir.Table, parameters: Sequence[Any] = ()) -> Rows:
        """All rows of a query: SQL in the engine's dialect, or an unbound Ibis expression."""

    def make(self, name: str, query: str | ir.Table) -> None:
        """Make (or replace) a table `name`, private to this session, from a query."""

    def put(self, name: str, schema: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Make (or replace) a private table from rows; schema maps a column to its Ibis type."""

    def close(self) -> None:
        """End the session; its private tables go with it."""
