"""Which columns of the record the signals need: read off the SQL that they are asked with, not listed by hand."""

from collections.abc import Sequence

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.pushdown_projections import pushdown_projections
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import traverse_scope

from assay.domain.book import BASELINE, SCHEMAS
from assay.domain.signal import Signal
from assay.runs.compiled import recall
from assay.runs.cutting import cut_deals, cut_rows
from assay.runs.deal_rows import READERS
from assay.runs.questions import baseline_name, open_book
from assay.store.engine import compile_query
from assay.tables import TABLES

_DIALECT = "duckdb"

#: table -> columns
Needed = dict[str, set[str]]

_RECORD = {name: [column.name for column in table.columns] for name, table in TABLES.items()}


def find_needed(signals: Sequence[Signal]) -> dict[str, list[str]]:
    """The columns of the record's tables behind whatever the answers and the evidence of `signals` read."""
    of_books = _read_books(signals)
    cuts = {"deal": cut_deals("EUR"), **{name: cut_rows(name) for name in READERS.keys() & of_books.keys()}}
    needed: Needed = {}
    for name, cut in cuts.items():
        # the deal's row is cut for every signal, whatever it asks of it
        columns = ", ".join(sorted(of_books.get(name, set()) | {"deal_id"}))
        told = find_columns(f"SELECT {columns} FROM ({compile_query(cut, _DIALECT)}) AS cut", _RECORD)
        _join(needed, {table: read for table, read in told.items() if table in TABLES})
    return {
        table: [name for name in TABLES[table].names if name in needed[table]] for table in TABLES if needed.get(table)
    }


def _read_books(signals: Sequence[Signal]) -> Needed:
    """What the answers and the evidence of `signals` read of each table of the book."""
    needed: Needed = {}
    schemas = {f"book_{name}": list(schema) for name, schema in SCHEMAS.items()}
    for signal in signals:
        baseline = baseline_name(signal.name)
        for query in _compile_whole(signal):
            told = find_columns(query, {**schemas, baseline: list(BASELINE)})
            _join(
                needed, {table.removeprefix("book_"): columns for table, columns in told.items() if table != baseline}
            )
    return needed


def _compile_whole(signal: Signal) -> list[str]:
    """The SQL of the answers and of the evidence, each by itself, so that it reads nothing but the book."""
    key = ("whole", signal.name, signal.fingerprint)
    book, ask = open_book(signal), (signal.answer, signal.evidence)
    compiled: list[str] = recall(key, lambda: [compile_query(one(book, **signal.thresholds), _DIALECT) for one in ask])
    return compiled


def find_columns(query: str, schemas: dict[str, list[str]]) -> Needed:
    """The columns that a query reads of each table, those left out that nothing rests on.

    schemas: columns of the tables whose columns the query may take with a star.
    """
    tree = sqlglot.parse_one(query, dialect=_DIALECT)
    schema: dict[str, object] = {table: dict.fromkeys(columns, "UNKNOWN") for table, columns in schemas.items()}
    qualified = qualify(tree, schema=schema, dialect=_DIALECT, validate_qualify_columns=False, infer_schema=True)
    needed: Needed = {}
    for scope in traverse_scope(pushdown_projections(qualified, schema=schema)):
        for column in scope.columns:
            source = scope.sources.get(column.table)
            if isinstance(source, exp.Table):
                needed.setdefault(source.name, set()).add(column.name)
    return needed


def _join(needed: Needed, more: Needed) -> None:
    for table, columns in more.items():
        needed.setdefault(table, set()).update(columns)
