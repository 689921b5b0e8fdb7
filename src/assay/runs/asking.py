"""Asks signals of deals, a part of the deals at a time, at their own moment and at landmarks of equal age."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from assay.domain.book import BASELINE, Book
from assay.domain.signal import ANSWER_COLUMNS, EVIDENCE_COLUMNS, Signal
from assay.runs.clock import Clock
from assay.runs.cutting import Cutter
from assay.runs.gathering import Gathering
from assay.runs.lives import LIFE, life_table
from assay.runs.moments import cut_final
from assay.runs.record_tables import DAY
from assay.store.engine import compile_query

#: ages in days at which lost and won deals are compared
AGES = (14, 30, 60, 90, 120, 180, 270, 365)

#: outcomes that are compared; batch closings are not, since their date says nothing
COMPARED = ("won", "lost", "no_decision")

#: rows of events and presences that one part holds, about: 150 MB of memory
_PART_ROWS = 1_500_000

#: the lives of the deals at hand
_PART = "part_life"


@dataclass(frozen=True)
class Question:
    """A signal compiled for one engine; its SQL reads the book's tables by name."""

    name: str
    answer: str
    evidence: str


def compile_signal(signal: Signal, dialect: str) -> Question:
    book = open_book(signal)
    answer = signal.answer(book, **signal.thresholds).select(*ANSWER_COLUMNS)
    evidence = signal.evidence(book, **signal.thresholds).select(*EVIDENCE_COLUMNS)
    return Question(signal.name, compile_query(answer, dialect), compile_query(evidence, dialect))


def open_book(signal: Signal) -> Book:
    """The book as one signal reads it: its own rows of the baseline stand in a table of their own."""
    return Book(baseline=ibis.table(BASELINE, name=baseline_name(signal.name)))


def baseline_name(signal: str) -> str:
    return "book_baseline_" + signal.replace(".", "_")


def read_needs(signals: Sequence[Signal]) -> tuple[str, ...]:
    """The tables of the book that any of the signals reads."""
    return tuple(sorted({name for signal in signals for name in signal.text.reads}))


def ask_deals(
    gathering: Gathering,
    signals: Sequence[Signal],
    clock: Clock,
    home_currency: str,
) -> None:
    """Ask each signal of each deal of run_asked; answers, evidence and landmarks are added to the gathering."""
    engine = gathering.engine
    questions = [compile_signal(signal, engine.dialect) for signal in signals]
    cutter = Cutter(engine, read_needs(signals), home_currency)
    ages = {age: compile_query(_cut_at_age(age), engine.dialect) for age in AGES}
    final = compile_query(cut_final(clock).semi_join(_part_table(), "deal_id"), engine.dialect)
    for low, high in split_deals(gathering):
        cutter.load(low, high, clock.known_by)
        within = f"deal_id BETWEEN {low} AND {high} AND deal_id IN (SELECT deal_id FROM run_asked)"
        engine.make(_PART, f"SELECT * FROM {LIFE} WHERE {within}")
        cutter.cut(final)
        for question in questions:
            gathering.take("new_answer", _select(question.name, question.answer, ANSWER_COLUMNS))
            gathering.take("new_evidence", _select(question.name, question.evidence, EVIDENCE_COLUMNS))
        _ask_landmarks(gathering, cutter, questions, ages)


def _ask_landmarks(
    gathering: Gathering, cutter: Cutter, questions: Sequence[Question], ages: Mapping[int, str]
) -> None:
    for age, moments in ages.items():
        cutter.cut(moments)
        if not gathering.engine.rows("SELECT 1 FROM cut_moment LIMIT 1"):
            return  # nobody lived to this age, nor to the next
        gathering.take("new_age", f"SELECT deal_id, {age} AS age_days, stage FROM book_deal")
        for question in questions:
            columns = f"deal_id, {age} AS age_days, answer, value"
            gathering.take(
                "new_landmark", f"SELECT '{question.name}' AS signal, {columns} FROM ({question.answer}) AS told"
            )


def _cut_at_age(age: int) -> ir.Table:
    """Deals that were to be won or lost and still lived at that age, cut at it by both clocks."""
    lives = _part_table()
    at = lives.opened_at + age * DAY
    end = ibis.coalesce(lives.ended_at, lives.closed_at)
    alive = lives.filter(lives.outcome.isin(COMPARED) & ~lives.closed_in_batch & (end > at))
    then = alive.opened_at + age * DAY
    return alive.select(
        "deal_id", as_of=then, known_by=then, may_snapshot=ibis.literal(False), is_open=ibis.literal(True)
    )


def _select(signal: str, query: str, columns: Sequence[str]) -> str:
    return f"SELECT '{signal}' AS signal, {', '.join(columns)} FROM ({query}) AS told"


def _part_table() -> ir.Table:
    return ibis.table(life_table().schema(), name=_PART)


def split_deals(gathering: Gathering) -> Iterator[tuple[int, int]]:
    """Ranges of deal ids, each with about as many rows as memory should hold at once. Keys are evenly spread."""
    engine = gathering.engine
    ((asked,),) = engine.rows("SELECT count(*) FROM run_asked")
    if not asked:
        return
    ((deals,),) = engine.rows(f"SELECT count(*) FROM {LIFE}")
    rows = sum(int(engine.rows(f"SELECT count(*) FROM {name}")[0][0]) for name in ("deal_event", "deal_presence"))
    parts = max(1, -(-rows * asked // (max(1, deals) * _PART_ROWS)))
    edges = [2**63 * place // parts for place in range(parts + 1)]
    for low, high in zip(edges, edges[1:], strict=False):
        yield low, high - 1
