"""Engines that hold one book and answer signals on it: DuckDB in memory, PostgreSQL in temporary tables."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
import psycopg

from assay.domain.book import SCHEMAS, Book
from assay.domain.signal import ANSWER_COLUMNS, EVIDENCE_COLUMNS, TYPICAL_COLUMNS, Signal
from assay.store.engine import compile_query
from signals.histories import History, Row

SQL_TYPES = {"int64": "BIGINT", "float64": "DOUBLE PRECISION", "string": "VARCHAR", "boolean": "BOOLEAN"}

#: The record itself is readable beside the book, as in a run, so that a signal that goes round the cut is caught.
UNCUT = "record_"


@dataclass
class Session:
    """One engine.

    execute: SQL with its parameters -> rows.  unpack: a table and its schema -> SQL that makes its rows of one JSON
    parameter.  spoil: puts a fault into compiled SQL.
    """

    dialect: str
    execute: Callable[..., list[tuple[Any, ...]]]
    unpack: Callable[[str, Mapping[str, str]], str]
    spoil: Callable[[str], str] = str
    empty: str | None = None

    def fill(self, history: History) -> None:
        """Hold the book cut from `history`, and the uncut record beside it, in place of what was held."""
        if self.empty is None:
            self.empty = "; ".join(self._create(prefix, name) for prefix in ("book_", UNCUT) for name in SCHEMAS)
        self.execute(self.empty)
        self._put("book_", history.cut())
        self._put(UNCUT, history)

    def answers(self, signal: Signal, **thresholds: Any) -> dict[int, Row]:
        """deal id -> answer, value, hit_at."""
        rows = self.rows(signal.answer, thresholds)
        return {row[0]: dict(zip(ANSWER_COLUMNS, row, strict=True)) for row in rows}

    def evidence(self, signal: Signal, **thresholds: Any) -> list[Row]:
        rows = self.rows(signal.evidence, thresholds)
        return [dict(zip(EVIDENCE_COLUMNS, row, strict=True)) for row in rows]

    def typical(self, signal: Signal) -> list[Row]:
        if signal.typical is None:
            return []
        return [dict(zip(TYPICAL_COLUMNS, row, strict=True)) for row in self.rows(signal.typical, {})]

    def rows(self, function: Callable[..., Any], thresholds: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """What a function of a signal gives on the book held."""
        return self.execute(self.spoil(compile_function(function, self.dialect, tuple(sorted(thresholds.items())))))

    def _create(self, prefix: str, name: str) -> str:
        """Makes an empty table; gives the statement that empties it again."""
        columns = ", ".join(f'"{column}" {SQL_TYPES[kind]}' for column, kind in SCHEMAS[name].items())
        self.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {prefix}{name} ({columns})")
        return f"DELETE FROM {prefix}{name}"

    def _put(self, prefix: str, history: History) -> None:
        for name, schema in SCHEMAS.items():
            rows = [{column: row[column] for column in schema} for row in history.rows[name]]
            if rows:
                self.execute(f"INSERT INTO {prefix}{name} {self.unpack(prefix + name, schema)}", [json.dumps(rows)])


@cache
def compile_function(function: Callable[..., Any], dialect: str, thresholds: tuple[tuple[str, Any], ...] = ()) -> str:
    return compile_query(function(Book(), **dict(thresholds)), dialect)


def open_duckdb() -> Session:
    connection = duckdb.connect(":memory:", config={"threads": 1})

    def execute(query: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return connection.execute(query, parameters).fetchall()

    def unpack(table: str, schema: Mapping[str, str]) -> str:
        shape = json.dumps([{column: SQL_TYPES[kind] for column, kind in schema.items()}])
        return f"SELECT unnest(from_json(?::JSON, '{shape}'), recursive := true)"

    return Session("duckdb", execute, unpack)


def open_postgres(url: str) -> Iterator[Session]:
    """Yields one session, and closes its connection."""

    def unpack(table: str, schema: Mapping[str, str]) -> str:
        return f"SELECT * FROM json_populate_recordset(NULL::{table}, %s)"

    with psycopg.connect(url, autocommit=True) as connection:

        def execute(query: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
            cursor = connection.execute(query.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

        yield Session("postgres", execute, unpack)
