"""What all readers of one import share: the connection, the numbering of rows and tables, the rejects."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assay.sources.parsing import read_clean_sql, write_record
from assay.sources.raw import LEFT_OUT_COLUMNS, REJECT_COLUMNS

Progress = Callable[[int, int, str], None]
"""Called with bytes done, bytes in all, and what is being read."""

LONGEST_CELL = 16 << 20
"""Bytes of one record above which it is rejected instead of read."""
SHOWN = 100_000
"""Characters of a rejected record that are kept."""


@dataclass(frozen=True)
class FoundFile:
    """A file to read: where its bytes lie, the name to show, its day in epoch seconds UTC."""

    path: Path
    name: str
    seen_at: int

    @property
    def ending(self) -> str:
        """The ending of its name in small letters, such as ".csv"."""
        return Path(self.name).suffix.lower()


@dataclass(frozen=True)
class Reject:
    """A source row that no raw table can hold. raw: the row as it was, a text or cells by heading."""

    line: int
    field: str
    value: str
    message: str
    fix: str
    raw: str | dict[str, str | None]


@dataclass
class Intake:
    """One import's reading. scratch: a folder for files that may go when it is over."""

    connection: duckdb.DuckDBPyConnection
    scratch: Path
    progress: Progress | None = None
    total: int = 0
    done: int = 0
    rows: int = 0
    tables: int = 0
    files: int = 0

    def prepare(self) -> None:
        """Make the tables `reject` and `left_out`, empty, and drop the raw tables of an earlier reading."""
        for kind, catalog in (("VIEW", "duckdb_views()"), ("TABLE", "duckdb_tables()")):
            name = f"{kind.lower()}_name"
            query = rf"SELECT {name} FROM {catalog} WHERE regexp_full_match({name}, 'raw_\d+(_cells)?')"
            for (old,) in self.connection.execute(query).fetchall():
                self.connection.execute(f"DROP {kind} {old}")
        for name, columns in (("reject", REJECT_COLUMNS), ("left_out", LEFT_OUT_COLUMNS)):
            listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
            self.connection.execute(f"CREATE OR REPLACE TABLE {name} ({listed})")

    def next_table(self) -> str:
        """A name for the next raw table."""
        self.tables += 1
        return f"raw_{self.tables}"

    def new_path(self) -> Path:
        """A path in the scratch folder at which nothing lies yet."""
        self.files += 1
        return self.scratch / f"{self.files}.part"

    def take_rows(self, count: int) -> int:
        """The first number of `count` rows of the import."""
        first = self.rows + 1
        self.rows += count
        return first

    def advance(self, size: int, what: str) -> None:
        """Say that `size` more bytes of `what` were read."""
        self.done += size
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total, what)

    def leave_out(self, file: str, reason: str) -> None:
        """Note a file that is not read."""
        self.connection.execute("INSERT INTO left_out VALUES (?, ?)", [file, reason])

    def reject(self, file: str, first_row: int, rejects: Sequence[Reject]) -> None:
        """Keep broken rows under the row numbers from `first_row` on."""
        if not rejects:
            return
        listed = self.new_path()
        longest = 0
        with listed.open("wb") as out:
            for row, one in enumerate(rejects, start=first_row):
                texts = (one.field, one.value, one.message, one.fix, _keep_whole(one.raw))
                longest = max(longest, out.write(write_record((str(row), file, str(one.line), *texts))))
        source = read_clean_sql(listed, ",", REJECT_COLUMNS, longest, null="")
        self.connection.execute(f"INSERT INTO reject SELECT * FROM {source}")
        listed.unlink()


def _keep_whole(raw: str | dict[str, str | None]) -> str:
    if isinstance(raw, str):
        raw = {"line": raw if len(raw) <= SHOWN else f"{raw[:SHOWN]}…"}
    return json.dumps(raw, ensure_ascii=False)
