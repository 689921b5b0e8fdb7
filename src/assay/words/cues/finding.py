"""Finds buying cues, sentence by sentence."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assay.domain.cue import NO_CUE, RULES, Cue

_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…]+(?=\s|$)|[.!?…](?=\S)[^.!?…\n]*)*[.!?…]*")

#: letters of one sentence that are looked at; nobody speaks a longer one
_LONGEST = 1_000


@dataclass(frozen=True)
class FoundCue:
    """A sentence, text[start:end], with the matters that it is a cue of."""

    start: int
    end: int
    sentence: str
    cues: tuple[Cue, ...]


def find_cues(text: str) -> list[FoundCue]:
    """The buying cues of a buyer's own words, in their order; English and German, other languages give none."""
    found = []
    for start, sentence in split_sentences(text):
        cues = _judge(fold_letters(sentence[:_LONGEST]))
        if cues:
            found.append(FoundCue(start, start + len(sentence), sentence, cues))
    return found


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """(start, sentence) of each sentence or line, its mark at its end, without blanks around it."""
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        if sentence:
            yield match.start() + match.group().index(sentence), sentence


def fold_letters(text: str) -> str:
    """Small letters without accents, apostrophes plain, as the patterns of domain/cue.py want them."""
    apart = unicodedata.normalize("NFD", text.lower().replace("ß", "ss").replace("’", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern, made once."""
    return re.compile(pattern)


def _judge(folded: str) -> tuple[Cue, ...]:
    found = tuple(
        cue
        for cue, rules in RULES.items()
        if any(all(compile_pattern(pattern).search(folded) for pattern in rule) for rule in rules)
    )
    return () if found and compile_pattern(NO_CUE).search(folded) else found
