"""Scores of texts by their words, or by parts of their words: TF-IDF times what was learned for each."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

WORD = r"[^\W\d_]+"
#: what can be read of a text: its words and pairs of words, or parts of words of 2 to 5 letters
WORDS: Mapping[str, Any] = {"ngram_range": (1, 2), "token_pattern": WORD}
PARTS: Mapping[str, Any] = {"analyzer": "char_wb", "ngram_range": (2, 5)}

Scores = npt.NDArray[np.float64]
#: What a fit found, by name: plain numbers and texts, never objects, so that a file of them can do nothing.
Learned = dict[str, npt.NDArray[Any]]


def make_reader(kind: Mapping[str, Any], **more: Any) -> Any:
    """A reader of WORDS or PARTS that knows no word yet."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(sublinear_tf=True, **kind, **more)


def write_wording(reader: Any, weights: npt.NDArray[Any]) -> Learned:
    """What a fitted reader knows, in the order of `weights`: one row (or one number) for each word."""
    words = sorted(reader.vocabulary_, key=reader.vocabulary_.__getitem__)
    # ended rather than parted by a line break, which no word holds
    return {"words": _pack("".join(f"{word}\n" for word in words)), "idf": reader.idf_, "weights": weights}


def name_parts(name: str, learned: Learned) -> Learned:
    """The same under names that begin with this one; `pick_parts` takes them out again."""
    return {f"{name}.{key}": told for key, told in learned.items()}


def pick_parts(name: str, learned: Learned) -> Learned:
    """What `name_parts` put under this name."""
    return {key.removeprefix(f"{name}."): told for key, told in learned.items() if key.startswith(f"{name}.")}


def check_numbers(told: npt.NDArray[Any], shape: tuple[int, ...]) -> Scores:
    """`told`, which must be float64 of this shape. Raises ValueError for anything else."""
    if told.dtype != np.float64 or told.shape != shape:
        raise ValueError(f"{told.dtype} of shape {told.shape}, expected float64 of {shape}")
    return told


class Wording:
    """kind: WORDS or PARTS.  columns: how many scores a text gets, () for one.

    Raises KeyError or ValueError for what `write_wording` did not write so.
    """

    def __init__(self, kind: Mapping[str, Any], learned: Learned, columns: tuple[int, ...] = ()) -> None:
        words = bytes(learned["words"]).decode("utf-8", "surrogatepass").split("\n")[:-1]
        self._weights = check_numbers(learned["weights"], (len(words), *columns))
        self._reader = make_reader(kind, vocabulary={word: at for at, word in enumerate(words)})
        self._reader.idf_ = check_numbers(learned["idf"], (len(words),))

    def score(self, texts: Sequence[str]) -> Scores:
        """One score a text, or a row of them; 0 where no word is known."""
        scores: Scores = self._reader.transform(texts) @ self._weights
        return scores


def _pack(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)
