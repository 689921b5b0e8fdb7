"""The kinds of measure, read from their file."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from assay.domain.errors import InputError


@dataclass(frozen=True)
class Measure:
    """Something a seller can do against a concern.

    record: the name of what in the record tells it without words, may be empty.  subjects, told: regular expressions
    on small letters, of a subject and of a sentence.  is_offer: saying that we would do it is doing it.
    """

    code: str
    name: str
    name_de: str
    definition: str
    definition_de: str
    record: str
    subjects: tuple[str, ...]
    told: tuple[str, ...]
    is_offer: bool = False

    def name_in(self, language: str) -> str:
        """Its name in that language, English where there is none."""
        return self.name_de if language == "de" else self.name

    def define_in(self, language: str) -> str:
        """Its definition in that language, English where there is none."""
        return self.definition_de if language == "de" else self.definition


@dataclass(frozen=True)
class Measures:
    """All of them. denied, not_yet, not_yet_subject: what makes a sentence, or a subject, tell of nothing done."""

    version: str
    every: tuple[Measure, ...]
    denied: tuple[str, ...]
    not_yet: tuple[str, ...]
    not_yet_subject: tuple[str, ...]

    @property
    def by_code(self) -> dict[str, Measure]:
        """code -> the measure."""
        return {one.code: one for one in self.every}


@lru_cache(maxsize=1)
def load_measures() -> Measures:
    """Those that Assay comes with."""
    return parse_measures((files("assay.words.measures") / "measures.yml").read_text(encoding="utf-8"))


def parse_measures(text: str) -> Measures:
    """The measures that `text`, a YAML file, holds. Raises InputError for a code that stands twice."""
    told: dict[str, Any] = yaml.safe_load(text)
    every = tuple(_build(one) for one in told["measures"])
    codes = [one.code for one in every]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise InputError(f"The measure {twice[0]} stands there twice.", fix="Give each measure a code of its own.")
    return Measures(
        str(told["version"]), every, *(tuple(told[name]) for name in ("denied", "not_yet", "not_yet_subject"))
    )


def _build(told: dict[str, Any]) -> Measure:
    return Measure(
        code=told["code"],
        name=told["name"],
        name_de=told["name_de"],
        definition=told["definition"],
        definition_de=told["definition_de"],
        record=told.get("record", ""),
        subjects=tuple(told.get("subjects", ())),
        told=tuple(told.get("told", ())),
        is_offer=bool(told.get("is_offer")),
    )
