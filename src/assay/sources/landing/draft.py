"""The record as it will stand after an import, while the import is still at work on it."""

from collections.abc import Mapping

import duckdb

from assay.tables.column import Table


class Draft:
    """Relations by table name: what the record holds, until something else is put in its place.

    The record is attached to the connection under its own names.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> None:
        self.connection = connection
        self.tables = tables
        self.changed: dict[str, str] = {}
        self._numbers = 0

    def relation(self, name: str) -> str:
        """What to read for this table now."""
        return self.changed.get(name, name)

    def put(self, name: str, query: str) -> None:
        """Put a query in the place of a table. It may read the relation that stood there before."""
        self._numbers += 1
        relation = f"draft_{name}_{self._numbers}"
        self.connection.execute(f"CREATE VIEW {relation} AS {query}")
        self.changed[name] = relation

    def upsert(self, name: str, rows: str) -> None:
        """Put the rows of a relation, which has all columns of the table, in the place of those with the same id."""
        columns = self.columns(name)
        self.put(
            name,
            f"SELECT {columns} FROM {self.relation(name)} ANTI JOIN {rows} USING (id)"
            f" UNION ALL SELECT {columns} FROM {rows}",
        )

    def patch(self, name: str, rows: str, columns: tuple[str, ...]) -> bool:
        """Set some columns of the rows that a relation (id, columns...) names; returns whether there are any.

        The other columns are not copied, which matters for wide tables.
        """
        if not self.count(rows):
            return False
        parts = ", ".join(f"CASE WHEN p.id IS NULL THEN r.{c} ELSE p.{c} END AS {c}" for c in columns)
        self.put(name, f"SELECT r.* REPLACE ({parts}) FROM {self.relation(name)} r LEFT JOIN {rows} p ON p.id = r.id")
        return True

    def columns(self, name: str) -> str:
        """The table's columns as SQL, in their order."""
        return ", ".join(f'"{column}"' for column in self.tables[name].names)

    def count(self, relation: str) -> int:
        """How many rows a relation has."""
        ((rows,),) = self.connection.execute(f"SELECT count(*) FROM {relation}").fetchall()
        return int(rows)

    def has_rows(self, relation: str) -> bool:
        """Whether a relation has any row."""
        return bool(self.connection.execute(f"SELECT 1 FROM {relation} LIMIT 1").fetchall())
