"""A place where tables live: opened for reading at one version, written in one atomic commit."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from assay.store.engine import Engine
from assay.tables.column import Table

if TYPE_CHECKING:
    import duckdb


class Place(Protocol):
    """Tables of one kind (the record, or the results), all of them at one version together."""

    tables: Mapping[str, Table]

    def version(self) -> int:
        """The number of commits so far; 0 for an empty place."""

    def find(self, note: str) -> int | None:
        """The newest version that was published with this note and is still kept."""

    def engine(self, *, version: int | None = None) -> Engine:
        """A session on the newest version, or on an earlier one that is still kept."""

    def attach(self, connection: "duckdb.DuckDBPyConnection", *, version: int | None = None) -> None:
        """Make every table readable in a DuckDB connection under its own name; tables without rows are empty."""

    def writing(self) -> AbstractContextManager["Commit"]:
        """Hold the one writer's lock. Raises RetryLater, naming the holder, when somebody else writes."""


class Commit(Protocol):
    """Changes that become visible together, or not at all."""

    base_version: int

    def replace(self, connection: "duckdb.DuckDBPyConnection", name: str, query: str) -> None:
        """Write the whole new content of table `name` from a query on `connection`, in the table's sort order.

        Values are cast to the declared types, columns that the table does not have are left out.
        Raises ValueError when a column is missing, a required one holds NULL, or a value is not among those declared.
        """

    def forget_earlier(self) -> None:
        """Let no earlier version be opened once this commit is published: for an erasure."""

    def publish(self, *, note: str) -> int:
        """Make all replaced tables visible at once; returns the new version."""
