"""What a run asks of an engine gives what the signal itself gives."""

import pytest

from assay.domain.signal import Signal
from assay.runs.questions import TOLD, baseline_name, compile_signal
from assay.signals import find_signals
from signals.contract import merge_cases
from signals.histories import read_cases
from signals.sessions import Session, open_duckdb

SIGNALS = {signal.name: signal for signal in find_signals()}


@pytest.fixture(scope="module")
def session() -> Session:
    return open_duckdb()


def ask(signal: Signal, session: Session) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Answers and evidence in the order in which a run makes them."""
    question = compile_signal(signal, session.dialect)
    session.execute(f"CREATE OR REPLACE TEMP VIEW {baseline_name(signal.name)} AS FROM book_baseline")
    for table, query in question.shared:
        session.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {query}")
    session.execute(f"CREATE OR REPLACE TEMP TABLE {TOLD} AS {question.told}")
    told = session.execute(f"FROM {TOLD} ORDER BY ALL")
    assert told == session.execute(f"FROM ({question.answer}) ORDER BY ALL")
    return told, session.execute(f"FROM ({question.evidence}) ORDER BY ALL")


@pytest.mark.parametrize("name", SIGNALS)
def test_work_that_is_shared_changes_neither_answers_nor_evidence(name: str, session: Session) -> None:
    signal = SIGNALS[name]
    for history in merge_cases(read_cases(name)):
        session.fill(history)
        told, evidence = ask(signal, session)
        assert told == sorted((tuple(row.values()) for row in session.answers(signal).values()), key=lambda row: row[0])
        assert sorted(evidence) == sorted(tuple(row.values()) for row in session.evidence(signal))


def test_the_waits_for_a_reply_are_measured_once(session: Session) -> None:
    question = compile_signal(SIGNALS["rhythm.slow_replies"], session.dialect)
    assert len(question.shared) == 1
    assert "LAG(" in question.shared[0][1]
    assert "LAG(" not in question.told + question.evidence
    assert "LAG(" in question.answer
