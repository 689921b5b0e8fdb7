"""The labelled sets keep their shape, their counts and their halves."""

from collections import Counter

import pytest
from rapidfuzz import fuzz

from assay.words.taxonomy import load_taxonomy
from bench.words.halves import FOLDER, NAMES, divide, main, read_german, read_half
from bench.words.labels import ANSWERS, CODES, MESSAGE_FAULTS, QUESTION_FAULTS, Item, find_faults
from bench.words.lengths import find_widest_gap, measure_lengths

_LEAST = {
    "statements": 360,
    "remarks": 110,
    "rivals": 46,
    "plain": 210,
    "questions": 170,
    "messages": 140,
    "answers": 220,
}


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


def test_the_labels_are_the_codes_of_the_taxonomy_as_shipped() -> None:
    taxonomy = load_taxonomy()
    assert {code.rsplit(".", 1)[-1] for code in CODES} == {driver.code for driver in taxonomy.in_use}
    grouped = {code for code in CODES if "." in code}
    assert grouped <= {f"{driver.group}.{driver.code}" for driver in taxonomy.in_use}


def test_the_german_statements_use_the_same_labels() -> None:
    german = read_german()
    assert find_faults("statements", german) == []
    assert len(german) >= 60
    assert {item["driver"] for item in german} == CODES


def test_answers_are_equally_long_under_every_label() -> None:
    opened, sealed = read_half("answers", "open"), read_half("answers", "sealed")
    assert find_widest_gap(measure_lengths(opened + sealed)) <= 0.10
    assert max(find_widest_gap(measure_lengths(opened)), find_widest_gap(measure_lengths(sealed))) <= 0.15


def test_every_label_of_an_answer_is_given_as_often() -> None:
    counted = Counter(item["label"] for item in _read("answers"))
    assert set(counted) == ANSWERS
    assert len(set(counted.values())) == 1


def test_about_half_of_the_questions_are_faultless_and_every_fault_is_there() -> None:
    questions = _read("questions")
    assert 0.4 <= sum(not item["faults"] for item in questions) / len(questions) <= 0.6
    assert {fault for item in questions for fault in item["faults"]} == QUESTION_FAULTS


def test_nearly_half_of_the_messages_are_faultless_and_every_fault_is_there() -> None:
    messages = _read("messages")
    faultless = sum(not item["faults"] and not item["missing"] for item in messages)
    assert 0.4 <= faultless / len(messages) <= 0.55
    assert {fault["fault"] for item in messages for fault in item["faults"]} == MESSAGE_FAULTS
