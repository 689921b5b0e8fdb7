"""Scripts for one driver: opener, one question, three prompts, and one for whoever talks in our stead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assay.domain.errors import InputError

LANGUAGES = ("en", "de")
PARTS = ("opener", "question", "prompts", "adviser_script")
#: what a template may hold, each filled from the record of the deal
PLACES = ("buyer", "role", "rep", "account", "stage", "known", "driver")
PROMPTS = 3

_PLACE = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Script:
    """What to say. With {places} it is a template; filled, it is what a rep reads out. prompts: three."""

    opener: str
    question: str
    prompts: tuple[str, ...]
    adviser_script: str

    def as_texts(self) -> dict[str, str]:
        """Each part as one text; prompts one a line."""
        return {
            "opener": self.opener,
            "question": self.question,
            "prompts": "\n".join(self.prompts),
            "adviser_script": self.adviser_script,
        }


def read_script(texts: Mapping[str, str]) -> Script:
    """A script from one text for each part, prompts one a line; what is missing is empty."""
    prompts = tuple(line.strip() for line in texts.get("prompts", "").splitlines() if line.strip())
    return Script(
        texts.get("opener", "").strip(), texts.get("question", "").strip(), prompts,
        texts.get("adviser_script", "").strip(),
    )  # fmt: skip


def list_written() -> tuple[str, ...]:
    """The drivers that have words of their own."""
    return tuple(_read()["drivers"])


def find_template(driver: str, language: str = "en") -> Script:
    """Our template for a driver; for one that has no words of its own, the one that holds for any.

    A language that it is not written in is answered in English.
    """
    spoken = language if language in LANGUAGES else "en"
    told = _read()
    own = told["drivers"].get(driver, told["any"])[spoken]
    frames = told["frames"][spoken]
    opener = _put_in(frames["opener"], {"point": own["point"]})
    point = own.get("adviser_point", own["point"])
    adviser = _put_in(frames["adviser_script"], {"point": point, "adviser": own["adviser"]})
    return Script(opener, own["question"], tuple(own["prompts"]), adviser)


def say_stage(place: str, language: str) -> str:
    """A sentence on where the talks stand. place: early or late; empty for neither."""
    sentences = _read()["stages"][language if language in LANGUAGES else "en"]
    return str(sentences.get(place, ""))


def fill_script(template: Script, filling: Mapping[str, str]) -> Script:
    """The template with its places filled. filling: place -> what the record says; an empty text is not known."""
    return Script(
        fill(template.opener, filling),
        fill(template.question, filling),
        tuple(fill(one, filling) for one in template.prompts),
        fill(template.adviser_script, filling),
    )


def fill(text: str, filling: Mapping[str, str]) -> str:
    """The text with its places filled: {word|other} falls back, and [ ... ] falls away where a place is not known."""

    def keep(match: re.Match[str]) -> str:
        inner = match.group(1)
        return inner if all(filling.get(name) or other for name, other in _PLACE.findall(inner)) else ""

    kept = _OPTIONAL.sub(keep, text)
    filled = _PLACE.sub(lambda match: filling.get(match.group(1)) or match.group(2) or "", kept)
    return re.sub(r"[ \t]+([,.;:?!])", r"\1", re.sub(r"[ \t]{2,}", " ", filled)).strip()


def check_template(script: Script) -> None:
    """Raises InputError for a template that cannot be filled, or lacks a part."""
    for part, text in script.as_texts().items():
        if not text:
            raise InputError(f"The {part.replace('_', ' ')} is empty.", fix="Write it, or go back to ours.")
        _check_places(text)
    if len(script.prompts) != PROMPTS:
        raise InputError(
            f"There are {len(script.prompts)} listening prompts; expected {PROMPTS}.", fix="Write one on each line."
        )


@dataclass(frozen=True)
class OddPlace:
    """What in a template cannot be filled: a place that is none of PLACES, or a bracket without its partner."""

    what: str
    is_bracket: bool


def find_odd_place(text: str) -> OddPlace | None:
    """The first thing in a text that cannot be filled; None where all can."""
    for name, _ in _PLACE.findall(text):
        if name not in PLACES:
            return OddPlace(f"{{{name}}}", is_bracket=False)
    bare = _PLACE.sub("", _OPTIONAL.sub(lambda match: match.group(1), text))
    found = re.search(r"[\[\]{}]", bare)
    return OddPlace(found.group(), is_bracket=True) if found else None


def _check_places(text: str) -> None:
    odd = find_odd_place(text)
    if odd is not None and odd.is_bracket:
        raise InputError(f"A bracket {odd.what!r} has no partner.", fix="Close it, or leave it out.")
    if odd is not None:
        known = ", ".join(f"{{{one}}}" for one in PLACES)
        raise InputError(f"{odd.what} is nothing that the record can fill in; expected one of {known}.",
                         fix="Use one of these, or write the words themselves.")  # fmt: skip


def _put_in(frame: str, words: Mapping[str, str]) -> str:
    for name, said in words.items():
        frame = frame.replace(f"{{{name}}}", said)
    return frame


@cache
def _read() -> Mapping[str, Any]:
    path = Path(__file__).with_name("templates.yml")
    told: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return told
