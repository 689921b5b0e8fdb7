"""A mapping named for one import is kept for the next."""

import os
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources.kept_mappings import keep_given, load_kept


@pytest.fixture
def given(tmp_path: Path) -> Path:
    shipped = Path(__file__).parents[2] / "cases" / "mappings" / "lost_deals_demo.yml"
    path = tmp_path / "ten.yml"
    path.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def test_a_given_mapping_is_kept_under_its_name(tmp_path: Path, given: Path) -> None:
    assert keep_given(tmp_path / "kept", given).name == "ten-v1.yml"
    assert len(load_kept(tmp_path / "kept")) == 1


def test_the_same_text_is_kept_once(tmp_path: Path, given: Path) -> None:
    first = keep_given(tmp_path / "kept", given)
    assert keep_given(tmp_path / "kept", given) == first
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_changed_text_becomes_the_next_version(tmp_path: Path, given: Path) -> None:
    keep_given(tmp_path / "kept", given)
    given.write_text(given.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")
    assert keep_given(tmp_path / "kept", given).name == "ten-v2.yml"


def test_a_text_that_is_no_mapping_is_not_kept(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text("a: [", encoding="utf-8")
    with pytest.raises(InputError):
        keep_given(tmp_path / "kept", bad)


def test_the_newest_of_two_mappings_for_the_same_headings_is_used_whatever_it_is_called(
    tmp_path: Path, given: Path
) -> None:
    keep_given(tmp_path / "kept", given)
    better = given.with_name("again.yml")
    better.write_text(given.read_text(encoding="utf-8") + "date_order: mdy\n", encoding="utf-8")
    kept = keep_given(tmp_path / "kept", better)
    os.utime(kept, ns=(2**61, 2**61))
    assert [one.date_order for one in load_kept(tmp_path / "kept")] == ["mdy"]
