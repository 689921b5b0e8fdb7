"""How reps, buyers and colleagues say each driver, and what they say without giving a reason; read once."""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from assay.words.coding.code import NOTHING, PRAISE
from assay.words.taxonomy import Taxonomy

_FILES = tuple(f"wordings_{number}.txt" for number in (1, 2, 3, 4, 5, 6, 7, 8))
_PRAISE = "praise.txt"
_HEADING = re.compile(r"\[(\w+(?: \w+)?)\]")


def read_headed(name: str) -> dict[str, list[str]]:
    """The lines of a text beside this file, by the [heading] that they stand under; "#" begins a remark.

    A heading is a code, or a code and the theme that its lines have in place of the one of their driver.
    """
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (files("assay.words.coding") / name).read_text(encoding="utf-8").splitlines():
        if heading := _HEADING.fullmatch(line):
            lines = found.setdefault(heading[1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


@lru_cache(maxsize=1)
def read_wordings() -> dict[str, list[str]]:
    """Sentences by the code of their driver, and by NOTHING."""
    found: dict[str, list[str]] = {}
    for name in _FILES:
        for code, lines in read_headed(name).items():
            found.setdefault(code.split()[0], []).extend(lines)
    return found


@lru_cache(maxsize=1)
def _read_themes() -> dict[str, str]:
    """The theme of each sentence that has one of its own."""
    headed = [(heading, lines) for name in _FILES for heading, lines in read_headed(name).items() if " " in heading]
    own = {line: heading.split()[1] for heading, lines in headed for line in lines}
    return own | {line: theme for theme, lines in read_headed(_PRAISE).items() for line in lines}


def list_lessons(taxonomy: Taxonomy) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the coder learns from: texts, and the driver in use (or PRAISE, or NOTHING) of each.

    A driver's definition and examples, and the sentences kept for its code. Those of a code that was merged count for
    the one that stays; of one that was split, for none, since nobody said which part they belong to.
    """
    lessons: dict[str, str] = {}
    for driver in taxonomy.drivers:
        now = taxonomy.read_code(driver.code)
        if len(now) == 1:
            told = (driver.definition, *driver.examples) if driver.in_use else driver.examples
            lessons |= dict.fromkeys((*told, *read_wordings().get(driver.code, ())), now[0])
    lessons |= dict.fromkeys((line for lines in read_headed(_PRAISE).values() for line in lines), PRAISE)
    lessons |= dict.fromkeys(read_wordings()[NOTHING], NOTHING)
    return tuple(lessons), tuple(lessons.values())


def list_themes(texts: Sequence[str], labels: Sequence[str], taxonomy: Taxonomy) -> tuple[str, ...]:
    """The theme of each lesson: its own, else that of its driver; empty for none, or where the taxonomy lacks it."""
    known, own = {theme.code for theme in taxonomy.themes}, _read_themes()
    usual = {driver.code: driver.theme or "" for driver in taxonomy.in_use}
    found = (own.get(text) or usual.get(label, "") for text, label in zip(texts, labels, strict=True))
    return tuple(theme if theme in known else "" for theme in found)
