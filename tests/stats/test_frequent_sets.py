"""Sets that are often there together are all found, and no others."""

from itertools import combinations

import numpy as np

from assay.stats.frequent_sets import mine_sets

#: Han, Kamber and Pei, Data Mining, 3rd edition, table 6.1: items bought in nine transactions
BASKETS = ("125", "24", "23", "124", "13", "23", "13", "1235", "123")
#: the same book, figure 6.2, with at least two transactions: sets of two and of three with their counts
PAIRS = {"12": 4, "13": 4, "15": 2, "23": 4, "24": 2, "25": 2}
TRIPLES = {"123": 2, "125": 2}


def test_the_sets_of_a_published_table_are_found() -> None:
    there = np.array([[str(item) in basket for item in range(1, 6)] for basket in BASKETS], dtype=float)
    found = {"".join(str(item + 1) for item in one): int(count[0]) for one, count in mine_sets(there, fewest=2).items()}
    assert found == PAIRS | TRIPLES


def test_what_is_likely_is_drawn_as_often_as_its_probability_says() -> None:
    rng = np.random.default_rng(1)
    there = rng.random((3_000, 4))
    found = mine_sets(there, fewest=1, draws=40)
    for one in combinations(range(4), 2):
        expected = there[:, list(one)].prod(axis=1).sum()
        assert abs(found[one].mean() / expected - 1) < 0.02


def test_nothing_is_frequent_where_nothing_is_there() -> None:
    assert mine_sets(np.zeros((50, 3)), fewest=5) == {}
