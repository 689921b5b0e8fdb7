"""Rows that ended count for those that have not; by hand, and on lives that were invented and cut off."""

import numpy as np
import pytest

from assay.stats.censored import weigh_by_censoring


def test_weights_are_those_of_a_table_by_hand() -> None:
    waited = np.asarray([1.0, 2.0, 3.0, 4.0, 5.0])
    has_ended = np.asarray([True, False, True, False, True])
    # cut off at 2 with four watched: 3/4 stay; at 4 with two: 3/8
    assert weigh_by_censoring(waited, has_ended).tolist() == pytest.approx([1.0, 0.0, 4 / 3, 0.0, 8 / 3])


def test_without_anybody_cut_off_each_row_counts_once() -> None:
    assert weigh_by_censoring(np.asarray([3.0, 1.0, 2.0]), np.ones(3, dtype=bool)).tolist() == [1.0, 1.0, 1.0]


def test_the_share_that_is_won_is_right_though_slow_deals_are_cut_off() -> None:
    dice = np.random.default_rng(3)
    won = dice.random(20_000) < 0.3
    life = np.where(won, dice.exponential(200, 20_000), dice.exponential(80, 20_000))
    watched = dice.uniform(150, 900, 20_000)
    has_ended = life <= watched
    weight = weigh_by_censoring(np.minimum(life, watched), has_ended)
    assert won[has_ended].mean() < 0.29
    assert (weight * won).sum() / weight.sum() == pytest.approx(0.3, abs=0.012)
