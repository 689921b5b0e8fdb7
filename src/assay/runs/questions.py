"""Signals as SQL: what is to be computed once for all of them, the answers, and the rows that they rest on."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import ibis
import ibis.expr.operations as ops
from ibis.common.graph import Node

from assay.domain.book import BASELINE, Book
from assay.domain.signal import EVIDENCE_COLUMNS, Signal
from assay.runs.compiled import recall
from assay.store.engine import compile_query

#: the answers to the question at hand
TOLD = "run_told"

#: what several questions, or the answers and the evidence of one, have in common
SHARED = "run_shared"


@dataclass(frozen=True)
class Question:
    """A signal compiled for one engine; its SQL reads the book's tables by name, and tables of the plan.

    told: SQL of the answers.  evidence: SQL that reads the table TOLD as well.  for_told, for_evidence: the tables of
    the plan that have to be there, each after those that it reads itself.
    """

    name: str
    told: str
    evidence: str
    for_told: tuple[str, ...]
    for_evidence: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One question's turn.

    make: tables (name, SQL) that are not there yet.  done: those that no later question reads.
    """

    question: Question
    make: tuple[tuple[str, str], ...]
    done: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """The questions in the order in which they are to be asked. shared: table -> SQL of what they have in common."""

    questions: tuple[Question, ...]
    shared: Mapping[str, str]

    def steps(self, *, with_evidence: bool) -> list[Step]:
        """What to do for each question when all are asked in turn."""
        reads = [dict.fromkeys((*one.for_told, *(one.for_evidence if with_evidence else ()))) for one in self.questions]
        last = {table: place for place, read in enumerate(reads) for table in read}
        made: set[str] = set()
        steps = []
        for place, (one, read) in enumerate(zip(self.questions, reads, strict=True)):
            make = tuple((table, self.shared[table]) for table in read if table not in made)
            made.update(read)
            steps.append(Step(one, make, tuple(table for table in read if last[table] == place)))
        return steps


def compile_signals(signals: Sequence[Signal], dialect: str) -> Plan:
    """The SQL of signals that are asked together.

    The evidence of a signal begins with its answers; these are computed once and put in their place. So is the work
    that several rest on, such as who was met, or the waits of which one tells the median and the other the slow ones.
    """
    key = ("plan", dialect, sorted((one.name, one.fingerprint, sorted(one.thresholds.items())) for one in signals))
    kept = recall(key, lambda: asdict(_compile(signals, dialect)))
    return Plan(tuple(_read_question(one) for one in kept["questions"]), kept["shared"])


def _read_question(kept: Mapping[str, Any]) -> Question:
    read = {name: tuple(kept[name]) for name in ("for_told", "for_evidence")}
    return Question(kept["name"], kept["told"], kept["evidence"], **read)


def _compile(signals: Sequence[Signal], dialect: str) -> Plan:
    asked = [_open(signal) for signal in signals]
    sharing = _Sharing({node: f"{SHARED}_{place}" for place, node in enumerate(_find_shared(asked))}, dialect)
    questions = tuple(
        Question(
            one.name,
            sharing.compile(one.answer),
            sharing.compile(one.evidence),
            sharing.find_read([one.answer]),
            sharing.find_read([one.evidence]),
        )
        for one in asked
    )
    return Plan(questions, {name: sharing.compile(node) for node, name in sharing.tables.items()})


@dataclass(frozen=True)
class _Asked:
    """One signal as expressions. evidence: with the answers in the table TOLD."""

    name: str
    answer: Node
    evidence: Node


def _open(signal: Signal) -> _Asked:
    book = open_book(signal)
    answer = signal.answer(book, **signal.thresholds)
    shown = signal.evidence(book, **signal.thresholds).select(*EVIDENCE_COLUMNS).op()
    return _Asked(signal.name, answer.op(), shown.replace({answer.op(): ibis.table(answer.schema(), name=TOLD).op()}))


@dataclass
class _Sharing:
    """Which nodes are made tables, under which names, and which of them each question reads, directly or not."""

    tables: dict[Node, str]
    dialect: str
    _held: dict[Node, Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._held = {node: ibis.table(node.schema, name=name).op() for node, name in self.tables.items()}

    def compile(self, node: Node) -> str:
        """The SQL of a node in which whatever is a table is read from there."""
        held = {other: table for other, table in self._held.items() if other != node}
        return compile_query(node.replace(held).to_expr() if held else node.to_expr(), self.dialect)

    def find_read(self, roots: Iterable[Node]) -> tuple[str, ...]:
        """The tables that have to be there before `roots` can be asked, each after those that it reads itself."""
        found: dict[str, None] = {}
        for root in roots:
            for node in root.find_topmost(lambda node: node in self.tables):
                found.update(dict.fromkeys([*self.find_read(node.__children__), self.tables[node]]))
        return tuple(found)


def _find_shared(asked: Sequence[_Asked]) -> list[ops.Relation]:
    """The largest parts that stand in two roots and do work; reading rows twice costs less than keeping them.

    What several of these parts have in common is found in them in turn, until nothing is.
    """
    roots = [root for one in asked for root in (one.answer, one.evidence)]
    work, shared = _WorkFinder(), dict[Node, None]()
    while True:
        # a part counts once, however many roots read it
        below = [_find_below(node, shared) for node in (*roots, *shared)]
        counts = Counter(node for found in below for node in found)
        common = {node for node, count in counts.items() if count > 1 and work.is_work(node)}
        if not common:
            return [node for node in shared if isinstance(node, ops.Relation)]
        inner = {other for node in common for other in _find_below(node, shared) if other != node}
        shared.update(dict.fromkeys(node for found in below for node in found if node in common - inner))


def _find_below(root: Node, shared: Container[Node]) -> list[Node]:
    """The relations that `root` is made of, itself among them where it is not shared, those within shared ones not."""
    tops = [node for node in (root.__children__ if root in shared else [root]) if node not in shared]
    found = (top.find(ops.Relation, filter=lambda node: node not in shared) for top in tops)
    return list(dict.fromkeys(node for nodes in found for node in nodes))


class _WorkFinder:
    """Tells which relations group, sort or unite rows, and do not rest on the answers of the question at hand."""

    _WORK = (ops.WindowFunction, ops.Aggregate, ops.Union, ops.Distinct)

    def is_work(self, node: Node) -> bool:
        if isinstance(node, ops.Reference | ops.PhysicalTable):
            return False
        if any(table.name == TOLD for table in node.find(ops.UnboundTable)):
            return False
        return bool(node.find(self._WORK))


def open_book(signal: Signal) -> Book:
    """The book as one signal reads it: its own rows of the baseline stand in a table of their own."""
    return Book(baseline=ibis.table(BASELINE, name=baseline_name(signal.name)))


def baseline_name(signal: str) -> str:
    """The table in which a signal finds its rows of the baseline."""
    return "book_baseline_" + signal.replace(".", "_")
