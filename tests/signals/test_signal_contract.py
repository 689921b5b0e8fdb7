"""Every signal found on disk keeps the contract."""

import pytest

from assay.domain.signal import Signal
from assay.signals import find_signals
from signals import contract
from signals.histories import Case, read_cases
from signals.sessions import Session, open_duckdb

SIGNALS = find_signals()
CASES = {signal.name: read_cases(signal.name) for signal in SIGNALS}
EACH = [
    pytest.param(signal, case, id=f"{signal.name}-{case.name}") for signal in SIGNALS for case in CASES[signal.name]
]

each_signal = pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
each_case = pytest.mark.parametrize(("signal", "case"), EACH)


@pytest.fixture(scope="module")
def session() -> Session:
    return open_duckdb()


@each_case
def test_the_answer_is_as_the_case_says(signal: Signal, case: Case, session: Session) -> None:
    contract.check_case(signal, session, case)


@each_signal
def test_each_deal_has_one_row_of_the_right_shape(signal: Signal, session: Session) -> None:
    contract.check_shape(signal, session, CASES[signal.name])


@each_signal
def test_later_rows_never_change_an_earlier_answer(signal: Signal, session: Session) -> None:
    contract.check_later_rows(signal, session, CASES[signal.name])


@each_signal
def test_the_order_of_rows_does_not_matter(signal: Signal, session: Session) -> None:
    contract.check_row_order(signal, session, CASES[signal.name])


@each_signal
def test_no_history_is_unknown(signal: Signal, session: Session) -> None:
    contract.check_no_history(signal, session, CASES[signal.name])


@each_signal
def test_other_deals_change_nobodys_answer(signal: Signal, session: Session) -> None:
    contract.check_strangers(signal, session, CASES[signal.name])


@each_signal
def test_other_moments_of_the_deal_change_no_answer(signal: Signal, session: Session) -> None:
    contract.check_twins(signal, session, CASES[signal.name])


@each_signal
def test_evidence_is_found_for_hits_and_only_for_hits(signal: Signal, session: Session) -> None:
    contract.check_evidence(signal, session, CASES[signal.name])


@each_signal
def test_every_threshold_moves_an_answer(signal: Signal) -> None:
    contract.check_thresholds(signal, CASES[signal.name])


@each_signal
def test_the_cases_hold_a_hit_a_clear_and_an_unknown(signal: Signal) -> None:
    contract.check_cases(signal, CASES[signal.name])


@each_signal
def test_the_docstring_is_what_the_signal_says(signal: Signal) -> None:
    contract.check_text(signal)


@each_signal
def test_a_signal_reads_what_it_says_it_reads(signal: Signal, session: Session) -> None:
    contract.check_reads(signal, session)


@each_signal
def test_evidence_begins_with_the_answers(signal: Signal) -> None:
    contract.check_evidence_begins_with_answers(signal)
