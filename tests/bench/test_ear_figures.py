"""The figures of the ear: made from the sets as they are, and counted as they are said to be."""

import json

import numpy as np

from bench.words.ear import rank_within
from bench.words.ear_fitting import FILE, hash_sets, read_examples
from bench.words.halves import read_half
from bench.words.shares import tell_share


def test_the_weights_were_fitted_on_the_sets_as_they_are() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8"))["learnt_from"]["sha256"] == hash_sets()


def test_an_example_stands_in_the_open_half_no_second_time() -> None:
    for name, field in (("answers", "answer"), ("questions", "text"), ("messages", "text")):
        examples = [item[field].casefold() for item in read_examples(name)]
        assert len(examples) > 100
        assert not set(examples) & {item[field].casefold() for item in read_half(name, "open")}


def test_pairs_of_other_lengths_do_not_count_within_bins() -> None:
    scores, true = np.array([0.9, 0.1, 0.2, 0.8]), np.array([True, False, True, False])
    assert rank_within(scores, true, np.array([0, 0, 1, 1])) == 0.5
    assert rank_within(scores, true, np.array([0, 0, 0, 1])) == 1.0


def test_a_share_of_nothing_is_told_as_none() -> None:
    assert tell_share(0, 0).strip() == "none"
