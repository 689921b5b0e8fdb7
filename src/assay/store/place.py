"""A place where tables live: opened for reading at one version, written in one atomic commit."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

import duckdb

from assay.store.engine import Engine
from assay.tables.column import Table


class Place(Protocol):
    """Tables of one kind (the record, or the results), all of them at one version together."""

    tables: Mapping[str, Table]

    def version(self) -> int:
        """The number of commits so far; 0 for an empty place."""

    def engine(self, *, version: int | None = None) -> Engine:
        """A session on the newest version, or on an earlier one that is still kept."""

    def attach(self, connection: duckdb.DuckDBPyConnection, *, version: int | None = None) -> None:
        """Make every table readable in a DuckDB connection under its own name; tables without rows are empty."""

    def writing(self) -> AbstractContextManager["Commit"]:
        """Hold the one writer's lock. Raises RetryLater, naming the holder, when somebody else writes."""


class Commit(Protocol):
    """Changes that become visible together, or not at all."""

    base_version: int

    def replace(self, connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
        """Write the whole new content of table `name` from a query on `connection`, in the table's sort order."""

    def publish(self, *, note: str) -> int:
        """Make all replaced tables visible at once; returns the new version."""
