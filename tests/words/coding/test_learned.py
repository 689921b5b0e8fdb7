"""What was learned is kept for the next process: the same to the bit, learned anew where broken or out of date."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assay.store.home import Home
from assay.words.coding import Coder
from assay.words.coding.code import NOTHING, PRAISE
from assay.words.coding.coder import SHIPPED
from assay.words.coding.models import Lessons, name_learned, open_models
from assay.words.embedding import VectorStore, open_embedder
from assay.words.embedding.lexical import WordCounts
from assay.words.embedding.vectors import embed_texts
from assay.words.taxonomy import load_taxonomy

_TOLD = {
    "The quote was far too expensive.": ("price", "price"),
    "It costs twice what the others ask.": ("price", "price"),
    "There is no connector to our system.": ("integration", "product"),
    "It does not work with what we have.": ("integration", "product"),
    "Your support was great.": (PRAISE, ""),
    "We were impressed by your people.": (PRAISE, ""),
    "See you on Tuesday at ten.": (NOTHING, ""),
    "Thanks for the call today.": (NOTHING, ""),
}
_ASKED = ["Too expensive, they said.", "No connector, and nobody is impressed.", "Zebra"]


def make_lessons() -> Lessons:
    texts = tuple(_TOLD)
    labels, themes = zip(*_TOLD.values(), strict=True)
    return Lessons("coder 1", texts, labels, themes, embed_texts(WordCounts(), texts), ("integration", "price"))


def score(lessons: Lessons, folder: Path) -> list[bytes]:
    """The bits of all scores."""
    models, vectors = open_models(lessons, folder), embed_texts(WordCounts(), _ASKED)
    told = [models.sieve.score(_ASKED), models.praise.score(_ASKED)]
    told += [models.drivers.score(_ASKED, vectors), models.reasons.score(_ASKED, vectors)]
    ranked = [np.array(list(one.scores.values())) for one in models.themes.rank(_ASKED, vectors)]
    return [one.tobytes() for one in (*told, *ranked)]


def find_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def open_anew(home: Home) -> Coder:
    store = VectorStore(home.path / "words", SHIPPED)
    return Coder(load_taxonomy(home), open_embedder({}), store, home.learned)


def test_a_kept_fit_gives_the_same_codes_to_the_bit(tmp_path: Path) -> None:
    home = Home(tmp_path, {})
    told = [
        "The CFO joined late and asked for a business case.",
        "Your people were great, but it has no SAP connector.",
    ]
    told += ["We saw no return.", "Met Tom on Tuesday.", "Das war uns zu teuer.", "They renewed with their supplier."]
    first = open_anew(home)
    # the inode: a file that is written anew has another, and reading changes the time of access alone
    written = find_file(home.learned).stat().st_ino
    second = open_anew(home)
    assert find_file(home.learned).stat().st_ino == written, "the second was learned again"
    assert second.code_reasons(told) == first.code_reasons(told)
    assert second.code_passages(told) == first.code_passages(told)


def test_an_edited_taxonomy_is_learned_though_another_is_kept(tmp_path: Path) -> None:
    home = Home(tmp_path, {})
    text = "The gremlins in the gearbox would not have it."
    before = open_anew(home).code_reasons([text])[0]
    shipped = (Path(__file__).parents[3] / "src/assay/tables/taxonomy.yml").read_text(encoding="utf-8")
    gremlins = """
  - code: gremlins
    name: Gremlins
    group: buyer
    definition: "Gremlins stopped the purchase."
    whose: circumstance
    theme: null
    examples:
      - "The gremlins would not have it."
      - "There are gremlins in the gearbox."
      - "Gremlins again."
      - "They have gremlins in their plant."
      - "It was the gremlins that stopped it."
"""
    (tmp_path / "taxonomy.yml").write_text(shipped.replace("\ndrivers:\n", f"\ndrivers:{gremlins}\n"), encoding="utf-8")
    assert "gremlins" not in [choice.driver for choice in before.choices]
    assert open_anew(home).code_reasons([text])[0].choices[0].driver == "gremlins"


def test_what_is_kept_scores_to_the_bit_as_what_was_learned(tmp_path: Path) -> None:
    lessons = make_lessons()
    assert score(lessons, tmp_path) == score(lessons, tmp_path)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"PK\x03\x04",
        b"not a file of numbers",
        b"\x93NUMPY\x01\x00",
        b"\x80\x04\x95\x00\x00\x00\x00\x00\x00\x00\x00.",
    ],
)
def test_a_file_of_another_kind_is_replaced(tmp_path: Path, broken: bytes) -> None:
    lessons = make_lessons()
    told = score(lessons, tmp_path)
    path = find_file(tmp_path)
    path.write_bytes(broken)
    assert score(lessons, tmp_path) == told
    assert path.stat().st_size > len(broken)


def test_a_file_that_is_damaged_anywhere_does_no_harm(tmp_path: Path) -> None:
    lessons = make_lessons()
    told = score(lessons, tmp_path)
    path = find_file(tmp_path)
    whole = path.read_bytes()
    for at in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:at])
        assert score(lessons, tmp_path) == told
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        assert score(lessons, tmp_path) == told


def test_numbers_of_another_fit_are_not_taken(tmp_path: Path) -> None:
    lessons = make_lessons()
    told = score(lessons, tmp_path / "here")
    path = find_file(tmp_path / "here")
    score(replace(lessons, coder="coder 2"), tmp_path / "there")
    path.write_bytes(find_file(tmp_path / "there").read_bytes())
    assert score(lessons, tmp_path / "here") == told
    with np.load(path) as found:
        assert str(found["name"]) == path.stem


@pytest.mark.parametrize("lacking", ["drivers.weights", "praise.signs", "sieve.words", "themes.parts.idf"])
def test_a_fit_without_one_of_its_parts_is_learned_anew(tmp_path: Path, lacking: str) -> None:
    lessons = make_lessons()
    told = score(lessons, tmp_path)
    path = find_file(tmp_path)
    for put in ({}, {lacking: np.zeros(3, dtype=np.float32)}):
        with np.load(path) as found:
            np.savez(path, **{key: found[key] for key in found.files if key != lacking}, **put)
        assert score(lessons, tmp_path) == told
        with np.load(path) as found:
            assert found[lacking].shape != (3,)


def test_the_name_changes_with_all_that_a_fit_depends_on() -> None:
    lessons = make_lessons()
    others = [
        replace(lessons, coder="coder 2"),
        replace(lessons, texts=("Other.", *lessons.texts[1:])),
        replace(lessons, labels=("integration", *lessons.labels[1:])),
        replace(lessons, themes=("product", *lessons.themes[1:])),
        replace(lessons, codes=("price", "integration")),
        replace(lessons, vectors=replace(lessons.vectors, rows=lessons.vectors.rows * np.float32(0.5))),
    ]
    assert len({name_learned(one) for one in (lessons, *others)}) == 7


def test_other_threads_learn_for_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    name = name_learned(make_lessons())
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert name_learned(make_lessons()) != name


def test_a_home_that_cannot_be_written_to_is_learned_from_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    lessons = make_lessons()
    assert score(lessons, tmp_path / "file" / "learned") == score(lessons, tmp_path / "learned")


def test_old_fits_are_dropped_and_unfinished_ones_of_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "other.npz.7-beef").write_bytes(b"still being written")
    for number in range(6):
        open_models(replace(make_lessons(), coder=f"coder {number}"), tmp_path)
    assert len(list(tmp_path.glob("*.npz"))) == 4
    assert (tmp_path / "other.npz.7-beef").exists()


def test_two_processes_at_once_both_learn_and_leave_one_whole_file(tmp_path: Path) -> None:
    command = [sys.executable, __file__, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]  # noqa: S603 - this very file
    told = [one.communicate()[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert told[0] == told[1] == f"{score(make_lessons(), tmp_path)}\n".encode()
    assert find_file(tmp_path).suffix == ".npz"


if __name__ == "__main__":
    sys.stdout.write(f"{score(make_lessons(), Path(sys.argv[1]))}\n")
