"""A desk to read files on: a connection of its own, and what came of reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assay.sources.raw import RawTable
from assay.sources.reading import read_files

Cells = tuple[str | None, ...]


@dataclass
class ReadingDesk:
    connection: duckdb.DuckDBPyConnection
    folder: Path

    def put(self, name: str, content: str | bytes) -> Path:
        """A file of this content in the desk's folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, *paths: Path) -> list[RawTable]:
        return read_files(paths, self.connection)

    def read_one(self, name: str, content: str | bytes) -> RawTable:
        [table] = self.read(self.put(name, content))
        return table

    def cells(self, raw: RawTable) -> list[Cells]:
        """The cells of the rows in their order."""
        listed = ", ".join(f"c{index}" for index in range(len(raw.headings)))
        return self.connection.execute(f"SELECT {listed} FROM {raw.table} ORDER BY row").fetchall()

    def places(self, raw: RawTable) -> list[tuple[int, int]]:
        """Row and line of each row."""
        return self.connection.execute(f"SELECT row, line FROM {raw.table} ORDER BY row").fetchall()

    def rejects(self, columns: Sequence[str] = ("line", "field", "message")) -> list[tuple[str | int, ...]]:
        return self.connection.execute(f"SELECT {', '.join(columns)} FROM reject ORDER BY row").fetchall()

    def left_out(self) -> dict[str, str]:
        return dict(self.connection.execute("SELECT file, reason FROM left_out").fetchall())
