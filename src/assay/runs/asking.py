"""Asks signals of deals, a part of the deals at a time, at their own moment and at landmarks of equal age."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from assay.domain.signal import ANSWER_COLUMNS, EVIDENCE_COLUMNS, Signal
from assay.domain.spans import AGES
from assay.runs.clock import Clock
from assay.runs.cutting import Cutter, PartLoader
from assay.runs.estimating import Epoch, Estimator
from assay.runs.gathering import Gathering
from assay.runs.landmarks import AGED, cut_ages
from assay.runs.models import find_models_of
from assay.runs.moments import cut_final
from assay.runs.parts import PART, split_deals
from assay.runs.questions import TOLD, Plan, Question, Step, compile_signals
from assay.runs.showing import Tell
from assay.store.engine import Engine


def read_needs(signals: Sequence[Signal]) -> tuple[str, ...]:
    """The tables of the book that any of the signals reads, and those that the models of these are estimated from."""
    read = {name for signal in signals for name in signal.text.reads}
    return tuple(sorted(read.union(*(model.reads for model in find_models_of(signals)))))


def ask_deals(
    gathering: Gathering,
    signals: Sequence[Signal],
    clock: Clock,
    home_currency: str,
    ages: Sequence[int] = AGES,
    tell: Tell = lambda step: None,
    *,
    epochs: Mapping[str, Sequence[Epoch]] = MappingProxyType({}),
) -> None:
    """Ask each signal of each deal of run_asked; answers, evidence and landmarks are added to the gathering.

    epochs: the parameters of each model that the signals read.
    """
    engine, needs = gathering.engine, read_needs(signals)
    estimator = Estimator(engine, find_models_of(signals), epochs)
    plan = compile_signals(signals, engine.dialect)
    at_moment = Cutter(engine, needs, home_currency)
    at_age = Cutter(engine, needs, home_currency, part=True) if ages else None
    loader = PartLoader(engine, needs, clock.known_by)
    for part in split_deals(gathering):
        tell(f"asking {len(signals)} signals, {part.name}")
        at_moment.cut(cut_final(PART, clock))
        estimator.fill()
        estimator.keep(gathering)
        _ask_moment(gathering, plan)
        if at_age is not None:
            for cut in cut_ages(at_age, loader, part, ages):
                tell(f"asking {len(signals)} signals, {part.name}, {cut}")
                estimator.fill()
                _ask_landmarks(gathering, plan)


def _ask_moment(gathering: Gathering, plan: Plan) -> None:
    columns, shown = ", ".join(ANSWER_COLUMNS), ", ".join(EVIDENCE_COLUMNS)
    for question in _share_work(gathering.engine, plan.steps(with_evidence=True)):
        named = f"'{question.name}' AS signal"
        gathering.engine.make(TOLD, question.told)
        gathering.take("new_answer", f"SELECT {named}, {columns} FROM {TOLD}")
        gathering.take("new_evidence", f"SELECT {named}, {shown} FROM ({question.evidence}) AS shown")


def _ask_landmarks(gathering: Gathering, plan: Plan) -> None:
    of_deal = f"JOIN {AGED} AS aged ON aged.deal_id = told.deal_id"
    placed = "aged.record_id AS deal_id, aged.age_days"
    gathering.take("new_age", f"SELECT {placed}, told.stage FROM book_deal AS told {of_deal}")
    for question in _share_work(gathering.engine, plan.steps(with_evidence=False)):
        columns = f"'{question.name}' AS signal, {placed}, told.answer, told.value"
        gathering.take("new_landmark", f"SELECT {columns} FROM ({question.told}) AS told {of_deal}")


def _share_work(engine: Engine, steps: Sequence[Step]) -> Iterator[Question]:
    """Each question when what it reads is there; what no later one reads is emptied, to have its memory."""
    for step in steps:
        for table, query in step.make:
            engine.make(table, query)
        yield step.question
        for table in step.done:
            engine.make(table, "SELECT 0 AS gone")
