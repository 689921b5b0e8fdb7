"""What every embedder can do."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]


class Embedder(Protocol):
    """A model that turns texts into vectors of one space."""

    @property
    def id(self) -> str:
        """Name and hash of the model: vectors of two ids lie in two spaces."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is good at, as ISO 639-1 codes."""

    @property
    def note(self) -> str:
        """What a page that shows its results has to say; empty for the default."""

    def embed(self, texts: Sequence[str]) -> Rows:
        """One row a text, 1 long (an empty text may be all zeros); what goes beyond the model's longest is left out."""


def scale_rows(rows: Rows) -> Rows:
    """Each row made 1 long; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Rows = (rows / np.maximum(lengths, np.float32(1e-12))).astype(np.float32)
    return scaled
