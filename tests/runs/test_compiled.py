"""SQL that was compiled once is read back, and dropped when the code that it came from has changed."""

from pathlib import Path

import pytest

from assay.runs import compiled
from assay.runs.compiled import recall, remember_compiled


def refuse() -> str:
    raise AssertionError("compiled again")


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_known", {})


def test_the_next_process_reads_what_was_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with remember_compiled(tmp_path):
        assert recall(("one",), lambda: "SELECT 1") == "SELECT 1"
    monkeypatch.setattr(compiled, "_known", {})
    with remember_compiled(tmp_path):
        assert recall(("one",), refuse) == "SELECT 1"


def test_other_code_reads_nothing_of_it_and_clears_it_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with remember_compiled(tmp_path):
        recall(("one",), lambda: "SELECT 1")
    monkeypatch.setattr(compiled, "_known", {})
    monkeypatch.setattr(compiled, "_name_code", lambda: "other")
    with remember_compiled(tmp_path):
        assert recall(("one",), lambda: "SELECT 2") == "SELECT 2"
    assert [path.name for path in tmp_path.iterdir()] == ["other.json"]


@pytest.mark.parametrize("spoilt", ["{", "[]", ""])
def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str) -> None:
    monkeypatch.setattr(compiled, "_name_code", lambda: "now")
    (tmp_path / "now.json").write_text(spoilt)
    with remember_compiled(tmp_path):
        assert recall(("one",), lambda: "SELECT 1") == "SELECT 1"
    assert "SELECT 1" in (tmp_path / "now.json").read_text()


def test_what_differs_in_its_key_is_compiled_anew() -> None:
    assert [recall(("one", place), lambda place=place: place) for place in (1, 2)] == [1, 2]
