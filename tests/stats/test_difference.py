"""The difference of two shares against statsmodels and its paper."""

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from assay.stats.difference import share_difference


def test_it_agrees_with_the_table_of_the_paper() -> None:
    # Newcombe 1998, Table II, (a) 56/70 - 48/80, method 10: 0.0524 to 0.3339
    found = share_difference(56, 70, 48, 80)
    assert found is not None
    assert (found.low, found.mid, found.high) == pytest.approx((0.0524, 0.2, 0.3339), abs=5e-5)


@pytest.mark.parametrize("counts", [(3, 10, 9, 12), (0, 5, 4, 9), (7, 7, 1, 30)])
def test_it_agrees_with_statsmodels(counts: tuple[int, int, int, int]) -> None:
    found = share_difference(*counts)
    assert found is not None
    expected = confint_proportions_2indep(*counts, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(tuple(expected), abs=1e-9)


def test_an_empty_group_tells_of_no_difference() -> None:
    assert share_difference(1, 2, 0, 0) is None
