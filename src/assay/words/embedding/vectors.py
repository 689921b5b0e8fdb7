"""Vectors with the id of their model, in memory and in files; those of two models are never compared."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assay.domain.errors import InputError
from assay.words.embedding.embedder import Embedder, Rows


@dataclass(frozen=True)
class Vectors:
    """Rows of length 1, and the id of the model that they are from."""

    id: str
    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)

    def cosines(self, other: "Vectors") -> Rows:
        """Shape (len(self), len(other)), each between -1 and 1. Raises InputError when the ids differ."""
        if self.id != other.id:
            raise InputError(
                f"Vectors of {self.id} and of {other.id} cannot be compared: each model has a space of its own.",
                fix="Embed the texts of both sides with one model.",
            )
        return self.rows @ other.rows.T


def embed_texts(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """The texts' vectors with the id of their model."""
    return Vectors(embedder.id, embedder.embed(texts))


class VectorStore:
    """Keeps the vectors of texts that are asked for again and again (definitions, examples), one file a model.

    It may be thrown away at any time: what is missing is embedded anew.  shipped: a file of vectors to look in first.
    """

    def __init__(self, folder: Path, shipped: Path | None = None) -> None:
        self._folder, self._shipped = folder, shipped

    def embed(self, embedder: Embedder, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts` in their order; only those never seen are embedded, and kept."""
        path = self._folder / f"{hashlib.sha256(embedder.id.encode()).hexdigest()[:16]}.npz"
        keys = [_key_text(text) for text in texts]
        shipped = _read(self._shipped, embedder.id) if self._shipped else {}
        kept = _read(path, embedder.id) if set(keys) - set(shipped) else {}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept and key not in shipped}
        if new:
            kept |= dict(zip(new, embedder.embed(list(new.values())), strict=True))
            with suppress(OSError):  # a home that cannot be written to: embedded anew by the next process
                _write(path, embedder.id, kept)
        found = shipped | kept
        rows = np.stack([found[key] for key in keys]) if keys else np.zeros((0, 0), dtype=np.float32)
        return Vectors(embedder.id, rows.astype(np.float32))


def _read(path: Path, model_id: str) -> dict[str, Rows]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as told:
            if str(told["id"]) != model_id:
                return {}
            return dict(zip((str(key) for key in told["keys"]), told["rows"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}  # missing, cut off or of an older kind: embedded anew


def write_shipped(path: Path, vectors: Vectors, texts: Sequence[str]) -> None:
    """Write these vectors as a file to be shipped, at half their precision: cosines differ by less than .001."""
    rows = vectors.rows.astype(np.float16)
    _write(path, vectors.id, dict(zip([_key_text(text) for text in texts], rows, strict=True)))


def _key_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _write(path: Path, model_id: str, kept: dict[str, Rows]) -> None:
    """Beside it first and then moved, so that a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(
                file, id=np.array(model_id), keys=np.array(list(kept)), rows=np.stack(list(kept.values()))
            )
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
