"""Signals as SQL: what is to be computed once for all deals, the answers, and the rows that they rest on."""

from dataclasses import dataclass

import ibis
import ibis.expr.operations as ops
from ibis.common.graph import Node

from assay.domain.book import BASELINE, Book
from assay.domain.signal import EVIDENCE_COLUMNS, Signal
from assay.store.engine import compile_query

#: the answers to the question at hand
TOLD = "run_told"

#: what the answers and the evidence of the question at hand have in common
_SHARED = "run_shared"

#: signals that were compiled in this process, by name, fingerprint and dialect
_COMPILED: dict[tuple[str, str, str], "Question"] = {}


@dataclass(frozen=True)
class Question:
    """A signal compiled for one engine; its SQL reads the book's tables by name.

    answer: SQL that reads nothing else.  shared: (table, SQL) of what has to be made before `told`, the same answers
    from it, and `evidence`, which reads the table TOLD as well.
    """

    name: str
    answer: str
    shared: tuple[tuple[str, str], ...]
    told: str
    evidence: str


def compile_signal(signal: Signal, dialect: str) -> Question:
    """The SQL of a signal, compiled once in a process: it takes a quarter of a second.

    The evidence of a signal begins with its answers; these are computed once and put in their place. So is the work
    that both rest on, such as the waits of which one tells the median and the other the slow ones.
    """
    key = (signal.name, signal.fingerprint, dialect)
    if key not in _COMPILED:
        _COMPILED[key] = _compile(signal, dialect)
    return _COMPILED[key]


def _compile(signal: Signal, dialect: str) -> Question:
    book = open_book(signal)
    answer = signal.answer(book, **signal.thresholds)
    shown = signal.evidence(book, **signal.thresholds).select(*EVIDENCE_COLUMNS).op()
    shown = shown.replace({answer.op(): ibis.table(answer.schema(), name=TOLD).op()})
    made = {node: f"{_SHARED}_{number}" for number, node in enumerate(_find_shared(answer.op(), shown))}
    tables = {node: ibis.table(node.schema, name=name).op() for node, name in made.items()}

    def compile_node(node: Node) -> str:
        return compile_query(node.replace(tables).to_expr() if tables else node.to_expr(), dialect)

    return Question(
        signal.name,
        compile_query(answer, dialect),
        tuple((name, compile_query(node.to_expr(), dialect)) for node, name in made.items()),
        compile_node(answer.op()),
        compile_node(shown),
    )


def _find_shared(answer: Node, evidence: Node) -> list[ops.Relation]:
    """The largest parts that stand in both and sort or group rows; reading rows twice costs less than keeping them."""
    known = {node for node in answer.find(ops.Relation) if not isinstance(node, ops.Reference)}

    def is_shared(node: Node) -> bool:
        return node in known and bool(node.find((ops.WindowFunction, ops.Aggregate)))

    return [node for node in evidence.find_topmost(is_shared) if isinstance(node, ops.Relation)]


def open_book(signal: Signal) -> Book:
    """The book as one signal reads it: its own rows of the baseline stand in a table of their own."""
    return Book(baseline=ibis.table(BASELINE, name=baseline_name(signal.name)))


def baseline_name(signal: str) -> str:
    """The table in which a signal finds its rows of the baseline."""
    return "book_baseline_" + signal.replace(".", "_")
