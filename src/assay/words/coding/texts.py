"""Whole texts to coded passages: which of them to read as one, and which to cut."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.words.coding.asked import only_asks
from assay.words.coding.code import PRAISE, Code
from assay.words.coding.coder import Coder
from assay.words.text import Passage, cut_passages, whole_passage

#: an answer of up to so many words is read as one
_ONE_ANSWER = 60
#: Words from which a sentence of a note or message is read apart, since a sentence that gives no reason covers up one
#: beside it; below the second number it must be as sure as a part of an answer. Chosen on the open halves.
_APART, _SHORT = 6, 9
#: words of the smallest part of an answer that may have a reason of its own
_PART = 4
#: A part says less than the whole answer, so its first choice must go before the second by more: chosen on the open
#: half, where no part that is cut off wrongly goes further before.
_SURE_PART = 0.20
#: say that none is given, or that no driver fits: no part of an answer is kept for these
_REST = frozenset({"other", "unknown"})


@dataclass(frozen=True)
class Written:
    """A text as somebody wrote it.

    is_message: an e-mail, letter or chat, with what such ones quote and are signed with.  is_answer: it was given as a
    reason, or to the question why: then all of it is coded, and elsewhere only what says something of a reason.
    """

    text: str
    is_message: bool = False
    is_answer: bool = False


@dataclass(frozen=True)
class Mark:
    """A passage that says something of a reason, and its code."""

    passage: Passage
    code: Code


def code_texts(coder: Coder, texts: Sequence[Written]) -> list[list[Mark]]:
    """Of each text its marks, in their order. All passages are embedded together: give many texts at once."""
    answers: list[tuple[int, Passage, bool]] = []
    others: list[tuple[int, Passage]] = []
    for at, told in enumerate(texts):
        whole = whole_passage(told.text, is_message=told.is_message) if told.is_answer else None
        if whole is not None and len(whole.text.split()) <= _ONE_ANSWER:
            answers.append((at, whole, True))
            parts = cut_passages(told.text, is_message=told.is_message, fewest=_PART)
            answers += [(at, part, False) for part in parts if len(parts) > 1]
        else:
            others += [(at, part) for part in cut_passages(told.text, is_message=told.is_message, fewest=_APART)]
    marks: list[list[Mark]] = [[] for _ in texts]
    for (at, passage), code in zip(others, coder.code_passages([one.text for _at, one in others]), strict=True):
        if not code.says_nothing:
            marks[at].append(Mark(passage, code if _is_enough(passage, code) else replace(code, driver="", theme=None)))
    found: dict[int, tuple[list[Mark], list[Mark]]] = {}
    codes = coder.code_reasons([passage.text for _at, passage, _whole in answers])
    for (at, passage, is_whole), code in zip(answers, codes, strict=True):
        if not code.says_nothing:
            found.setdefault(at, ([], []))[0 if is_whole else 1].append(Mark(passage, code))
    for at, (whole_marks, part_marks) in found.items():
        marks[at] = _choose(whole_marks, part_marks)
    return marks


def _choose(whole: list[Mark], parts: list[Mark]) -> list[Mark]:
    """The parts of an answer where they give several reasons that are sure, or one beside praise; else it as one."""
    sure = [mark for mark in parts if _is_sure(mark.code)]
    named = {_name(mark) for mark in sure}
    if len(named) > 1:
        first: dict[str, Mark] = {}
        for mark in sure:
            best = first.setdefault(_name(mark), mark)
            if mark.code.margin > best.code.margin:
                first[_name(mark)] = mark
        return sorted(first.values(), key=lambda mark: mark.passage.start)
    return whole


def _is_enough(passage: Passage, code: Code) -> bool:
    """Of a note, a message or talk: neither short and hardly sure, nor only that somebody asked."""
    return (len(passage.text.split()) >= _SHORT or _is_sure(code)) and not only_asks(passage.text)


def _is_sure(code: Code) -> bool:
    return code.tone == "for" or (code.driver not in {"", *_REST} and code.margin >= _SURE_PART)


def _name(mark: Mark) -> str:
    return PRAISE if mark.code.tone == "for" else mark.code.driver
