"""Raw tables made by hand, so that a test shows headings, cells and mapping at one glance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from textwrap import dedent, indent

import duckdb
import pytest

from assay.domain.key import make_key
from assay.sources.assignment import Assignment
from assay.sources.feed import MapReport, map_tables
from assay.sources.language import Mapping
from assay.sources.mapping import parse_mapping
from assay.sources.raw import RawTable

#: 2026-01-01T00:00:00Z
SEEN_AT = 1_767_225_600

Cells = Sequence[str | None]


def parse_feed(feed: str, *, top: str = "") -> Mapping:
    """A mapping of one feed called `it`; top: more keys of the mapping."""
    body = indent(dedent(feed).strip(), "    ")
    return parse_mapping(f"name: made\nsource: made\n{dedent(top)}\nfeeds:\n  - name: it\n{body}\n", "made.yml")


@dataclass
class Desk:
    """Makes raw tables, maps them, and shows what was staged."""

    connection: duckdb.DuckDBPyConnection
    raws: list[RawTable] = field(default_factory=list)

    def raw(self, name: str, headings: Sequence[str], rows: Sequence[Cells], *, seen_at: int = SEEN_AT) -> RawTable:
        first = 1 + sum(raw.rows for raw in self.raws)
        table = f"raw_{len(self.raws)}"
        columns = ", ".join(f"c{number} VARCHAR" for number in range(len(headings)))
        self.connection.execute(f"CREATE TABLE {table} (row BIGINT, line BIGINT, {columns})")
        values = [(first + number, number + 2, *cells) for number, cells in enumerate(rows)]
        marks = ", ".join("?" for _ in range(len(headings) + 2))
        if values:
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
        self.raws.append(RawTable(name, "csv", table, tuple(headings), len(rows), first, "sha", seen_at))
        return self.raws[-1]

    def map(self, mapping: Mapping, headings: Sequence[str], *rows: Cells, seen_at: int = SEEN_AT) -> MapReport:
        """Map one file by the mapping's first feed."""
        raw = self.raw(f"file{len(self.raws)}.csv", headings, rows, seen_at=seen_at)
        return map_tables(self.connection, [Assignment(raw, mapping, mapping.feeds[0])], instance="main")

    def staged(self, table: str, columns: str, order: str = "row") -> list[tuple[object, ...]]:
        return self.connection.execute(f"SELECT {columns} FROM land_{table} ORDER BY {order}").fetchall()

    def column(self, table: str, column: str) -> list[object]:
        return [value for (value,) in self.staged(table, column)]

    @property
    def rejects(self) -> list[tuple[object, ...]]:
        """Line, field, value and message of each rejected row."""
        return self.connection.execute("SELECT line, field, value, message FROM reject ORDER BY line").fetchall()

    @property
    def skipped(self) -> list[str]:
        return [
            str(text) for (text,) in self.connection.execute("SELECT reason FROM land_skip ORDER BY row").fetchall()
        ]


@pytest.fixture
def desk() -> Desk:
    return Desk(duckdb.connect())


Convert = Callable[..., list[object]]


@pytest.fixture
def convert(desk: Desk) -> Convert:
    """Values of one column as `kind` (money, number, time, day, text): what lands, in order; rejected rows are left out."""

    columns = {
        "money": "amount",
        "number": "probability",
        "time": "opened_at",
        "day": "close_date_stated",
        "text": "name",
    }

    def do(kind: str, *values: str | None, top: str = "", others: Sequence[str] = ()) -> list[object]:
        column = columns[kind]
        more = "close_date_stated: Other" if others else ""
        mapping = parse_feed(
            f"""
            require: [Id, Value]
            rows:
              - table: deal
                id: Id
                set:
                  {column}: Value
                  {more}
            """,
            top=top,
        )
        filled = [*others, *([None] * (len(values) - len(others)))]
        desk.map(
            mapping,
            ["Id", "Value", "Other"],
            *((str(number), value, other) for number, (value, other) in enumerate(zip(values, filled, strict=True))),
        )
        return desk.column("deal", column)

    return do


def key_of(table: str, source_id: str) -> int:
    return make_key("made", "main", table, source_id)
