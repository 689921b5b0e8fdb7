"""Whether a passage only speaks well of somebody: by signs of praise, denial and "but", and by the words of lessons.

Vectors of meaning do not tell praise from blame: "the support was great" lies beside "the support was poor".
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from assay.words.coding.wording import (
    WORDS,
    Learned,
    Scores,
    Wording,
    check_numbers,
    make_reader,
    name_parts,
    pick_parts,
    write_wording,
)
from assay.words.coding.wordings import read_headed

#: chosen on the open halves of the labelled remarks and statements; bench-words measures on the sealed ones
THRESHOLD = 2.0
#: from here on nobody can tell
DOUBT = -0.5

_MOST = 3
_DENIED = re.compile(
    r"(?i)(?:\b(?:not|no|never|nobody|none|hardly|anything but|far from|less|wish\w*|hoped|would|could|if)\b|n['’]t)"
    r"(?:\W+\w+){0,3}?\W+$"
)


@lru_cache(maxsize=1)
def _read_signs() -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"(?i)(?:(?<!\w)|(?=n['’]t))(?:{'|'.join(lines)})(?!\w)")
        for kind, lines in read_headed("praise_signs.txt").items()
    }


def read_signs(text: str) -> list[float]:
    """How often there is praise, and whether at all; praise by denial; blame, and whether at all; praise that is denied
    or wished for; "but"; a question."""
    signs = _read_signs()
    rest = signs["without_fault"].sub(" ", text)
    denied = [_DENIED.search(rest[: match.start()]) is not None for match in signs["praise"].finditer(rest)]
    praised, blamed = denied.count(False), len(signs["blame"].findall(rest))
    return [
        *(min(praised, _MOST), praised > 0, rest != text, min(blamed, _MOST), blamed > 0),
        *(any(denied), signs["but"].search(rest) is not None, "?" in text),
    ]


def cut_at_but(text: str) -> tuple[str, str]:
    """What stands before the first "but" and what after it; the second is empty where there is none."""
    found = _read_signs()["but"].search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def learn_praise(texts: Sequence[str], is_praise: Sequence[bool]) -> Learned:
    """Fits a logistic regression to sentences that praise and sentences that give a reason. English alone."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    reader = make_reader(WORDS)
    told = hstack([reader.fit_transform(texts), csr_matrix(_list_signs(texts))]).tocsr()
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=3000).fit(told, np.asarray(is_praise))
    words = len(reader.vocabulary_)
    learned = name_parts("words", write_wording(reader, model.coef_[0, :words].copy()))
    return learned | {"signs": model.coef_[0, words:].copy(), "before": model.intercept_.copy()}


class Praise:
    """learned: what `learn_praise` found. Raises KeyError or ValueError where that is something else."""

    def __init__(self, learned: Learned) -> None:
        self._words = Wording(WORDS, pick_parts("words", learned))
        self._signs = check_numbers(learned["signs"], (len(read_signs("")),))
        self._before = float(check_numbers(learned["before"], (1,))[0])

    def score(self, texts: Sequence[str]) -> Scores:
        """One number a text; from THRESHOLD on it is held to be praise."""
        if not texts:
            return np.zeros(0)
        return self._words.score(texts) + (_list_signs(texts) @ self._signs + self._before)


def _list_signs(texts: Sequence[str]) -> Scores:
    return np.array([read_signs(text) for text in texts], dtype=np.float64)
