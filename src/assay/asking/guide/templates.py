"""The questions that guides are made of, as they are shipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

#: fewer questions leave too much unasked, more are not answered
FEWEST, MOST = 5, 10
LANGUAGES = ("en", "de")
#: how a deal ended, as debriefs have it
OUTCOMES = ("lost", "no_decision", "silent", "won")


@dataclass(frozen=True)
class Template:
    """One question to choose from.

    on: the outcomes it is asked after.  part: what it is about; a guide has one question of a part.  place: its order.
    is_core: it stands in every guide unless there are too many.  yields: of too many the highest goes first, 0 stays.
    texts, whys: by language; a why may be read by the buyer.  version: which state of it.
    """

    key: str
    on: tuple[str, ...]
    part: str
    place: int
    is_core: bool
    yields: int
    texts: Mapping[str, str]
    whys: Mapping[str, str]
    version: int = 1

    def say(self, language: str) -> str:
        """The question in a language, in English where it is not written in that one."""
        return self.texts.get(language) or self.texts["en"]

    def say_why(self, language: str) -> str:
        """What it is asked for, in a language as say() has it."""
        return self.whys.get(language) or self.whys.get("en", "")


@dataclass(frozen=True)
class Shipped:
    """The file of templates. version: raised whenever a question in it changes."""

    version: int
    templates: tuple[Template, ...]


@cache
def read_shipped() -> Shipped:
    """The templates as they come with the product, in the order of their places."""
    content: Any = yaml.safe_load(files("assay.asking.guide").joinpath("templates.yml").read_text(encoding="utf-8"))
    found = [_make(key, told) for key, told in content["questions"].items()]
    return Shipped(content["version"], tuple(sorted(found, key=lambda one: one.place)))


def _make(key: str, told: Mapping[str, Any]) -> Template:
    return Template(
        key,
        tuple(told["after"]),
        told["part"],
        told["place"],
        told.get("core", False),
        told.get("yields", 0),
        told["text"],
        told["why"],
    )
