"""Signals are found by their place, and a file that is no signal is refused in words."""

from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.signals.discovery import HERE, find_signals, find_signals_below

SOURCE = (HERE / "process" / "stage_stalled.py").read_text()


def place(root: Path, name: str, source: str) -> Path:
    path = root / "process" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source)
    return root


def test_every_file_of_a_family_is_a_signal() -> None:
    on_disk = {f"{path.parent.name}.{path.stem}" for path in HERE.glob("*/*.py") if path.stem != "__init__"}
    assert {signal.name for signal in find_signals()} == on_disk


def test_a_new_file_is_found_without_touching_any_other(tmp_path: Path) -> None:
    place(tmp_path, "stage_stuck", SOURCE.replace("stage_stalled", "stage_stuck"))
    (signal,) = find_signals_below(tmp_path)
    assert (signal.name, signal.family, signal.text.title) == ("process.stage_stuck", "process", "Stage stalled")


def test_thresholds_are_the_defaults_of_the_keywords() -> None:
    thresholds = {signal.name: signal.thresholds for signal in find_signals()}
    assert thresholds["process.stage_stalled"] == {"percentile": 90, "least_days": 14}


def test_the_signals_that_read_a_baseline_say_what_is_typical() -> None:
    typical = {signal.name for signal in find_signals() if signal.typical}
    assert "process.stage_stalled" in typical
    assert typical == {signal.name for signal in find_signals() if "baseline" in signal.text.reads}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("percentile: int = 90", "percentile: int = 75"),
        ("Stage stalled", "Stage stuck"),
        ("(stayed > limit)", "(stayed >= limit)"),
    ],
)
def test_the_fingerprint_changes_with_threshold_words_and_code(tmp_path: Path, old: str, new: str) -> None:
    (before,) = find_signals_below(place(tmp_path / "before", "stage_stalled", SOURCE))
    (after,) = find_signals_below(place(tmp_path / "after", "stage_stalled", SOURCE.replace(old, new)))
    assert before.fingerprint != after.fingerprint


def test_the_fingerprint_does_not_depend_on_where_the_file_lies(tmp_path: Path) -> None:
    (here,) = find_signals_below(place(tmp_path, "stage_stalled", SOURCE))
    assert here.fingerprint == next(one for one in find_signals() if one.name == here.name).fingerprint


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("def stage_stalled(", "def stalled(", "holds no function `stage_stalled`"),
        ("def evidence(", "def rows(", "holds no function `evidence`"),
        ("*, percentile: int = 90", "percentile: int = 90, *", "`percentile` of signal process.stage_stalled is not a"),
        ("least_days: int = 14", "least_days: int", "`least_days` of signal process.stage_stalled is not a"),
        ("Value: days", "Value: weeks", "in 'weeks'"),
        ("Reads: deal", "Reads: bank", "reads bank"),
        ("for {value}; since", "for {weeks}; since", "names weeks"),
    ],
)
def test_a_file_that_is_no_signal_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SOURCE
    root = place(tmp_path, "stage_stalled", SOURCE.replace(old, new))
    with pytest.raises(InputError, match=message) as refusal:
        find_signals_below(root)
    assert refusal.value.fix


def test_evidence_with_other_thresholds_is_refused(tmp_path: Path) -> None:
    before, after = SOURCE.split("def evidence(")
    other = before + "def evidence(" + after.replace("percentile: int = 90", "percentile: int = 75", 1)
    with pytest.raises(InputError, match="has other thresholds than its answer"):
        find_signals_below(place(tmp_path, "stage_stalled", other))
