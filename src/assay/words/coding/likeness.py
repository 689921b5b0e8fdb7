"""Scores of texts by their likeness, in meaning and in wording, to texts whose labels are known: a ridge over kernels.

The kernel of two texts is exp(3 (c - 1)), c the cosine of their vectors, plus .2 times the cosine of their TF-IDF
weighted words and pairs of words, plus .2 times that of their parts of words of 2 to 5 letters.
docs/decisions/0016-how-words-are-coded.md has what else was tried.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assay.words.coding.wording import (
    PARTS,
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
from assay.words.embedding import Vectors
from assay.words.embedding.embedder import Rows, scale_rows

_NARROWNESS, _WORDING, _RIDGE = 3.0, 0.2, 0.1
#: cosines of a model whose texts all lie closer together than this are spread by taking their mean away
_CROWDED = 0.5
_KINDS = {"parts": PARTS, "words": WORDS}


def learn_likeness(texts: Sequence[str], vectors: Vectors, labels: Sequence[int], size: int) -> Learned:
    """Solves for the weights, which takes a second or more.

    labels: whole numbers from 0, one for each text; `size` of them exist.
    """
    rows = _spread(vectors.rows, _find_middle(vectors.rows))
    targets = np.full((len(labels), size), -1.0 / max(size - 1, 1))
    targets[np.arange(len(labels)), labels] = 1.0
    kernel = np.exp(_NARROWNESS * (rows.astype(np.float64) @ rows.T - 1))
    weighed = {}
    for name, kind in _KINDS.items():
        reader = make_reader(kind)
        told = reader.fit_transform(texts)
        kernel += _WORDING * (told @ told.T).toarray()
        weighed[name] = (reader, told)
    kernel[np.diag_indices_from(kernel)] += _RIDGE
    weights: npt.NDArray[np.float64] = np.linalg.solve(kernel, targets)
    learned: Learned = {"weights": weights}
    for name, (reader, told) in weighed.items():
        # the part of wording is linear: one weight a word and label is all that scoring needs
        learned |= name_parts(name, write_wording(reader, _WORDING * (told.T @ weights)))
    return learned


class Likeness:
    """vectors: those of the texts that it was learned from.  learned: what `learn_likeness` found, for `size` labels.

    Raises KeyError or ValueError where that is something else.
    """

    def __init__(self, vectors: Vectors, learned: Learned, size: int) -> None:
        self._id, self._middle = vectors.id, _find_middle(vectors.rows)
        self._rows = _spread(vectors.rows, self._middle)
        self._weights = check_numbers(learned["weights"], (len(vectors), size))
        self._wordings = [Wording(kind, pick_parts(name, learned), (size,)) for name, kind in _KINDS.items()]

    def score(self, texts: Sequence[str], vectors: Vectors) -> Scores:
        """Shape (texts, labels); the higher, the more alike. Raises InputError for vectors of another model."""
        if not texts:
            return np.zeros((0, self._weights.shape[1]))
        cosines = Vectors(self._id, self._rows).cosines(Vectors(vectors.id, _spread(vectors.rows, self._middle)))
        scores: Scores = np.exp(_NARROWNESS * (cosines.T.astype(np.float64) - 1)) @ self._weights
        for wording in self._wordings:
            scores += wording.score(texts)
        return scores


def _spread(rows: Rows, middle: Rows | None) -> Rows:
    return rows if middle is None else scale_rows(rows - middle)


def _find_middle(rows: Rows) -> Rows | None:
    middle: Rows = rows.mean(axis=0)
    # the mean cosine of all pairs is the squared length of the mean
    return middle if float(middle @ middle) > _CROWDED else None
