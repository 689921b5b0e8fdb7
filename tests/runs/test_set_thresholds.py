"""Thresholds that a person set: read with clear errors, and another signal to a run."""

from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.runs.thresholds import find_bounds, find_path, find_set_signals, read_thresholds, write_thresholds
from assay.signals.discovery import find_signals
from assay.store.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, {})


def write(home: Home, text: str) -> None:
    find_path(home).write_text(text, encoding="utf-8")


def test_what_is_written_is_read_and_changes_that_signal_alone(home: Home) -> None:
    write_thresholds(home, {"rhythm.gone_silent": {"quiet_days": 30}})
    shipped = {signal.name: signal for signal in find_signals()}
    changed = [signal for signal in find_set_signals(home) if signal != shipped[signal.name]]
    (signal,) = changed
    assert signal.thresholds["quiet_days"] == 30
    assert signal.fingerprint != shipped["rhythm.gone_silent"].fingerprint


def test_a_threshold_as_the_signal_has_it_changes_nothing(home: Home) -> None:
    write_thresholds(home, {"rhythm.gone_silent": {"quiet_days": 21}})
    assert find_set_signals(home) == find_signals()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x =", "is not valid TOML"),
        ('["no.signal"]\na = 1', "is no signal"),
        ("quiet_days = 3", "is no signal"),
        ('["rhythm.gone_silent"]\nquiet = 1', "has no threshold 'quiet'"),
        ('["rhythm.gone_silent"]\nquiet_days = "30"', "a whole number from 0 to 3650"),
        ('["rhythm.gone_silent"]\nquiet_days = 30.5', "a whole number from 0 to 3650"),
        ('["rhythm.gone_silent"]\nquiet_days = true', "a whole number from 0 to 3650"),
        ('["rhythm.gone_silent"]\nquiet_days = -1', "a whole number from 0 to 3650"),
        ('["rhythm.gone_silent"]\nlikely = nan', "a number from 0 to 1"),
        ('["rhythm.gone_silent"]\nlikely = 1.5', "a number from 0 to 1"),
        ('["process.stage_stalled"]\npercentile = 100', "a whole number from 1 to 99"),
    ],
)
def test_what_no_signal_takes_is_refused_with_what_was_expected(home: Home, text: str, said: str) -> None:
    write(home, text)
    with pytest.raises(InputError, match=said):
        read_thresholds(home)


def test_every_default_lies_within_its_bounds() -> None:
    for signal in find_signals():
        for name, default in signal.thresholds.items():
            bounds = find_bounds(name, default)
            assert bounds is None or bounds.low <= float(default) <= bounds.high, (signal.name, name)
