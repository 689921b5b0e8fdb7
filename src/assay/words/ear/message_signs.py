"""What breaks a message to a buyer, sentence by sentence, and what it must hold; as places and figures."""

import re
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from assay.words.ear.folding import Piece, list_words
from assay.words.ear.phrases import Heard, compile_groups

Figures = npt.NDArray[np.float64]

FAULTS = ("resells", "argues", "disparages", "pressures")
PARTS = ("thanks", "acceptance")
_GROUP_OF_PART = {"thanks": "thanks", "acceptance": "accepts"}

WHY = {
    "resells": "it sells again; the buyer was promised that this would not happen",
    "argues": "it disputes the decision or justifies us, where it should accept",
    "disparages": "it speaks ill of the competitor, and so of the choice that the buyer made",
    "pressures": "it presses, by a deadline, guilt or somebody higher up, where the buyer is free",
}

_ASIDES = {
    "a figure": re.compile(r"\d|%|\b(?:per cent|percent|free|discount|extra|year|months?|weeks?)\b"),
    "a question": re.compile(r"\?"),
    "if": re.compile(r"\b(?:if|should|once|when|whenever|had)\b"),
    "but": re.compile(r"\b(?:but|however|though|although|still|yet|by the way|for the record|actually)\b"),
    "we or our": re.compile(r"\b(?:we|our|us|ours)\b"),
    "you": re.compile(r"\b(?:you|your|yours)\b"),
    "they": re.compile(r"\b(?:they|them|their|theirs|others|winner|competitor|competitors|certain)\b"),
    "not": re.compile(r"\b(?:not|never|no|nobody|\w+n't|cannot)\b"),
    "learn": re.compile(r"\b(?:learn|hear|understand|lessons?|listen|improve|better|advice|feedback|view|tell us)\b"),
}
FIGURES = (
    *(f"{fault}, phrases" for fault in FAULTS),
    *(f"{fault}, phrases in two places" for fault in FAULTS),
    *PARTS,
    *_ASIDES,
    "a name within",
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?:'s)?\b")


def find_breaks(piece: Piece, text: str) -> list[Heard]:
    """Every phrase of a sentence that may break the message, with places in the whole text."""
    groups = compile_groups("messages.yml")
    found = []
    for fault in FAULTS:
        for match in groups[fault].finditer(piece.folded):
            if match.group().strip():
                start, end = piece.start + match.start(), piece.start + match.end()
                found.append(Heard(start, end, text[start:end], fault, WHY[fault]))
    return found


def has_part(folded: str, part: str) -> bool:
    """Whether a phrase of thanks, or of acceptance, stands in folded text."""
    return bool(compile_groups("messages.yml")[_GROUP_OF_PART[part]].search(folded))


def count_figures(piece: Piece, signs: list[Heard]) -> Figures:
    """The figures of a sentence, in the order of FIGURES, each 0 or 1."""
    places: Mapping[str, set[int]] = {f: {s.start for s in signs if s.shows == f} for f in FAULTS}
    values = [
        *(bool(places[fault]) for fault in FAULTS),
        *(len(places[fault]) > 1 for fault in FAULTS),
        *(has_part(piece.folded, part) for part in PARTS),
        *(bool(pattern.search(piece.folded)) for pattern in _ASIDES.values()),
        bool(_NAME.search(piece.text)) and bool(list_words(piece.folded)),
    ]
    return np.array(values, dtype=np.float64)
