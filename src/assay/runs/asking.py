"""Asks signals of deals, a part of the deals at a time, at their own moment and at landmarks of equal age."""

from collections.abc import Iterator, Sequence

import ibis
import ibis.expr.types as ir

from assay.domain.outcome import COMPARED
from assay.domain.signal import ANSWER_COLUMNS, EVIDENCE_COLUMNS, Signal
from assay.domain.spans import AGES, DAY, GRACE
from assay.runs.clock import Clock
from assay.runs.cutting import Cutter, PartLoader
from assay.runs.gathering import Gathering
from assay.runs.lives import LIFE, life_table
from assay.runs.moments import cut_final
from assay.runs.questions import TOLD, Plan, Question, Step, compile_signals
from assay.runs.showing import Tell
from assay.store.engine import Engine
from assay.tables import CLUSTERED

#: rows of the clustered tables that one part holds, about: 250 MB of memory
_PART_ROWS = 2_500_000

#: the lives of the deals at hand
_PART = "part_life"


def read_needs(signals: Sequence[Signal]) -> tuple[str, ...]:
    """The tables of the book that any of the signals reads."""
    return tuple(sorted({name for signal in signals for name in signal.text.reads}))


def ask_deals(
    gathering: Gathering,
    signals: Sequence[Signal],
    clock: Clock,
    home_currency: str,
    ages: Sequence[int] = AGES,
    tell: Tell = lambda step: None,
) -> None:
    """Ask each signal of each deal of run_asked; answers, evidence and landmarks are added to the gathering."""
    engine, needs = gathering.engine, read_needs(signals)
    plan = compile_signals(signals, engine.dialect)
    at_moment = Cutter(engine, needs, home_currency)
    at_age = Cutter(engine, needs, home_currency, part=True) if ages else None
    loader = PartLoader(engine, needs, clock.known_by)
    for part in split_deals(gathering):
        tell(f"asking {len(signals)} signals, {part}")
        at_moment.cut(cut_final(_PART, clock))
        _ask_moment(gathering, plan)
        if at_age is None:
            continue
        engine.make("part_compared", _find_compared())
        loader.load("part_compared")
        for age in ages:
            tell(f"asking {len(signals)} signals, {part}, at {age} days")
            if not engine.rows(f"{_cut_at_age(age)} LIMIT 1"):
                break  # nobody lived to this age, nor to the next
            at_age.cut(_cut_at_age(age))
            _ask_landmark(gathering, plan, age)


def _ask_moment(gathering: Gathering, plan: Plan) -> None:
    columns, shown = ", ".join(ANSWER_COLUMNS), ", ".join(EVIDENCE_COLUMNS)
    for question in _share_work(gathering.engine, plan.steps(with_evidence=True)):
        named = f"'{question.name}' AS signal"
        gathering.engine.make(TOLD, question.told)
        gathering.take("new_answer", f"SELECT {named}, {columns} FROM {TOLD}")
        gathering.take("new_evidence", f"SELECT {named}, {shown} FROM ({question.evidence}) AS shown")


def _ask_landmark(gathering: Gathering, plan: Plan, age: int) -> None:
    gathering.take("new_age", f"SELECT deal_id, {age} AS age_days, stage FROM book_deal")
    for question in _share_work(gathering.engine, plan.steps(with_evidence=False)):
        columns = f"'{question.name}' AS signal, deal_id, {age} AS age_days, answer, value"
        gathering.take("new_landmark", f"SELECT {columns} FROM ({question.told}) AS told")


def _share_work(engine: Engine, steps: Sequence[Step]) -> Iterator[Question]:
    """Each question when what it reads is there; what no later one reads is emptied, to have its memory."""
    for step in steps:
        for table, query in step.make:
            engine.make(table, query)
        yield step.question
        for table in step.done:
            engine.make(table, "SELECT 0 AS gone")


def _find_compared() -> str:
    """Batch closings are not compared, since their date says nothing."""
    outcomes = ", ".join(f"'{outcome}'" for outcome in COMPARED)
    return f"SELECT * FROM {_PART} WHERE outcome IN ({outcomes}) AND NOT closed_in_batch"


def _cut_at_age(age: int) -> str:
    """Deals that were to be won or lost and still lived at that age, cut at it by both clocks.

    Won and lost deals alike are looked at up to the buyer's last word and the days of grace: were won deals followed to
    their close, the quiet before it would be counted on their side alone.
    """
    then = f"opened_at + {age * DAY}"
    return f"""SELECT deal_id, {then} AS as_of, {then} AS known_by, false AS may_snapshot, true AS is_open
        FROM part_compared WHERE least(last_word_at + {GRACE}, closed_at) > {then}"""


def part_lives() -> ir.Table:
    """The lives of the deals at hand, as `split_deals` laid them out."""
    return ibis.table(life_table().schema(), name=_PART)


def split_deals(gathering: Gathering) -> Iterator[str]:
    """Lay out the deals of run_asked a part at a time in part_life, each with about as many rows as memory should hold.

    Keys are evenly spread, so that equal ranges of them are equal parts. Gives the name of each part.
    """
    engine = gathering.engine
    ((asked,),) = engine.rows("SELECT count(*) FROM run_asked")
    if not asked:
        return
    ((deals,),) = engine.rows(f"SELECT count(*) FROM {LIFE}")
    rows = sum(int(engine.rows(f"SELECT count(*) FROM {table.name}")[0][0]) for table in CLUSTERED)
    parts = max(1, -(-rows * asked // (max(1, deals) * _PART_ROWS)))
    edges = [2**63 * place // parts for place in range(parts + 1)]
    for place, (low, high) in enumerate(zip(edges, edges[1:], strict=False)):
        within = f"deal_id BETWEEN {low} AND {high - 1} AND deal_id IN (SELECT deal_id FROM run_asked)"
        engine.make(_PART, f"SELECT * FROM {LIFE} WHERE {within}")
        yield f"part {place + 1} of {parts}"
