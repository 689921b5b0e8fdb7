"""Whether a passage only speaks well of somebody: by signs of praise, denial and "but", and by the words of lessons.

Vectors of meaning do not tell praise from blame: "the support was great" lies beside "the support was poor".
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from assay.words.coding.likeness import WORD
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

Scores = npt.NDArray[np.float64]


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


class Praise:
    """Learned from sentences that praise and sentences that give a reason. English alone."""

    def __init__(self, texts: Sequence[str], is_praise: Sequence[bool]) -> None:
        from scipy.sparse import csr_matrix, hstack
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        self._reader = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=WORD)
        told = hstack([self._reader.fit_transform(texts), csr_matrix(self._list_signs(texts))]).tocsr()
        model = LogisticRegression(C=10, class_weight="balanced", max_iter=3000).fit(told, np.asarray(is_praise))
        words = len(self._reader.vocabulary_)
        self._words, self._signs = model.coef_[0, :words], model.coef_[0, words:]
        self._before = float(model.intercept_[0])

    def score(self, texts: Sequence[str]) -> Scores:
        """One number a text; from THRESHOLD on it is held to be praise."""
        if not texts:
            return np.zeros(0)
        scores: Scores = self._reader.transform(texts) @ self._words
        scores += self._list_signs(texts) @ self._signs + self._before
        return scores

    def _list_signs(self, texts: Sequence[str]) -> Scores:
        return np.array([read_signs(text) for text in texts], dtype=np.float64)
