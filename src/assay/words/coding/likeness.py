"""Scores of texts by their likeness, in meaning and in wording, to texts whose labels are known: a ridge over kernels.

The kernel of two texts is exp(3 (c - 1)), c the cosine of their vectors, plus .2 times the cosine of their TF-IDF
weighted words and pairs of words, plus .2 times that of their parts of words of 2 to 5 letters.
docs/decisions/0016-how-words-are-coded.md has what else was tried.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from assay.words.embedding import Vectors
from assay.words.embedding.embedder import Rows, scale_rows

WORD = r"[^\W\d_]+"

_NARROWNESS, _WORDING, _RIDGE = 3.0, 0.2, 0.1
#: cosines of a model whose texts all lie closer together than this are spread by taking their mean away
_CROWDED = 0.5

Scores = npt.NDArray[np.float64]


class Likeness:
    """labels: whole numbers from 0, one for each text; `size` of them exist."""

    def __init__(self, texts: Sequence[str], vectors: Vectors, labels: Sequence[int], size: int) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._wordings: list[tuple[Any, Any]] = []
        self._id, self._middle = vectors.id, _find_middle(vectors.rows)
        self._learned = self._spread(vectors.rows)
        targets = np.full((len(labels), size), -1.0 / max(size - 1, 1))
        targets[np.arange(len(labels)), labels] = 1.0
        kernel = np.exp(_NARROWNESS * (self._learned.astype(np.float64) @ self._learned.T - 1))
        weighed = []
        for reader in (
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=WORD),
        ):
            told = reader.fit_transform(texts)
            kernel += _WORDING * (told @ told.T).toarray()
            weighed.append((reader, told))
        kernel[np.diag_indices_from(kernel)] += _RIDGE
        self._weights = np.linalg.solve(kernel, targets)
        # the part of wording is linear: one weight a word and label is all that scoring needs
        self._wordings = [(reader, _WORDING * (told.T @ self._weights)) for reader, told in weighed]

    def score(self, texts: Sequence[str], vectors: Vectors) -> Scores:
        """Shape (texts, labels); the higher, the more alike. Raises InputError for vectors of another model."""
        if not texts:
            return np.zeros((0, self._weights.shape[1]))
        cosines = Vectors(self._id, self._learned).cosines(Vectors(vectors.id, self._spread(vectors.rows)))
        scores: Scores = np.exp(_NARROWNESS * (cosines.T.astype(np.float64) - 1)) @ self._weights
        for reader, weights in self._wordings:
            scores += reader.transform(texts) @ weights
        return scores

    def _spread(self, rows: Rows) -> Rows:
        return rows if self._middle is None else scale_rows(rows - self._middle)


def _find_middle(rows: Rows) -> Rows | None:
    middle: Rows = rows.mean(axis=0)
    # the mean cosine of all pairs is the squared length of the mean
    return middle if float(middle @ middle) > _CROWDED else None
