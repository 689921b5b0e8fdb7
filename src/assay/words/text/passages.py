"""A text cut into passages of a few sentences, each with its place in the original."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assay.words.text.cleaning import GAP, mask_text, read_words

#: words: a passage takes in sentences until it has the fewest, and is cut at the most
FEWEST, MOST = 9, 60

#: a stop, with a closing quote or bracket, before a blank and what looks like a beginning; or an empty line
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W\d_a-z]|[-*•\d])|[。！？]|\n\s*\n|\n(?=\s*[-*•] )"
)
_SHORT_FORMS = re.compile(
    r"(?:\b(?:e\.g|i\.e|z\.B|approx|ca|vs|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Inc|Ltd|Co|Corp|resp|bzw)|\b[A-Z])\.$"
)
_WORD = re.compile(r"\w[\w'’\-]*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Passage:
    """text: in one line, as a person reads it.  start, end: its place in the original, end not included."""

    text: str
    start: int
    end: int


def whole_passage(text: str, *, is_message: bool = False) -> Passage | None:
    """All that the writer wrote as one passage; None where nothing is left."""
    masked = mask_text(text, is_message=is_message)
    return _read(masked, 0, len(masked))


def cut_passages(text: str, *, is_message: bool = False, fewest: int = FEWEST, most: int = MOST) -> tuple[Passage, ...]:
    """Passages in their order, none overlapping: whole sentences until `fewest` words, never more than `most` words.

    is_message: the text is an e-mail or letter, so that quoted messages and signatures are left out. An empty line
    always ends a passage.
    """
    masked = mask_text(text, is_message=is_message)
    found: list[Passage] = []
    start = end = None
    for begins, ends, closes in _cut_sentences(masked, most):
        words = _count(masked[begins:ends])
        if start is not None and end is not None and _count(masked[start:ends]) > most:
            _add(found, masked, start, end)
            start = None
        start = begins if start is None else start
        end = ends
        if closes or words >= fewest or _count(masked[start:end]) >= fewest:
            _add(found, masked, start, end)
            start = end = None
    if start is not None and end is not None:
        _add(found, masked, start, end)
    return tuple(found)


def _add(found: list[Passage], masked: str, start: int, end: int) -> None:
    passage = _read(masked, start, end)
    if passage:
        found.append(passage)


def _read(masked: str, start: int, end: int) -> Passage | None:
    part = masked[start:end]
    bare = part.strip(" \t\n\f\v\xa0" + GAP)
    if not bare:
        return None
    start += part.index(bare)
    return Passage(read_words(bare), start, start + len(bare))


def _cut_sentences(masked: str, most: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether an empty line follows), no sentence longer than `most` words."""
    start = 0
    for found in _SENTENCE_END.finditer(masked):
        paragraph = "\n" in found[0] and (found[0].count("\n") > 1 or not found[0].strip("\n"))
        wide_stop = found[0] in "。！？"
        end = found.end() if wide_stop else found.start() + len(found[0]) - len(found[0].lstrip("\"'”’)]"))
        if not paragraph and not wide_stop and _SHORT_FORMS.search(masked[max(0, found.start() - 8) : found.start()]):
            continue
        yield from _cut_long(masked, start, end, paragraph, most)
        start = found.end()
    yield from _cut_long(masked, start, len(masked), True, most)


def _cut_long(masked: str, start: int, end: int, closes: bool, most: int) -> Iterator[tuple[int, int, bool]]:
    if not masked[start:end].strip(" \t\n" + GAP):
        return
    if _count(masked[start:end]) <= most:
        yield start, end, closes
        return
    words = list(_units(masked, start, end))
    for at in range(0, len(words), most):
        stops = words[at + most][0] if at + most < len(words) else end
        yield words[at][0] if at else start, stops, closes and stops == end


def _units(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Words; of scripts without blanks, every second character; and a run of other signs never counts as none."""
    for found in _WORD.finditer(masked, start, end):
        if len(found[0]) > 40 or _WIDE.search(found[0]):
            yield from ((at, min(at + 2, found.end())) for at in range(found.start(), found.end(), 2))
        else:
            yield found.span()


def _count(part: str) -> int:
    if part.isascii():
        return len(_WORD.findall(part))
    return sum(1 for _unit in _units(part, 0, len(part)))
