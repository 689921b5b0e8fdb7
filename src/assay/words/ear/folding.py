"""Text as the ear matches it: small letters and straight quotes, letter for letter where the original has them.

Positions in folded text are positions in the original, so that what is found can be marked where it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "}
)

#: What ends no sentence although a stop follows it.
_SHORT = r"(?:mr|mrs|ms|dr|prof|st|no|nr|vs|etc|e\.g|i\.e|z\.b|d\.h|u\.a|ca|approx|inc|ltd|co|bzw|inkl|evtl|ggf)\.$"

_STOP = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True)
class Piece:
    """One sentence: where it stands in the whole text, as written and folded."""

    start: int
    end: int
    text: str
    folded: str


def fold_text(text: str) -> str:
    """The text in small letters with straight quotes and breaks as blanks; as long as it was."""
    low = text.translate(_STRAIGHT).lower()
    if len(low) != len(text):  # a few letters, such as a dotted capital I, become two
        low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text.translate(_STRAIGHT))
    return low


def list_words(folded: str) -> list[str]:
    """The words of folded text, contractions and compounds whole."""
    return _WORD.findall(folded)


def split_sentences(text: str) -> list[Piece]:
    """The sentences of a text in order, without the blanks around them; a list item is a sentence."""
    folded = fold_text(text)
    return [Piece(start, end, text[start:end], folded[start:end]) for start, end in _find_bounds(folded)]


def _find_bounds(folded: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for stop in _STOP.finditer(folded):
        if stop.group().startswith(".") and re.search(_SHORT, folded[max(begin, stop.end() - 8) : stop.end()]):
            continue
        yield from _trim(folded, begin, stop.end())
        begin = stop.end()
    yield from _trim(folded, begin, len(folded))


def _trim(folded: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    part = folded[begin:end]
    if kept := part.strip():
        start = begin + part.index(kept[0])
        yield start, start + len(kept)
