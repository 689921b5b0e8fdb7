"""The fitted part of the ear: weights in a small file, made by bench/words/ear_fitting.py.

Each task has one set of weights for the signs alone and one for the signs with the vectors of an embedder, by its id;
another embedder's vectors are never weighed by them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

SIGNS_ALONE = "signs"

#: letters of a text that are heard; what comes after is told and left
HEARD = 20_000
_PASSAGE, _PASSAGES = 900, 8


class Embeds(Protocol):
    """What the ear needs of an embedder."""

    @property
    def id(self) -> str:
        """Name and hash of the model."""

    @property
    def note(self) -> str:
        """What a page that shows its results has to say."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row a text, each of length 1."""


@dataclass(frozen=True)
class Weights:
    """One fitted linear model: labels, the weights of the signs (and of the vector), and how its odds are softened."""

    labels: tuple[str, ...]
    signs: Vector
    vector: Vector
    bias: Vector
    centre: Vector
    spread: Vector
    softening: Vector
    offset: Vector
    thresholds: Vector

    def weigh(self, figures: Vector, vector: Vector | None) -> Vector:
        """The calibrated log odds of each label, shape (labels,)."""
        raw = self.signs @ ((figures - self.centre) / self.spread) + self.bias
        if vector is not None and self.vector.size:
            raw = raw + self.vector @ vector
        return raw * self.softening + self.offset


@cache
def _read_weights() -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(files("assay.words.ear").joinpath("fitted.json").read_text("utf-8"))
    return content


@cache
def find_weights(task: str, embedder_id: str) -> Weights:
    """The weights of a task ("answers", "questions", "messages") for an embedder, or of the signs where it has none."""
    kept = _read_weights()["tasks"][task]
    chosen = kept.get(embedder_id, kept[SIGNS_ALONE])
    rows = {name: np.array(chosen[name], dtype=np.float64) for name in chosen if name != "labels"}
    return Weights(labels=tuple(chosen["labels"]), **rows)


def list_embedders() -> tuple[str, ...]:
    """The ids of the embedders that weights were fitted for."""
    return tuple(name for name in _read_weights()["tasks"]["answers"] if name != SIGNS_ALONE)


def embed_text(text: str, embedder: Embeds | None) -> Vector | None:
    """The vector of a text; None where no weights know the embedder."""
    if embedder is None or embedder.id not in list_embedders() or not text.strip():
        return None
    return embed_text_plainly(text, embedder)


def embed_text_plainly(text: str, embedder: Embeds) -> Vector:
    """The vector of a text by any embedder, the mean over its first passages where it is long; of length 1."""
    parts = [text[at : at + _PASSAGE] for at in range(0, min(len(text), _PASSAGE * _PASSAGES), _PASSAGE)]
    mean: Vector = embedder.embed(parts).astype(np.float64).mean(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean


def spread_odds(log_odds: Vector) -> Vector:
    """Log odds as probabilities that add up to one."""
    raised = np.exp(log_odds - log_odds.max())
    shares: Vector = raised / raised.sum()
    return shares


def turn_odds(log_odds: Vector) -> Vector:
    """Each log odds as a probability by itself."""
    chances: Vector = 1.0 / (1.0 + np.exp(-np.clip(log_odds, -30, 30)))
    return chances
