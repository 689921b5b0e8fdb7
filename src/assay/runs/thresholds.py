"""Thresholds of signals as a person has set them, in the home's thresholds.toml; all others are those of the signals.

```
["rhythm.gone_silent"]
quiet_days = 30
```
"""

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assay.domain.errors import InputError
from assay.domain.seniority import C_LEVEL
from assay.domain.signal import Signal
from assay.signals.discovery import find_signals
from assay.store.durable import write_durably
from assay.store.home import Home

Value = int | float | str

#: signal -> threshold -> value
Settings = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True)
class Bounds:
    """What a threshold may be. unit: days, hours, percentile, share, rank, or times for whatever is counted."""

    unit: str
    low: float
    high: float
    is_whole: bool


def find_bounds(name: str, default: Value) -> Bounds | None:
    """What a threshold of that name and default may be; None for a text."""
    if isinstance(default, str):
        return None
    is_whole = isinstance(default, int)
    words = name.split("_")
    if "percentile" in words:
        return Bounds("percentile", 1, 99, is_whole)
    if "days" in words:
        return Bounds("days", 0, 3650, is_whole)
    if "hours" in words:
        return Bounds("hours", 0, 8760, is_whole)
    if "rank" in words:
        return Bounds("rank", 1, C_LEVEL, is_whole)
    if not is_whole and default <= 1:
        return Bounds("share", 0, 1, is_whole)
    return Bounds("times", 0, 10_000, is_whole)


def check_value(signal: Signal, name: str, value: object) -> Value:
    """`value` as the threshold `name` of a signal. Raises InputError where it is none."""
    if name not in signal.thresholds:
        known = ", ".join(signal.thresholds) or "none"
        raise InputError(f"{signal.name} has no threshold {name!r}; it has {known}.", fix="Mend or remove that line.")
    default = signal.thresholds[name]
    bounds = find_bounds(name, default)
    said = f"The threshold {name} of {signal.name} is {value!r}"
    if bounds is None:
        if not isinstance(value, str) or not value.strip() or len(value) > 200:
            raise InputError(f"{said}; expected a text.", fix="Write a text in quotes.")
        return value.strip()
    kind = "a whole number" if bounds.is_whole else "a number"
    expected = f"{kind} from {bounds.low:g} to {bounds.high:g}"
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not is_number or (bounds.is_whole and not isinstance(value, int)):
        raise InputError(f"{said}; expected {expected}.", fix="Mend that value.")
    number = value if bounds.is_whole else float(value)  # type: ignore[arg-type]  # a number, as seen above
    if not bounds.low <= number <= bounds.high:  # type: ignore[operator]
        raise InputError(f"{said}; expected {expected}.", fix="Mend that value.")
    return number  # type: ignore[return-value]


def find_path(home: Home) -> Path:
    """Where the thresholds that a person set stand."""
    return home.path / "thresholds.toml"


def read_thresholds(home: Home, signals: Sequence[Signal] | None = None) -> dict[str, dict[str, Value]]:
    """What a person set, checked against the signals. Raises InputError for what no signal takes."""
    path = find_path(home)
    if not path.exists():
        return {}
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid TOML: {error}.", fix="Mend that line, or remove the file.") from error
    known = {signal.name: signal for signal in (find_signals() if signals is None else signals)}
    return {name: _check_section(path, known, name, values) for name, values in told.items()}


def _check_section(path: Path, known: Mapping[str, Signal], name: str, values: object) -> dict[str, Value]:
    signal = known.get(name)
    if signal is None or not isinstance(values, dict):
        raise InputError(
            f"{path} holds {name!r}, which is no signal.",
            fix='Write ["family.signal"] above its thresholds; `assay results signal` lists the signals.',
        )
    try:
        return {threshold: check_value(signal, threshold, value) for threshold, value in values.items()}
    except InputError as error:
        raise InputError(f"{path}: {error.message}", fix=error.fix) from error


def write_thresholds(home: Home, told: Settings) -> None:
    """Replaces what a person set. A threshold as the signal has it is left out."""
    lines = ["# Thresholds that differ from those of the signals; see the page Settings."]
    for name in sorted(told):
        if told[name]:
            lines += ["", f"[{json.dumps(name)}]"]
            lines += [
                f"{threshold} = {json.dumps(value, ensure_ascii=False)}"
                for threshold, value in sorted(told[name].items())
            ]
    write_durably(find_path(home), "\n".join(lines) + "\n")


def set_thresholds(signal: Signal, values: Mapping[str, Value]) -> Signal:
    """The signal with these thresholds: another one to a run, which asks it again of every deal."""
    checked = {name: check_value(signal, name, value) for name, value in values.items()}
    thresholds = signal.thresholds | checked
    if thresholds == signal.thresholds:
        return signal
    said = json.dumps([signal.fingerprint, thresholds], sort_keys=True)
    return replace(signal, thresholds=thresholds, fingerprint=hashlib.sha256(said.encode()).hexdigest())


def find_set_signals(home: Home) -> tuple[Signal, ...]:
    """Every signal shipped, with the thresholds that a person set. Raises InputError as read_thresholds does."""
    told = read_thresholds(home)
    return tuple(set_thresholds(signal, told.get(signal.name, {})) for signal in find_signals())
