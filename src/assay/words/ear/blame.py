"""Hears wording that blames somebody, in what colleagues write about a deal, so that it can be said kindly (T10)."""

import re
from dataclasses import dataclass

from assay.words.ear.folding import fold_text, list_words, split_sentences
from assay.words.ear.language import tell_language
from assay.words.ear.phrases import Heard, compile_groups

#: letters of a text that are heard
HEARD = 8_000
#: the word before what was done or left undone: whoever says it of the own side owns up
_OURSELVES = frozenset({"i", "we", "ich", "wir", "it", "es", "this", "that", "us", "uns", "mir", "me"})
#: words that may stand between
_BETWEEN = frozenset(
    {"really", "just", "also", "simply", "again", "then", "auch", "einfach", "wieder", "doch", "all", "both"}
)
_WHY = {
    "failed": "it names what a person left undone instead of what happened",
    "judged": "it judges a person",
    "fault": "it says whose fault it was",
}
_INSTEAD = {
    "en": "Say what happened and when, what came of it, and what we would do another time.",
    "de": "Schreiben Sie, was wann geschah, was daraus wurde und was wir ein anderes Mal täten.",
}
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True)
class BlameHeard:
    """Places that blame, with a kinder way. instead: empty where nothing was heard."""

    signs: tuple[Heard, ...] = ()
    instead: str = ""


def hear_blame(text: str) -> BlameHeard:
    """Where a text blames somebody; places are those of `text`. Phrases of English and German are heard.

    "We should have called" owns up and is not blame; "she should have called" is.
    """
    heard = text[:HEARD]
    if not list_words(fold_text(heard)):
        return BlameHeard()
    signs: list[Heard] = []
    for piece in split_sentences(heard):
        for group, pattern in compile_groups("blame.yml").items():
            for found in pattern.finditer(piece.folded):
                if group == "failed" and not _is_of_others(piece.folded, found.start(), found.group()):
                    continue
                start, end = piece.start + found.start(), piece.start + found.end()
                signs.append(Heard(start, end, heard[start:end], group, _WHY[group]))
    if not signs:
        return BlameHeard()
    language = tell_language(heard)
    return BlameHeard(_drop_inner(signs), _INSTEAD["de" if language == "de" else "en"])


def _drop_inner(signs: list[Heard]) -> tuple[Heard, ...]:
    """The places in order; one that lies within another says nothing more."""
    kept: list[Heard] = []
    for sign in sorted(signs, key=lambda sign: (sign.start, -sign.end)):
        if not kept or sign.end > kept[-1].end:
            kept.append(sign)
    return tuple(kept)


def _is_of_others(folded: str, start: int, said: str) -> bool:
    """Whether somebody else is the one of whom it is said: the last word before it, or the first within for German."""
    before = [word for word in _WORD.findall(folded[:start]) if word not in _BETWEEN]
    within = _WORD.findall(said)
    if any(word in {"ich", "wir"} for word in within):
        return False
    return bool(before) and before[-1] not in _OURSELVES
