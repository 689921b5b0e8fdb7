"""Reads a story: a text file that tells one deal beat by beat.

A file has `name: value` lines, then beats. A beat begins with `@DAY [HH:MM] VERB words | part | part`, its day counted
from the day on which the deal was opened; the lines below it are its text. What each verb means is in stories.py.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_BEAT = re.compile(r"@(-?\d+)(?: (\d\d):(\d\d))? ([a-z]+) ?(.*)")
FOLDER = Path(__file__).parent / "stories"


@dataclass(frozen=True)
class Beat:
    """One thing that happens: on which day, at which minute of it (None: at any), what, and its text."""

    day: int
    minute: int | None
    verb: str
    words: tuple[str, ...]
    parts: tuple[str, ...]
    text: str

    def option(self, name: str) -> int | None:
        """The number that stands behind a word, such as `due 14`."""
        return int(self.words[self.words.index(name) + 1]) if name in self.words else None


@dataclass(frozen=True)
class Story:
    """One deal as it is told: its facts, its people, its beats."""

    name: str
    facts: dict[str, str]
    cast: dict[str, str]
    beats: tuple[Beat, ...]

    @property
    def shows(self) -> tuple[str, ...]:
        return tuple(self.facts["shows"].split())

    @property
    def buyers(self) -> list[tuple[str, str]]:
        """First name and surname of each buyer in it."""
        names = (line.partition(" | ")[0].partition(" ") for line in self.cast.values())
        return [(given, family) for given, _, family in names]


def read_stories() -> list[Story]:
    """Every story of the sample, in the order of their deals' opening."""
    stories = [read_story(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))]
    return sorted(stories, key=lambda story: (story.facts["opened"], story.name))


def read_story(name: str, text: str) -> Story:
    """A story from its text.

    raises  ValueError for a line that is neither a fact nor a beat.
    """
    head, _, body = text.partition("\n@")
    facts, cast = {}, {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{name}: {line!r} is not a fact; write NAME: VALUE")
        if key.startswith("cast "):
            cast[key.removeprefix("cast ")] = value.strip()
        else:
            facts[key] = value.strip()
    beats = tuple(_read_beat(name, f"@{part}") for part in re.split(r"\n@", body))
    return Story(name, facts, cast, beats)


def _read_beat(story: str, text: str) -> Beat:
    line, _, below = text.partition("\n")
    found = _BEAT.fullmatch(line.strip())
    if not found:
        raise ValueError(f"{story}: {line!r} is not a beat; write @DAY [HH:MM] VERB words | part")
    day, hour, minute, verb, rest = found.groups()
    words, *parts = (part.strip() for part in rest.split("|"))
    clock = int(hour) * 60 + int(minute) if hour else None
    return Beat(int(day), clock, verb, tuple(words.split()), tuple(parts), below.strip())
