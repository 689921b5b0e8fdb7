"""Which of many was the main one, by soft evidence and what people named."""

import numpy as np
import pytest

from assay.stats.main_reason import Told, Witness, weigh_main


def _name(chosen: np.ndarray, k: int) -> np.ndarray:
    return chosen[:, None] == np.arange(k)[None, :]


def test_one_round_is_as_by_hand() -> None:
    """Two of two rows: evidence 3:1 and 1:3 (nearly), one names the first; truth starts at 1/2, aside at 1/2 each."""
    evidence = np.array([[3.0, 1.0], [1.0, 3.0]])
    told = Told(0.5, np.array([0.5, 0.5]))
    # named first: .5 + .5 x .5 = .75 were it the main one, .25 else
    assert told.weigh(Witness(np.array([[True, False], [False, False]]))).tolist() == [[0.75, 0.25], [1.0, 1.0]]
    main, _ = weigh_main(evidence, [], np.array([True, True]))
    assert main == pytest.approx(np.array([[0.75, 0.25], [0.25, 0.75]]), abs=1e-3)


def test_planted_rates_are_found_and_the_main_one_is_told_oftener_than_by_either_alone() -> None:
    dice = np.random.default_rng(5)
    n, k = 4_000, 8
    main = dice.integers(0, k, n)
    evidence = dice.gamma(1.0, 1.0, (n, k))
    evidence[np.arange(n), main] += dice.gamma(2.0, 1.0, n)
    said = np.where(dice.random(n) < 0.4, main, 0)  # what is said aside is always the first
    found, (told,) = weigh_main(evidence, [Witness(_name(said, k))], np.ones(n, dtype=bool))
    # the rate takes in no luck, for the first is said aside; binomial, four standard errors of .4 are .031
    assert told.truth == pytest.approx(0.4, abs=0.05)
    assert told.aside[0] > 0.95
    right = (found.argmax(axis=1) == main).mean()
    assert right > max((said == main).mean(), (evidence.argmax(axis=1) == main).mean()) + 0.05


def test_a_word_said_everywhere_weighs_little_and_a_rare_one_much() -> None:
    n, k = 300, 3
    said = np.zeros(n, dtype=np.int64)
    said[:30] = 2
    evidence = np.ones((n, k))
    evidence[:30, 2] = 3.0
    evidence[30:, 1] = 3.0
    found, _ = weigh_main(evidence, [Witness(_name(said, k))], np.ones(n, dtype=bool))
    # by evidence alone .6 for the rare one, and .2 for what is said everywhere
    assert found[0, 2] > 0.65
    assert found[100, 0] < 0.3
    assert found[0, 2] - 0.6 > 0.5 * (found[100, 0] - 0.2)


def test_rows_that_are_not_learnt_from_change_nothing_in_others() -> None:
    dice = np.random.default_rng(2)
    evidence, named = dice.random((40, 4)), _name(dice.integers(0, 4, 40), 4)
    first = np.arange(40) < 20
    one, _ = weigh_main(evidence, [Witness(named)], first)
    other, _ = weigh_main(evidence, [Witness(np.where(first[:, None], named, ~named))], first)
    assert np.array_equal(one[:20], other[:20])


def test_who_did_not_speak_moves_nothing() -> None:
    evidence = np.array([[0.2, 0.6]])
    main, _ = weigh_main(evidence, [Witness(np.zeros((1, 2), dtype=bool))], np.array([True]))
    assert main == pytest.approx(evidence / 0.8, abs=2e-3)
