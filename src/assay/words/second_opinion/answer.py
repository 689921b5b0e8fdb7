"""Reads a model's answer: finds the JSON in it, and keeps the codes that hold against the schema and the text."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator

from assay.words.second_opinion.schema import build_code_schema, build_frame_schema
from assay.words.taxonomy.driver import Taxonomy

#: characters of an answer that are looked at
_MOST = 400_000
#: places in an answer at which JSON is looked for
_MOST_TRIES = 200
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
#: signs that models write in place of others
_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "}
)


class Unreadable(Exception):
    """An answer that holds no codes at all; the message says what is wrong with it."""


@dataclass(frozen=True)
class Code:
    """One code of a passage (from 1). shown text[start:end] is the quote, found there."""

    passage: int
    start: int
    end: int
    quote: str
    driver: str
    theme: str | None
    about: str
    polarity: str


@dataclass(frozen=True)
class Answer:
    """The codes that hold, and why others were refused."""

    codes: tuple[Code, ...]
    refused: tuple[str, ...] = field(default=())


def read_answer(content: str, shown: Sequence[str], taxonomy: Taxonomy) -> Answer:
    """The codes in what a model wrote about the passages `shown`.

    A code is refused whose driver is none in use, whose passage there is not, or whose quote does not stand in its
    passage. Raises Unreadable where there is no answer of the asked shape.
    """
    told = find_object(content)
    if fault := next(Draft202012Validator(build_frame_schema(len(shown))).iter_errors(told), None):
        raise Unreadable(f"the answer has not the asked shape: {fault.message[:200]}")
    checker = Draft202012Validator(build_code_schema(taxonomy, len(shown)))
    codes: list[Code] = []
    refused = []
    for number, entry in enumerate(told["codes"], 1):
        found = _read_code(entry, checker, shown)
        if isinstance(found, str):
            refused.append(f"code {number}: {found}")
        elif found not in codes:
            codes.append(found)
    return Answer(tuple(codes), tuple(refused))


def find_object(content: str) -> dict[str, Any]:
    """The first JSON object with codes in a text, whatever stands around it. Raises Unreadable."""
    text = _THOUGHT.sub("", content[:_MOST]).lstrip("\ufeff")
    decoder = json.JSONDecoder(object_pairs_hook=_refuse_twice, parse_constant=_refuse_constant)
    fault, tried, at = "it holds no JSON object", 0, text.find("{")
    while at >= 0 and tried < _MOST_TRIES:
        tried += 1
        try:
            found, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            fault, end = f"its JSON is broken: {_describe(error)}", at + 1
        else:
            if isinstance(found, dict) and "codes" in found:
                return found
            fault = "its JSON holds no codes"
        at = text.find("{", end)
    raise Unreadable(f"the answer cannot be read: {fault}")


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return told


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _describe(error: Exception) -> str:
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)[:120]


def _read_code(entry: Any, checker: Draft202012Validator, shown: Sequence[str]) -> Code | str:
    """The code, or why it is refused."""
    if fault := next(checker.iter_errors(entry), None):
        place = ".".join(str(part) for part in fault.absolute_path)
        return f"{place or 'the whole'}: {_clean(fault.message)[:160]}"
    told: Mapping[str, Any] = entry
    text = shown[told["passage"] - 1]
    place_found = find_quote(text, told["quote"])
    if place_found is None:
        return f"the quote does not stand in passage {told['passage']}: {_clean(told['quote'])[:80]!r}"
    start, end = place_found
    return Code(
        told["passage"], start, end, text[start:end], told["driver"], told["theme"], told["about"], told["polarity"]
    )


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text; only white space and the kind of quotation marks and dashes may differ."""
    words = quote.translate(_ALIKE).split()
    if not words or not any(letter.isalnum() for word in words for letter in word):
        return None
    found = re.search(r"\s+".join(re.escape(word) for word in words), text.translate(_ALIKE))
    return found.span() if found else None


def _clean(text: str) -> str:
    """Fit to be kept: half characters cannot be written."""
    return text.encode("utf-8", "replace").decode("utf-8")
