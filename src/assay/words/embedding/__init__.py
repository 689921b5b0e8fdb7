"""Texts as vectors, by a model in a file of this machine; the id of the model travels with every vector."""

from assay.words.embedding.embedder import Embedder
from assay.words.embedding.opening import open_embedder
from assay.words.embedding.vectors import Vectors, VectorStore

__all__ = ["Embedder", "VectorStore", "Vectors", "open_embedder"]
