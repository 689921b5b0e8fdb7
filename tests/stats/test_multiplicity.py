"""q values against figures of R, and what they promise when nothing is there."""

import numpy as np
import pytest

from assay.stats.multiplicity import adjust_for_asking
from assay.stats.pooled_ratio import compare_shares


def test_q_values_are_those_of_p_adjust() -> None:
    """p.adjust(c(.008, .03, .123, .6, .2), "BH") in R, as also printed by stdlib.io's stats/padjust."""
    assert adjust_for_asking([0.008, 0.03, 0.123, 0.6, 0.2]) == pytest.approx([0.04, 0.075, 0.205, 0.6, 0.25])


def test_equal_q_values_come_of_the_step_up() -> None:
    """The same source: p = .319 .201 .4 .374 .113 all become .4."""
    assert adjust_for_asking([0.319, 0.201, 0.4, 0.374, 0.113]) == pytest.approx([0.4] * 5)


def test_a_question_that_could_not_be_asked_does_not_count() -> None:
    assert adjust_for_asking([None, 0.01, None, 0.04]) == [None, pytest.approx(0.02), None, pytest.approx(0.04)]


def test_nothing_asked_gives_nothing() -> None:
    assert adjust_for_asking([None, None]) == [None, None]
    assert adjust_for_asking([]) == []


def test_sixty_questions_about_nothing_rarely_bring_a_claim() -> None:
    rng = np.random.default_rng(8)
    claims, rounds = 0, 60
    for _ in range(rounds):
        deal = np.repeat(np.arange(120), 3)
        lost = (rng.random(120) < 0.6)[deal]
        age = np.tile(np.arange(3), 120)
        hits = (rng.random((60, 120)) < 0.3)[:, deal]
        q = adjust_for_asking([compare_shares(deal, age, lost, hit).p for hit in hits])
        claims += min(value for value in q if value is not None) <= 0.05
    assert claims / rounds <= 0.12
