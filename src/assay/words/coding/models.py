"""The models that the coder learns from its lessons, and what was learned kept for the next process."""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from platform import machine, python_version

import numpy as np

from assay.words.coding.code import NOTHING, PRAISE
from assay.words.coding.kept import keep_learned, read_learned
from assay.words.coding.likeness import Likeness, learn_likeness
from assay.words.coding.praise import Praise, learn_praise
from assay.words.coding.sieve import Sieve, learn_sieve
from assay.words.coding.themes import Themes, learn_themes
from assay.words.coding.wording import Learned, name_parts, pick_parts
from assay.words.embedding import Vectors

_LIBRARIES = ("numpy", "scipy", "scikit-learn")


@dataclass(frozen=True)
class Lessons:
    """labels: of each text the driver's code, one of `codes`, or PRAISE or NOTHING.  themes: empty for none.

    coder: the name of the coder that learns from them.
    """

    coder: str
    texts: Sequence[str]
    labels: Sequence[str]
    themes: Sequence[str]
    vectors: Vectors
    codes: Sequence[str]

    def pick(self, *without: str) -> list[int]:
        """The places of the lessons that have none of these labels."""
        return [place for place, label in enumerate(self.labels) if label not in without]

    def take(self, places: Sequence[int]) -> tuple[list[str], Vectors]:
        """Texts and vectors of these places."""
        return [self.texts[at] for at in places], Vectors(self.vectors.id, self.vectors.rows[list(places)])


class Models:
    """learned: what `_learn` found in these lessons. Raises KeyError or ValueError where that is something else."""

    def __init__(self, lessons: Lessons, learned: Learned) -> None:
        told = lessons.pick(NOTHING)
        self.drivers = Likeness(
            lessons.take(lessons.pick(NOTHING, PRAISE))[1], pick_parts("drivers", learned), len(lessons.codes)
        )
        self.reasons = Likeness(lessons.vectors, pick_parts("reasons", learned), 2)
        self.sieve = Sieve(pick_parts("sieve", learned))
        self.praise = Praise(pick_parts("praise", learned))
        themes = [lessons.themes[at] for at in told]
        self.themes = Themes(lessons.take(told)[1], themes, pick_parts("themes", learned))


def open_models(lessons: Lessons, folder: Path) -> Models:
    """The models as `folder` keeps them; learned, in seconds, and kept there where it holds none that can be used."""
    name = name_learned(lessons)
    kept = read_learned(folder, name)
    if kept is not None:
        try:
            return Models(lessons, kept)
        except (KeyError, ValueError):
            pass  # somebody else's numbers: learned anew and put in their place
    learned = _learn(lessons)
    keep_learned(folder, name, learned)
    return Models(lessons, learned)


def name_learned(lessons: Lessons) -> str:
    """A name that changes with all that could change one bit of what is learned."""
    told = [lessons.coder, lessons.texts, lessons.labels, lessons.themes, lessons.codes, _name_code(), _name_machine()]
    found = hashlib.sha256(json.dumps(told).encode())
    found.update(lessons.vectors.rows.tobytes())
    return found.hexdigest()[:32]


def _learn(lessons: Lessons) -> Learned:
    at, told = lessons.pick(NOTHING, PRAISE), lessons.pick(NOTHING)
    gives = [label != NOTHING for label in lessons.labels]
    texts, vectors = lessons.take(told)
    drivers = [lessons.codes.index(lessons.labels[place]) for place in at]
    parts = {
        "drivers": learn_likeness(*lessons.take(at), drivers, len(lessons.codes)),
        "reasons": learn_likeness(lessons.texts, lessons.vectors, [int(one) for one in gives], 2),
        "sieve": learn_sieve(lessons.texts, gives),
        "praise": learn_praise(texts, [lessons.labels[place] == PRAISE for place in told]),
        "themes": learn_themes(texts, vectors, [lessons.themes[place] for place in told]),
    }
    return {key: found for name, part in parts.items() for key, found in name_parts(name, part).items()}


@cache
def _name_code() -> str:
    here = sorted((one for one in files("assay.words.coding").iterdir() if one.name.endswith(".py")), key=str)
    return hashlib.sha256(b"\0".join(one.read_bytes() for one in here)).hexdigest()


def _name_machine() -> list[object]:
    """Libraries that fit, and how they add up: another processor, or more threads of it, give other last bits."""
    built = np.show_config(mode="dicts") or {}
    processor = [machine(), str(built.get("SIMD Extensions")), str(built.get("Build Dependencies"))]
    threads = [len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()]
    asked = sorted((name, told) for name, told in os.environ.items() if name.endswith("_NUM_THREADS"))
    return [python_version(), [version(name) for name in _LIBRARIES], processor, threads, asked]
