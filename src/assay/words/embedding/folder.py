"""A model of the user's own in a folder: an ONNX file and its tokenizer, as sentence-transformers keeps them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assay.domain.errors import InputError
from assay.words.embedding.onnx import LONGEST, OnnxEmbedder, build_wordpiece, cut_long, hash_file

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_MODELS = ("model.onnx", "onnx/model.onnx", "model_optimized.onnx", "onnx/model_quantized.onnx", "model_quantized.onnx")


def open_folder(folder: Path, threads: int = 1) -> OnnxEmbedder:
    """The model in this folder. Raises InputError, saying what is missing, when it cannot be used."""
    model = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
    if model is None:
        raise InputError(
            f"{folder} holds no ONNX file; looked for {', '.join(_MODELS)}.",
            fix="Export the model to ONNX (optimum-cli export onnx, or sentence-transformers with backend='onnx').",
        )
    pooling, longest = _read_pooling(folder), _read_longest(folder)
    return OnnxEmbedder(
        model,
        cut_long(_open_tokenizer(folder), longest),
        name=folder.name,
        sha256=hash_file(model),
        threads=threads,
        pool=pooling,
        prefix=_read_prefix(folder),
        languages=(),
        note=f"Meaning is compared by the model {folder.name} of your own; the quality that we measured is not its.",
    )


def _open_tokenizer(folder: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    if (folder / "tokenizer.json").is_file():
        try:
            return Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise InputError(f"{folder / 'tokenizer.json'} cannot be read: {error}.", fix="Copy it anew.") from error
    if (folder / "vocab.txt").is_file():
        words = (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        if not {"[UNK]", "[CLS]", "[SEP]"} <= set(words):
            raise InputError(f"{folder / 'vocab.txt'} is no BERT vocabulary.", fix="Put tokenizer.json beside it.")
        lowercase = bool(_read_json(folder / "tokenizer_config.json").get("do_lower_case", True))
        return build_wordpiece(words, lowercase=lowercase)
    raise InputError(f"{folder} holds neither tokenizer.json nor vocab.txt.", fix="Copy the model's tokenizer there.")


def _read_pooling(folder: Path) -> str:
    return "cls" if _read_json(folder / "1_Pooling" / "config.json").get("pooling_mode_cls_token") else "mean"


def _read_longest(folder: Path) -> int:
    told = _read_json(folder / "sentence_bert_config.json").get("max_seq_length")
    return min(int(told), 512) if isinstance(told, int) and told > 2 else LONGEST


def _read_prefix(folder: Path) -> str:
    """The words that some models want before each text; statements are compared with statements: both get one."""
    prompts = _read_json(folder / "config_sentence_transformers.json").get("prompts")
    told = prompts.get("query", "") if isinstance(prompts, dict) else ""
    return told if isinstance(told, str) else ""


def _read_json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid JSON: {error}.", fix="Copy the model's file anew.") from error
    return told if isinstance(told, dict) else {}
