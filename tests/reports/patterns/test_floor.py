"""Cells are put together until none of them tells of single deals."""

import pytest

from assay.reports.patterns.floor import is_telling, join_few, part_few


@pytest.mark.parametrize(
    ("cells", "joined"),
    [
        ([9, 8, 20], [[9], [8], [20]]),
        ([0, 12, 0], [[0], [12], [0]]),
        ([3, 4, 5, 9], [[3, 4, 5], [9]]),
        ([9, 8, 2], [[9], [8, 2]]),
        ([1, 2], [[1, 2]]),
    ],
)
def test_neighbours_are_joined_until_they_are_enough(cells: list[int], joined: list[list[int]]) -> None:
    assert join_few(cells, lambda count: count) == joined


def test_a_few_that_stand_together_take_another_to_them() -> None:
    alone, together = part_few([30, 12, 9, 3], lambda count: count)
    assert (alone, together) == ([30, 12], [9, 3])
    assert not is_telling(sum(together))
