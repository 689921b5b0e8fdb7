"""Writes the vectors of the shipped lessons, so that the first text is coded without minutes of embedding.

`--check` writes nothing and fails when a lesson has no vector.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assay.words.coding.coder import SHIPPED
from assay.words.coding.wordings import list_lessons
from assay.words.embedding import VectorStore, open_embedder
from assay.words.embedding.embedder import Rows
from assay.words.embedding.vectors import embed_texts, write_shipped
from assay.words.taxonomy import load_taxonomy


class _Counting:
    """The shipped model's id and no model: says how many lessons would have to be embedded."""

    languages: tuple[str, ...] = ()
    note = ""

    def __init__(self) -> None:
        self.id = open_embedder({}).id
        self.missing = 0

    def embed(self, texts: Sequence[str]) -> Rows:
        self.missing += len(texts)
        return np.zeros((len(texts), 384), dtype=np.float32)


def count_missing() -> int:
    """How many lessons have no shipped vector."""
    counting = _Counting()
    with tempfile.TemporaryDirectory() as folder:
        VectorStore(Path(folder), SHIPPED).embed(counting, list_lessons(load_taxonomy())[0])
    return counting.missing


def main(arguments: list[str]) -> int:
    texts = list_lessons(load_taxonomy())[0]
    if "--check" in arguments:
        missing = count_missing()
        if missing:
            sys.stderr.write(f"{missing} lessons have no vector: python tools/lessons.py\n")
        return 1 if missing else 0
    write_shipped(SHIPPED, embed_texts(open_embedder({}), texts), texts)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
