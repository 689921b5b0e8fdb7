"""The theme of a passage: by its likeness to sentences of which one is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assay.words.coding.likeness import Likeness, learn_likeness
from assay.words.coding.wording import Learned
from assay.words.embedding import Vectors

#: chosen on the open halves: by how much a theme goes before the usual one of the driver, to be taken instead, and
#: before the next, to be taken where there is no usual one
_INSTEAD, _ALONE = 0.2, 0.0


@dataclass(frozen=True)
class Ranked:
    """The likeness of one passage to each theme, the empty name being that of no theme."""

    scores: dict[str, float]

    def choose(self, usual: str | None) -> str | None:
        """The theme.  usual: the one of its driver, which stays unless another goes far before it; None for none."""
        (best, first), (_next, second) = sorted(self.scores.items(), key=lambda pair: -pair[1])[:2]
        if usual is not None:
            return best if best and first - self.scores.get(usual, 0.0) >= _INSTEAD else usual
        return best if best and first - second >= _ALONE else None


def learn_themes(texts: Sequence[str], vectors: Vectors, themes: Sequence[str]) -> Learned:
    """themes: of each text its theme, or an empty name."""
    names = _list_names(themes)
    return learn_likeness(texts, vectors, [names.index(theme) for theme in themes], len(names))


class Themes:
    """vectors, themes: those that it was learned from.  learned: what `learn_themes` found.

    Raises KeyError or ValueError where that is something else.
    """

    def __init__(self, vectors: Vectors, themes: Sequence[str], learned: Learned) -> None:
        self._names = _list_names(themes)
        self._likeness = Likeness(vectors, learned, len(self._names))

    def rank(self, texts: Sequence[str], vectors: Vectors) -> list[Ranked]:
        """Of each text its likeness to every theme. Raises InputError for vectors of another model."""
        scores = np.round(self._likeness.score(texts, vectors), 6)
        return [Ranked(dict(zip(self._names, map(float, row), strict=True))) for row in scores]


def _list_names(themes: Sequence[str]) -> list[str]:
    return sorted({*themes, ""})
