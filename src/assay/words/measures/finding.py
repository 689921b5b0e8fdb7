"""Which measures a row of the record tells of in words: what was done, not what was asked for, promised or denied."""

import re
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


def find_measures(subject: str, body: str) -> tuple[str, ...]:
    """Codes of the measures that a held talk, a note or a message of ours tells of, in the order of the file.

    A sentence that asks, promises or denies is passed over, and so is a subject that invites or asks.
    """
    sought = _compile()
    found = set()
    top = fold_text(subject)
    if not (top.rstrip().endswith("?") or sought.not_yet_subject.search(top)):
        found |= {code for code, pattern in sought.subjects if pattern.search(top)}
    if any(pattern.search(low) for low in (fold_text(body),) for _, pattern in sought.told):
        for piece in split_sentences(body):
            hits = {code for code, pattern in sought.told if pattern.search(piece.folded)}
            if hits and not piece.folded.endswith("?"):
                found |= {code for code in hits if _is_done(code, piece.folded, sought)}
    return tuple(one.code for one in load_measures().every if one.code in found)


def sieve_subjects() -> str:
    """A regular expression that every subject in small letters matches in which something can be found.

    For engines that search quicker than Python; it knows no refusals.
    """
    return _write_sieve([pattern for one in load_measures().every for pattern in one.subjects])


def sieve_bodies() -> str:
    """The same for texts."""
    return _write_sieve([pattern for one in load_measures().every for pattern in one.told])


def _write_sieve(patterns: list[str]) -> str:
    """Counted repetitions make such searches slow, and a sieve may let through more."""
    return "|".join(f"(?:{_COUNTED.sub('*', pattern)})" for pattern in patterns)


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
