"""How right lists of open deals are counted."""

import numpy as np
import pytest

from bench.rescue.quality import Asked, judge_listed


def _ask() -> Asked:
    """One loss by cause 1; of six open deals the first three have it at work."""
    at_work = np.zeros((6, 2), np.bool_)
    at_work[:3, 1] = True
    return Asked(np.array([0]), np.array([1]), np.arange(6), at_work, np.random.default_rng(1))


def test_precision_counts_the_five_with_the_greatest_scores() -> None:
    assert _ask().judge(np.array([[0.9, 0.1, 0.8, 0.7, 0.6, 0.5]])).value == pytest.approx(2 / 5)


def test_deals_that_are_not_likely_enough_do_not_count_as_listed() -> None:
    assert judge_listed(_ask(), np.array([[0.9, 0.2, 0.1, 0.4, 0.0, 0.0]])).value == pytest.approx(1 / 2)


def test_a_loss_for_which_none_is_listed_is_neither_right_nor_wrong() -> None:
    assert np.isnan(judge_listed(_ask(), np.zeros((1, 6))).value)
