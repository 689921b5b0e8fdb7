"""Which measures a row of the record tells of in words: what was done, not what was asked for, promised or denied."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assay.words.ear.folding import fold_text, split_sentences
from assay.words.measures.measure import load_measures

_COUNTED = re.compile(r"\{\d+,\d+\}")


@dataclass(frozen=True)
class _Sought:
    subjects: tuple[tuple[str, re.Pattern[str]], ...]
    told: tuple[tuple[str, re.Pattern[str]], ...]
    offers: frozenset[str]
    denied: re.Pattern[str]
    not_yet: re.Pattern[str]
    not_yet_subject: re.Pattern[str]


def find_measures(subject: str, body: str, among: Collection[str] | None = None) -> tuple[str, ...]:
    """Codes of the measures that a held talk, a note or a message of ours tells of, in the order of the file.

    A sentence that asks, promises or denies is passed over, and so is a subject that invites or asks.
    among: codes that the sieves let through; None for all.
    """
    sought = _compile()
    found = set(_read_subject(subject, sought))
    tells = [(code, pattern) for code, pattern in sought.told if among is None or code in among]
    low = fold_text(body) if tells else ""
    tells = [(code, pattern) for code, pattern in tells if pattern.search(low)]
    if tells:
        for piece in split_sentences(body):
            hits = {code for code, pattern in tells if pattern.search(piece.folded)}
            if hits and not piece.folded.endswith("?"):
                found |= {code for code in hits if _is_done(code, piece.folded, sought)}
    return tuple(one.code for one in load_measures().every if one.code in found)


def list_sieves() -> list[tuple[str, str, str]]:
    """Of each measure that words tell of: its code, and what a subject and a text in small letters match that tell it.

    Regular expressions for engines that search quicker than Python; they know no refusals. Empty where none tells it.
    """
    return [
        (one.code, _write_sieve(one.subjects), _write_sieve(one.told))
        for one in load_measures().every
        if one.subjects or one.told
    ]


def _write_sieve(patterns: Sequence[str]) -> str:
    """Counted repetitions make such searches slow, and a sieve may let through more."""
    return "|".join(f"(?:{_COUNTED.sub('*', pattern)})" for pattern in patterns)


def _read_subject(subject: str, sought: _Sought) -> Iterator[str]:
    top = fold_text(subject)
    if not top or top.rstrip().endswith("?"):
        return
    hits = [code for code, pattern in sought.subjects if pattern.search(top)]
    if hits and not sought.not_yet_subject.search(top):
        yield from hits


def _is_done(code: str, sentence: str, sought: _Sought) -> bool:
    """Whether the sentence tells of it as done: what stands outside the words that name it neither asks nor denies."""
    left = sentence
    for name, pattern in sought.told:
        if name == code:
            left = pattern.sub(" ", left)
    if sought.denied.search(left):
        return False
    return code in sought.offers or sought.not_yet.search(left) is None


@lru_cache(maxsize=1)
def _compile() -> _Sought:
    measures = load_measures()
    return _Sought(
        subjects=tuple((one.code, _join(one.subjects)) for one in measures.every if one.subjects),
        told=tuple((one.code, _join(one.told)) for one in measures.every if one.told),
        offers=frozenset(one.code for one in measures.every if one.is_offer),
        denied=_join(measures.denied),
        not_yet=_join(measures.not_yet),
        not_yet_subject=_join(measures.not_yet_subject),
    )


def _join(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(f'(?:{one})' for one in patterns)})\b")
