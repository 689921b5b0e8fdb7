"""The labelled sets keep their shape, their counts and their halves."""

from collections import Counter

import pytest
from rapidfuzz import fuzz

from bench.words.halves import FOLDER, NAMES, divide, main, read_german, read_half
from bench.words.labels import CODES, Item, find_faults

_LEAST = {"statements": 360, "questions": 170, "messages": 140, "answers": 220}


def _read(name: str) -> list[Item]:
    return read_half(name, "open") + read_half(name, "sealed")


def _say(item: Item) -> str:
    return str(item["answer"] if "answer" in item else item["text"])


@pytest.mark.parametrize("name", NAMES)
def test_every_item_has_its_fields_and_known_labels(name: str) -> None:
    assert find_faults(name, _read(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_set_is_as_large_as_its_figures_need(name: str) -> None:
    assert len(_read(name)) >= _LEAST[name]


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_used_once(name: str) -> None:
    assert max(Counter(item["id"] for item in _read(name)).values()) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_files_hold_the_halves_that_the_seed_gives(name: str) -> None:
    assert divide(name, _read(name)) == (read_half(name, "open"), read_half(name, "sealed"))


def test_dividing_again_changes_no_file() -> None:
    assert main(["--check"]) == 0


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_one_half_is_nearly_in_the_other(name: str) -> None:
    sealed = [_say(item).lower() for item in read_half(name, "sealed")]
    near = [
        (_say(item), other)
        for item in read_half(name, "open")
        for other in sealed
        if fuzz.ratio(_say(item).lower(), other, score_cutoff=85)
    ]
    assert near == []


@pytest.mark.parametrize("name", NAMES)
def test_a_sealed_half_says_that_it_is_sealed(name: str) -> None:
    assert (FOLDER / f"{name}_sealed.yml").read_text(encoding="utf-8").startswith("# SEALED half")


def test_every_driver_is_the_main_one_in_eight_statements() -> None:
    counted = Counter(item["driver"] for item in _read("statements"))
    assert {code for code in CODES if counted[code] < 8} == set()
    assert min(counted["other"], counted["unknown"]) >= 15


def test_the_german_statements_use_the_same_labels() -> None:
    german = read_german()
    assert find_faults("statements", german) == []
    assert len(german) >= 60
    assert {item["driver"] for item in german} == CODES
