"""Reads the text files of the sample: phrases by section, and tables of cells between bars."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "texts"


def read_text(name: str) -> str:
    """The whole text of one file."""
    return (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def read_phrases(name: str) -> Mapping[str, tuple[str, ...]]:
    """The phrases of one file by section: a section is `[name]`, each line below it one phrase, its breaks as \\n."""
    sections: dict[str, list[str]] = {}
    section = ""
    for line in _lines(name):
        if line.startswith("["):
            section = line.strip("[]")
            sections[section] = []
        else:
            sections[section].append(line.replace("\\n", "\n"))
    return {name: tuple(lines) for name, lines in sections.items()}


@lru_cache(maxsize=16)
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The cells of each line of one file, which stand between bars."""
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in _lines(name))


def _lines(name: str) -> list[str]:
    return [line.strip() for line in read_text(name).splitlines() if line.strip()]
