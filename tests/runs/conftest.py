"""A home of its own for each run, and a few signals that are quick to compile."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assay.domain.signal import Signal
from assay.runs.results import open_results
from assay.runs.run_report import RunReport
from assay.runs.running import run_signals
from assay.signals import find_signals
from assay.store.home import Home
from runs.small_record import on_day

Run = Callable[..., RunReport]
Ask = Callable[[str], list[tuple[Any, ...]]]

_QUICK = ("process.close_date_pushed", "process.stage_stalled", "rhythm.slow_replies")


@pytest.fixture(scope="session")
def few_signals() -> tuple[Signal, ...]:
    """One that reads changes, one that rests on a baseline, one that reads words."""
    return tuple(signal for signal in find_signals() if signal.name in _QUICK)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", {})


@pytest.fixture
def run(home: Home, few_signals: tuple[Signal, ...]) -> Run:
    """Runs in `home`. as_of: a day after 1 January 2024."""

    def run_then(
        *, as_of: float | None = None, renew: bool = False, signals: tuple[Signal, ...] = few_signals, at: Home = home
    ) -> RunReport:
        moment = None if as_of is None else datetime.fromtimestamp(on_day(as_of), UTC)
        return run_signals(at, as_of=moment, renew_baseline=renew, signals=signals)

    return run_then


@pytest.fixture
def ask(home: Home) -> Ask:
    """Rows of a query on the results and the record of `home`."""

    def ask_results(query: str, at: Home = home) -> list[tuple[Any, ...]]:
        with open_results(at) as results:
            return results.connection.execute(query).fetchall()

    return ask_results
