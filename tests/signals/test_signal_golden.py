"""The SQL of each signal on each engine, kept so that a change shows: ASSAY_UPDATE_GOLDEN=1 writes it anew."""

import os
from pathlib import Path

import pytest

from assay.domain.signal import Signal
from assay.signals import find_signals
from signals.gaps import ENGINES
from signals.sessions import compile_function

GOLDEN = Path(__file__).parents[1] / "golden"
SIGNALS = find_signals()


@pytest.mark.parametrize("dialect", ENGINES)
@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
def test_the_compiled_sql_is_the_one_that_was_kept(signal: Signal, dialect: str) -> None:
    path = GOLDEN / dialect / f"{signal.name}.sql"
    compiled = compile_function(signal.answer, dialect) + "\n"
    if os.environ.get("ASSAY_UPDATE_GOLDEN"):
        path.write_text(compiled)
    assert path.exists(), f"{path.name} is not kept yet: run the tests with ASSAY_UPDATE_GOLDEN=1 and read what changed"
    assert path.read_text() == compiled


@pytest.mark.parametrize("dialect", ENGINES)
def test_no_sql_is_kept_of_signals_that_are_gone(dialect: str) -> None:
    kept = {path.stem for path in (GOLDEN / dialect).glob("*.sql")}
    assert kept == {signal.name for signal in SIGNALS}
