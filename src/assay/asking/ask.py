"""How this room reads: whatever answers a query on the record and the results of the last run."""

from collections.abc import Callable, Iterable
from typing import Any

import duckdb

from assay.store.quoting import quote_text

#: query -> rows
Ask = Callable[[str], list[tuple[Any, ...]]]


def ask_through(connection: duckdb.DuckDBPyConnection) -> Ask:
    """Asks what this connection has attached."""
    return lambda query: connection.execute(query).fetchall()


def list_ids(ids: Iterable[int]) -> str:
    """Ids for an IN of SQL; of no ids one that nothing has."""
    return ", ".join(f"{number:d}" for number in ids) or "-1"


def list_texts(texts: Iterable[str]) -> str:
    """Texts for an IN of SQL, of which there is one at least."""
    return ", ".join(map(quote_text, texts))
