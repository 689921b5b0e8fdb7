"""Finds every signal by its place on disk: no list to keep, and no signal forgotten."""

import hashlib
import importlib
import importlib.util
import inspect
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from assay.domain import book, spans
from assay.domain.errors import InputError
from assay.domain.signal import Signal
from assay.signals.docstring import read_text

HERE = Path(__file__).parent


@cache
def find_signals() -> tuple[Signal, ...]:
    """Every signal shipped, ordered by name.

    raises  InputError as `find_signals_below` does.
    """
    return find_signals_below(HERE)


def find_signals_below(root: Path) -> tuple[Signal, ...]:
    """Every signal in `root`/<family>/<name>.py, ordered by name.

    raises  InputError for a file without a function of its own name, without `evidence`, with thresholds that are not
    keyword-only or have no default, or with a docstring that leaves a section out.
    """
    paths = sorted(path for path in root.glob("*/*.py") if path.name != "__init__.py")
    return tuple(_read_signal(path) for path in paths)


def _read_signal(path: Path) -> Signal:
    family, name = path.parent.name, f"{path.parent.name}.{path.stem}"
    module = _load(path)
    answer, evidence = (_function(module, wanted, name) for wanted in (path.stem, "evidence"))
    thresholds = _read_thresholds(answer, name)
    if _read_thresholds(evidence, name) != thresholds:
        raise InputError(
            f"The evidence of signal {name} has other thresholds than its answer.",
            fix="Give both functions the same keyword parameters and defaults.",
        )
    return Signal(
        name=name,
        family=family,
        text=read_text(module.__doc__, name),
        answer=answer,
        evidence=evidence,
        typical=getattr(module, "typical", None),
        thresholds=thresholds,
        fingerprint=_fingerprint(path, thresholds),
    )


def _load(path: Path) -> ModuleType:
    name = f"assay.signals.{path.parent.name}.{path.stem}"
    if path.is_relative_to(HERE):
        return importlib.import_module(name)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise InputError(f"{path} cannot be read as a signal.", fix="A signal is a Python file named after itself.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _function(module: ModuleType, wanted: str, name: str) -> Callable[..., Any]:
    function = getattr(module, wanted, None)
    if not inspect.isfunction(function):
        raise InputError(
            f"The file of signal {name} holds no function `{wanted}`.",
            fix=f"Define `def {wanted}(book, *, ...)` in it; the answering function bears the name of the file.",
        )
    return function


def _read_thresholds(function: Callable[..., Any], name: str) -> dict[str, int | float | str]:
    parameters = list(inspect.signature(function).parameters.values())
    thresholds = {parameter.name: parameter.default for parameter in parameters[1:]}
    for parameter in parameters[1:]:
        if parameter.kind is not parameter.KEYWORD_ONLY or not isinstance(parameter.default, int | float | str):
            raise InputError(
                f"The threshold `{parameter.name}` of signal {name} is not a keyword with a number or text as default.",
                fix=f"Write it after the star: `*, {parameter.name}: int = ...`.",
            )
    return thresholds


def _fingerprint(path: Path, thresholds: dict[str, int | float | str]) -> str:
    """Changes with the signal's file, with the meanings that all signals share, and with a threshold."""
    shared = [*sorted(HERE.glob("*.py")), *(Path(str(module.__file__)) for module in (book, spans))]
    digest = hashlib.sha256(json.dumps(thresholds, sort_keys=True).encode())
    for source in (path, *shared):
        digest.update(source.read_bytes())
    return digest.hexdigest()
