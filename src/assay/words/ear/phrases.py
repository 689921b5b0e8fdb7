"""Lists of phrases that the ear knows, read from files beside it and matched as whole words with their places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "de")


@dataclass(frozen=True)
class Heard:
    """Words that show something: their place in the text, what they show, and why that matters."""

    start: int
    end: int
    quote: str
    shows: str
    why: str


@cache
def read_file(name: str) -> Mapping[str, object]:
    """A YAML file of this folder as it stands."""
    text = files("assay.words.ear").joinpath(name).read_text(encoding="utf-8")
    content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    if not isinstance(content, dict):
        raise TypeError(f"{name} holds no groups")
    return content


@cache
def read_groups(name: str) -> Mapping[str, Mapping[str, Any]]:
    """A file of this folder whose every group holds entries by name, most of them by language."""
    groups: dict[str, Mapping[str, Any]] = {}
    for group, entries in read_file(name).items():
        if not isinstance(entries, dict):
            raise TypeError(f"{group} of {name} holds no entries")
        groups[group] = entries
    return groups


@cache
def compile_groups(name: str) -> Mapping[str, re.Pattern[str]]:
    """The groups of a file of phrases, each one pattern over folded text; languages are read together.

    A phrase is a regular expression; a blank in it stands for any white space, and it matches whole words only.
    """
    found: dict[str, re.Pattern[str]] = {}
    for group, by_language in read_groups(name).items():
        phrases = [phrase for language in LANGUAGES for phrase in by_language.get(language, ())]
        body = "|".join(f"(?:{phrase})" for phrase in phrases).replace(" ", r"\s+")
        found[group] = re.compile(rf"(?<![\w])(?:{body})(?![\w])")
    return found
