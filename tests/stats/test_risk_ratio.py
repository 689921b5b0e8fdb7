"""Ratios of two rates against statsmodels, and against counted chance."""

import numpy as np
import pytest
from scipy.stats import fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep

from assay.stats.risk_ratio import compare_rates

CASES = [(7, 30, 40, 110), (1, 12, 30, 90), (18, 20, 33, 80), (0, 15, 20, 60), (250, 1000, 4000, 12000)]


@pytest.mark.parametrize("counts", CASES)
def test_the_interval_is_the_score_interval_of_statsmodels(counts: tuple[int, int, int, int]) -> None:
    found = compare_rates(*counts)
    low, high = confint_proportions_2indep(*counts, compare="ratio", method="score", correction=False)
    assert found is not None
    assert found.ratio is not None
    assert found.ratio.high == pytest.approx(high, rel=2e-3)
    if counts[0]:
        assert found.ratio.low == pytest.approx(low, rel=2e-3)
    else:
        assert found.ratio.low == 0.0


def test_chance_is_fishers() -> None:
    found = compare_rates(7, 30, 40, 110)
    assert found is not None
    assert found.p == pytest.approx(fisher_exact([[7, 23], [40, 70]]).pvalue)


def test_nothing_beside_it_gives_no_ratio() -> None:
    assert compare_rates(3, 10, 1, 0) is None
    none_won = compare_rates(3, 10, 0, 20)
    assert none_won is not None
    assert none_won.ratio is None


def test_intervals_cover_the_true_ratio() -> None:
    dice, covered, sets = np.random.default_rng(5), 0, 1000
    for _ in range(sets):
        found = compare_rates(int(dice.binomial(60, 0.15)), 60, int(dice.binomial(240, 0.3)), 240)
        assert found is not None
        assert found.ratio is not None
        covered += found.ratio.low <= 0.5 <= found.ratio.high
    assert 0.93 <= covered / sets <= 0.97
