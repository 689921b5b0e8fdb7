"""What shows in an answer: phrases that say nothing, and what can be checked; as places and as figures for the model.

Figures are shares of the answer's sentences or words, never counts that grow with its length.
"""

import re
from collections.abc import Mapping
from functools import cache

import numpy as np
import numpy.typing as npt

from assay.words.ear.folding import Piece, fold_text, list_words, split_sentences
from assay.words.ear.phrases import Heard, compile_groups, read_file

Figures = npt.NDArray[np.float64]

#: groups of answers.yml that say nothing checkable, and what each shows
EMPTY = {"vague": "vague", "hedge": "vague", "refuse": "evasive", "not_mine": "evasive", "memory": "evasive"} | {
    "deflect": "evasive",
    "polite": "polite",
}
#: groups that can be checked; "name" is found by its capitals and stands in no file
CONCRETE = ("number", "time", "compared", "causal", "lack", "event", "role", "matter", "name")

WHY = {
    "vague": "says that there was a reason, not which",
    "hedge": "softens what is said",
    "refuse": "will not say",
    "not_mine": "hands the question to somebody else",
    "memory": "says that it is forgotten or not known",
    "deflect": "turns the question away",
    "polite": "kind, and says nothing of the matter",
    "number": "a quantity",
    "time": "a moment",
    "compared": "one thing set beside another",
    "causal": "says why or what followed",
    "lack": "says what could not be done or was not there",
    "event": "something that happened",
    "role": "says who",
    "matter": "a thing that can be pointed at",
    "name": "a name",
}

_NAME = re.compile(
    r"(?<![.!?…]\s)(?<!^)(?<![\w'’])(?!I\b|I')(?:[A-Z][\w&]*[a-z][\w&]*|[A-Z][A-Z0-9&]{1,})(?:\s[A-Z][\w&]+)*"
)
_NO_NAME = re.compile(r"^(?:I|OK|Ok|Okay|Mr|Mrs|Ms|Dr|Sie|Ihr|Ihre[mnrs]?|Ihnen|English|PS|Re|Fwd|AW)$")
_GERMAN = re.compile(r"\b(?:und|nicht|wir|sie|die|der|das|ist|war|haben|ein|uns|es)\b")

FIGURES = (
    *(f"{group}, share of sentences" for group in (*EMPTY, *CONCRETE)),
    *(f"{group}, at all" for group in ("vague", "refuse", "not_mine", "memory", "deflect", "polite")),
    "words of this deal, share",
    "words covered by empty phrases, share",
    "kinds of checkable sign a sentence",
    "sentences with a checkable sign, share",
    "sentences with an empty phrase and nothing checkable, share",
    "ends as a question",
    "two words or fewer",
    "kind words alone",
    "words shared with the question, share",
)


def find_signs(text: str) -> list[Heard]:
    """Every sign in the text, in the order of their places; of two that overlap in one group the first."""
    folded = fold_text(text)
    found = []
    for group, pattern in compile_groups("answers.yml").items():
        for match in pattern.finditer(folded):
            found.append(_make_heard(text, match.start(), match.end(), group))
    found.extend(_find_names(text, folded))
    return sorted((sign for sign in found if sign.quote.strip()), key=lambda sign: (sign.start, -sign.end))


def _make_heard(text: str, start: int, end: int, group: str) -> Heard:
    return Heard(start, end, text[start:end], group, WHY[group])


def _find_names(text: str, folded: str) -> list[Heard]:
    """Capitals within a sentence; in German, where every noun has one, only acronyms and mixed capitals."""
    german = len(_GERMAN.findall(folded)) >= max(2, len(folded) // 60)
    found = []
    for match in _NAME.finditer(text):
        if _NO_NAME.match(match.group()):
            continue
        if german and not re.search(r"[A-ZÄÖÜ]{2}|[a-z][A-Z]", match.group()):
            continue
        found.append(_make_heard(text, match.start(), match.end(), "name"))
    return found


@cache
def general_words() -> frozenset[str]:
    """The words that any answer may hold, of all languages."""
    return frozenset(word for words in read_file("general_words.yml").values() for word in str(words).split())


def count_figures(answer: str, question: str, signs: list[Heard]) -> Figures:
    """The figures of an answer, in the order of FIGURES, each from 0 to 1."""
    pieces = split_sentences(answer) or [Piece(0, len(answer), answer, fold_text(answer))]
    words = list_words(fold_text(answer))
    groups = [_groups_of(piece, signs) for piece in pieces]
    empty = set(EMPTY) - {"hedge"}
    concrete = [len(found & set(CONCRETE)) for found in groups]
    shares = _share_sentences(groups)
    present = {group for found in groups for group in found}
    kind_alone = "polite" in present and not any(concrete)
    own = {word for word in words if word not in general_words() and not word.isdigit()}
    asked = set(list_words(fold_text(question))) - general_words()
    return np.array(
        [
            *(shares.get(group, 0.0) for group in (*EMPTY, *CONCRETE)),
            *(float(group in present) for group in ("vague", "refuse", "not_mine", "memory", "deflect", "polite")),
            len(own - asked) / (len(set(words)) + 2),
            _share_covered(answer, [sign for sign in signs if sign.shows in EMPTY]),
            min(1.0, sum(concrete) / len(pieces) / 4),
            sum(1 for count in concrete if count) / len(pieces),
            sum(1 for found, count in zip(groups, concrete, strict=True) if found & empty and not count) / len(pieces),
            float(answer.rstrip().endswith("?")),
            float(len(words) <= 2),
            float(kind_alone),
            len(set(words) & asked) / (len(asked) + 1),
        ]
    )


def _groups_of(piece: Piece, signs: list[Heard]) -> set[str]:
    return {sign.shows for sign in signs if sign.start < piece.end and sign.end > piece.start}


def _share_sentences(groups: list[set[str]]) -> Mapping[str, float]:
    names = {name for found in groups for name in found}
    return {name: sum(1 for found in groups if name in found) / len(groups) for name in names}


def _share_covered(text: str, signs: list[Heard]) -> float:
    covered = np.zeros(len(text) + 1, dtype=bool)
    for sign in signs:
        covered[sign.start : sign.end] = True
    letters = np.array([not letter.isspace() for letter in text] + [False])
    return float((covered & letters).sum() / max(1, letters.sum()))
