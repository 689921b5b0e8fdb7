"""Shows where in a text the words stand, and how much they are what the text is about."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assay.reports.catalogue.words.asking import Question, Sought, fold_text

#: characters shown around the first place
_SHOWN, _BEFORE = 220, 60


@dataclass(frozen=True)
class Piece:
    """A part of a text, as it is to be shown: plain, or marked."""

    text: str
    is_marked: bool = False


def compile_words(question: Question) -> re.Pattern[str]:
    """Finds each place of what is sought, in folded text."""
    return _compile(question.sought)


@lru_cache(maxsize=256)
def _compile(sought: tuple[Sought, ...]) -> re.Pattern[str]:
    parts = []
    for one in sorted(sought, key=lambda one: -len(one.words)):
        words = r"[\W_]+".join(map(re.escape, one.words))
        parts.append(words + (r"[^\W_]*" if one.is_beginning else ""))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])")


def mark_text(text: str, pattern: re.Pattern[str], *, whole: bool = False) -> tuple[Piece, ...]:
    """The part of `text` around the first place of the words, or the whole text, with the places marked."""
    folded = fold_text(text)
    first = pattern.search(folded)
    start = 0 if whole or first is None else max(0, first.start() - _BEFORE)
    end = len(text) if whole else min(len(text), start + _SHOWN)
    start, end = _widen(text, start, -1), _widen(text, end, 1)
    pieces = [Piece("… ")] if start else []
    place = start
    for found in pattern.finditer(folded, start, end):
        if found.start() > place:
            pieces.append(Piece(text[place : found.start()]))
        pieces.append(Piece(text[found.start() : found.end()], is_marked=True))
        place = found.end()
    if place < end:
        pieces.append(Piece(text[place:end]))
    return (*pieces, Piece(" …")) if end < len(text) else tuple(pieces)


def weigh_text(title: str, words: str, pattern: re.Pattern[str]) -> float:
    """How much the words are what a text is about, 0 to 1: how often they stand there, the more in a short text;
    a place in the title counts three times.
    """
    places = 3 * len(pattern.findall(fold_text(title))) + len(pattern.findall(fold_text(words[:4000])))
    length = len(title) + min(len(words), 4000)
    return places / (places + 1.0 + length / 400)


def _widen(text: str, place: int, step: int) -> int:
    """To the edge of the word at `place`, unless that is far away."""
    for moved in range(place, place + 20 * step, step):
        if moved <= 0 or moved >= len(text):
            return max(0, min(moved, len(text)))
        if text[moved - 1].isspace():
            return moved
    return place
