"""Versions of the taxonomy in the home: each a file, none lost, nobody's change overwritten."""

from dataclasses import replace
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.store.home import Home
from assay.words.taxonomy import Taxonomy, load_taxonomy, taxonomy_path
from assay.words.taxonomy.editing import retire_driver
from assay.words.taxonomy.keeping import StaleTaxonomy, keep_taxonomy, list_history, read_version, stamp
from assay.words.taxonomy.showing import show_taxonomy
from assay.words.taxonomy.writing import write_taxonomy


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, {})


def _keep(home: Home, changed: Taxonomy, base: Taxonomy, who: str = "anna@example.org") -> Taxonomy:
    acts = [{"act": "retired", "codes": ["usability"]}]
    return keep_taxonomy(home, changed, base=stamp(base), who=who, why="never met", acts=acts)


def test_a_change_is_the_next_version_and_in_force(home: Home) -> None:
    first = load_taxonomy(home)
    made = _keep(home, retire_driver(first, "usability"), first)
    assert made.version == "2"
    assert load_taxonomy(home) == made
    (change,) = list_history(home)
    assert (change.version, change.who, change.why) == ("2", "anna@example.org", "never met")
    assert change.acts == [{"act": "retired", "codes": ["usability"]}]


def test_every_version_can_be_read_again(home: Home) -> None:
    first = load_taxonomy(home)
    second = _keep(home, retire_driver(first, "usability"), first)
    _keep(home, retire_driver(second, "timing"), second)
    assert read_version(home, "2") == second
    assert read_version(home, "1") == first
    with pytest.raises(InputError, match="not kept"):
        read_version(home, "9")


def test_a_change_to_an_older_one_is_refused_and_names_who_was_first(home: Home) -> None:
    first = load_taxonomy(home)
    second = _keep(home, retire_driver(first, "usability"), first)
    with pytest.raises(StaleTaxonomy, match=r"anna@example\.org"):
        _keep(home, retire_driver(first, "timing"), first, who="ben@example.org")
    assert load_taxonomy(home) == second


def test_a_faulty_one_is_not_kept(home: Home) -> None:
    first = load_taxonomy(home)
    bad = replace(first, drivers=tuple(driver for driver in first.drivers if driver.code != "unknown"))
    with pytest.raises(InputError, match="unknown is needed"):
        _keep(home, bad, first)
    assert list_history(home) == []
    assert not taxonomy_path(home).exists()


def test_what_was_written_by_hand_is_kept_too(home: Home) -> None:
    first = load_taxonomy(home)
    by_hand = retire_driver(first, "usability")
    taxonomy_path(home).write_text(write_taxonomy(replace(by_hand, version="7")), encoding="utf-8")
    now = load_taxonomy(home)
    made = _keep(home, retire_driver(now, "timing"), now)
    assert made.version == "8"
    newest, before = list_history(home)
    assert newest.version == "8"
    assert (before.version, before.acts[0]["act"]) == ("7", "by_hand")


def test_the_versions_go_on_counting_after_the_file_is_taken_away(home: Home) -> None:
    first = load_taxonomy(home)
    _keep(home, retire_driver(first, "usability"), first)
    taxonomy_path(home).unlink()
    assert _keep(home, retire_driver(first, "timing"), first).version == "3"


def test_the_text_of_a_taxonomy_names_each_driver_and_what_became_of_it() -> None:
    taxonomy = retire_driver(load_taxonomy(), "usability")
    assert "(retired)" in show_taxonomy(taxonomy)
    assert "Not this" in show_taxonomy(taxonomy, "price_too_high")
    with pytest.raises(InputError, match="no driver"):
        show_taxonomy(taxonomy, "prize")
