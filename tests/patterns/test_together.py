"""Which pairs are shown, and which sets are asked about."""

import numpy as np

from assay.patterns.together import choose_sets, count_by_chance, reach_pair_verdict
from assay.stats.frequent_sets import mine_sets


def test_a_pair_is_shown_by_its_interval_and_all_that_was_tried() -> None:
    assert reach_pair_verdict(30.0, 20.0, (1.1, 1.9), 0.01) == "together"
    assert reach_pair_verdict(20.0, 30.0, (0.5, 0.9), 0.01) == "apart"
    assert reach_pair_verdict(30.0, 20.0, (1.1, 1.9), 0.2) == "not_shown"
    assert reach_pair_verdict(30.0, 20.0, (0.9, 1.9), 0.01) == "not_shown"


def test_a_handful_of_deals_is_no_pair() -> None:
    assert reach_pair_verdict(4.0, 1.0, (1.5, 3.0), 0.001) == "not_shown"


def test_sets_beyond_chance_are_asked_about_first() -> None:
    rng = np.random.default_rng(2)
    there = (rng.random((400, 4)) < 0.3).astype(float)
    there[:, 3] = there[:, 1]
    chosen = choose_sets(mine_sets(there, fewest=5, largest=2), there, most=1)
    assert chosen == [(1, 3)]


def test_chance_multiplies_shares() -> None:
    there = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    assert count_by_chance(there, (0, 1)) == 1.0
