"""Takes what an engine computed into the DuckDB in which results are put together, in bulk where both are the same."""

from collections.abc import Sequence
from typing import Any

from assay.domain.book import ESTIMATED, SCHEMAS
from assay.store.duckdb_engine import DuckDbEngine, open_connection
from assay.store.engine import BulkEngine, Engine

#: the tables that asking fills: name -> column -> Ibis type
NEW: dict[str, dict[str, str]] = {
    "new_answer": {
        "signal": "string",
        "deal_id": "int64",
        "answer": "string",
        "value": "float64",
        "hit_at": "int64",
    },
    "new_evidence": {
        "signal": "string",
        "deal_id": "int64",
        "table_name": "string",
        "row_id": "int64",
        "occurred_at": "int64",
    },
    "new_landmark": {
        "signal": "string",
        "deal_id": "int64",
        "age_days": "int64",
        "answer": "string",
        "value": "float64",
    },
    "new_age": {"deal_id": "int64", "age_days": "int64", "stage": "string"},
    "new_typical": {
        "signal": "string",
        "deal_id": "int64",
        "grp": "string",
        "age_days": "int64",
        "value": "float64",
    },
    # what models estimate of each deal at its own moment, in the results under the same name
    **{f"new_{name}": SCHEMAS[name] for name in ESTIMATED},
}


class Gathering:
    """`local` is the DuckDB that holds the tables of NEW; the engine itself where that is a DuckDB."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._is_same = isinstance(engine, DuckDbEngine)
        self.local = engine if isinstance(engine, DuckDbEngine) else DuckDbEngine(open_connection())
        for name, schema in NEW.items():
            self.local.put(name, schema, [])

    def take(self, name: str, query: str) -> None:
        """Add the rows of `query` (SQL of the engine, columns as in NEW) to table `name`."""
        if self._is_same:
            self.local.connection.execute(f"INSERT INTO {name} {query}")
            return
        self._bring("incoming", NEW[name], query)
        self.local.connection.execute(f"INSERT INTO {name} SELECT * FROM incoming")

    def fetch(self, name: str, schema: dict[str, str]) -> None:
        """Have the engine's own table `name` in the local DuckDB too."""
        if not self._is_same:
            columns = ", ".join(f'"{column}"' for column in schema)
            self._bring(name, schema, f'SELECT {columns} FROM "{name}"')

    def _bring(self, name: str, schema: dict[str, str], query: str) -> None:
        """Make the local table `name` from a query of the engine."""
        if not isinstance(self.engine, BulkEngine):
            self.local.put(name, schema, self.engine.rows(query))
            return
        self.local.put(name, schema, [])
        self.local.connection.register("arrived", self.engine.arrow(query))
        self.local.connection.execute(f"INSERT INTO {name} SELECT * FROM arrived")
        self.local.connection.unregister("arrived")

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.local.rows(query, parameters)

    def make(self, name: str, query: str) -> None:
        self.local.make(name, query)

    def close(self) -> None:
        """Close the local DuckDB where it is not the engine's own."""
        if not self._is_same:
            self.local.close()
