"""Controls are the nearest that were alike, whatever the order that they come in."""

import numpy as np
import pytest

from assay.stats.matching import match_nearest


def brute_force(case: tuple[int, int], pool: list[tuple[int, int]], controls: int, caliper: int) -> list[int]:
    alike = [
        (abs(position - case[1]), index)
        for index, (stratum, position) in enumerate(pool)
        if stratum == case[0] and abs(position - case[1]) <= caliper
    ]
    return [distance for distance, _ in sorted(alike)][:controls]


def test_it_finds_what_a_search_of_all_pairs_finds() -> None:
    rng = np.random.default_rng(1)
    cases = np.c_[rng.integers(0, 6, 200), rng.integers(0, 400, 200)]
    pool = np.c_[rng.integers(0, 6, 300), rng.integers(0, 400, 300)]
    pairs = match_nearest(*cases.T, *pool.T, controls=3, caliper=9)
    for index, (stratum, position) in enumerate(cases.tolist()):
        mine = pairs.control[pairs.case == index]
        assert (pool[mine, 0] == stratum).all()
        assert len(set(mine.tolist())) == len(mine)
        found = sorted(np.abs(pool[mine, 1] - position).tolist())
        assert found == brute_force((stratum, position), [(a, b) for a, b in pool.tolist()], 3, 9)


def test_the_same_pool_gives_the_same_controls() -> None:
    case, pool = (np.zeros(1, int), np.array([5])), (np.zeros(6, int), np.array([5, 4, 6, 5, 4, 6]))
    assert match_nearest(*case, *pool, caliper=9).control.tolist() == [0, 3, 1]


def test_a_case_without_its_like_has_no_control() -> None:
    case = (np.array([0, 1]), np.array([5, 5]))
    pairs = match_nearest(*case, np.array([1, 1]), np.array([6, 90]), caliper=10)
    assert (pairs.case.tolist(), pairs.control.tolist(), pairs.cases) == ([1], [0], 1)
    assert match_nearest(*case, np.empty(0, int), np.empty(0, int), caliper=10).cases == 0


def test_a_caliper_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="caliper"):
        match_nearest(*[np.zeros(1, int)] * 4, caliper=-1)
