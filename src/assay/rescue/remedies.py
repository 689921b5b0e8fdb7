"""What can still be done about a driver while a deal is open, and what to find out first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("en", "de")


@dataclass(frozen=True)
class Remedy:
    """ask: what to find out first.  step: what can be done about it."""

    ask: str
    step: str


def find_remedy(driver: str, language: str = "en") -> Remedy | None:
    """The step for a driver; of a language that it is not written in, in English. None for a driver of one's own."""
    told = _read().get(driver)
    if told is None:
        return None
    spoken = language if language in LANGUAGES else "en"
    return Remedy(told["ask"][spoken], told["step"][spoken])


@cache
def _read() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    path = Path(__file__).with_suffix(".yml")
    told: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))["drivers"]
    return told
