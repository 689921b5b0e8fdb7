"""All signals asked of all cases at once, by the plan of a run: what several of them rest on is computed once.

Planning a query costs a cluster more than running it on a few rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.domain.book import SCHEMAS
from assay.domain.signal import ANSWER_COLUMNS, EVIDENCE_COLUMNS, TYPICAL_COLUMNS, Signal
from assay.runs.questions import TOLD, Step, baseline_name, compile_signals, open_book
from assay.store.engine import Engine, compile_query
from signals.end_to_end import lay_end_to_end
from signals.histories import CASES, History, Row, read_case, read_yaml


@dataclass(frozen=True)
class Told:
    """What one signal says of every deal."""

    answers: list[Row]
    evidence: list[Row]
    typical: list[Row]


def read_all(signals: Sequence[Signal]) -> dict[str, History]:
    """The cases of each signal end to end; no two signals share an id."""
    return {
        signal.name: lay_end_to_end(
            [
                read_case(f"{signal.name} {case}", spec)
                for case, spec in read_yaml(CASES / f"{signal.name.replace('.', '/')}.yml").items()
            ]
        )
        for signal in signals
    }


def _compile_typical(signal: Signal, dialect: str) -> str:
    return compile_query(signal.typical(open_book(signal)).select(*TYPICAL_COLUMNS), dialect) if signal.typical else ""


def ask_all(engine: Engine, signals: Sequence[Signal], histories: Mapping[str, History]) -> dict[str, Told | Exception]:
    """Each signal's answers about all deals, or what was raised; a signal finds the baseline of its own cases alone."""
    book = History().plus(*histories.values()).cut()
    for name in SCHEMAS.keys() - {"baseline"}:
        _put(engine, f"book_{name}", name, book.rows[name])
    for name, history in histories.items():
        _put(engine, baseline_name(name), "baseline", history.rows["baseline"])
    steps = compile_signals(signals, engine.dialect).steps(with_evidence=True)
    by_name = {signal.name: signal for signal in signals}
    return {step.question.name: _ask(engine, by_name[step.question.name], step) for step in steps}


def _ask(engine: Engine, signal: Signal, step: Step) -> Told | Exception:
    try:
        for table, query in step.make:
            engine.make(table, query)
        engine.make(TOLD, step.question.told)
        answers = engine.rows(f"SELECT {', '.join(ANSWER_COLUMNS)} FROM {TOLD}")
        evidence = engine.rows(f"SELECT {', '.join(EVIDENCE_COLUMNS)} FROM ({step.question.evidence}) AS shown")
        typical = engine.rows(_compile_typical(signal, engine.dialect)) if signal.typical else []
    except Exception as error:  # noqa: BLE001  # a gap shows in the test of its own signal
        return error
    return Told(_name(ANSWER_COLUMNS, answers), _name(EVIDENCE_COLUMNS, evidence), _name(TYPICAL_COLUMNS, typical))


def _put(engine: Engine, table: str, name: str, rows: Sequence[Row]) -> None:
    schema = SCHEMAS[name]
    engine.put(table, dict(schema), [[row[column] for column in schema] for row in rows])


def _name(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[Row]:
    return [dict(zip(columns, row, strict=True)) for row in rows]
