"""Wilson's interval in plain arithmetic."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from assay.stats.wilson import bound_share


@pytest.mark.parametrize(("hits", "n"), [(0, 1), (0, 9), (12, 41), (7, 7), (500, 1000)])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_bounds_are_those_of_statsmodels(hits: int, n: int, level: float) -> None:
    found = bound_share(hits, n, level=level)
    assert found is not None
    low, high = proportion_confint(hits, n, alpha=1 - level, method="wilson")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    assert found.mid == hits / n


def test_no_deals_have_no_share() -> None:
    assert bound_share(0, 0) is None
