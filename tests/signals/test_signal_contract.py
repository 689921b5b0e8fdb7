"""Every signal found on disk keeps the contract, on every engine."""

from collections.abc import Callable

import pytest

from assay.domain.signal import Signal
from assay.signals import find_signals
from signals import contract
from signals.histories import Case, read_cases
from signals.sessions import Session, open_duckdb

SIGNALS = find_signals()
CASES = {signal.name: read_cases(signal.name) for signal in SIGNALS}
EACH_CASE = [
    pytest.param(signal, case, id=f"{signal.name}-{case.name}") for signal in SIGNALS for case in CASES[signal.name]
]

each_signal = pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
each_case = pytest.mark.parametrize(("signal", "case"), EACH_CASE)


@pytest.fixture(scope="module")
def session() -> Session:
    return open_duckdb()


@each_case
def test_the_answer_is_as_the_case_says(signal: Signal, case: Case, session: Session) -> None:
    contract.check_case(signal, session, case)
