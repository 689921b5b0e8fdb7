"""Rates drawn towards what is usual."""

import numpy as np
import pytest
from scipy.stats import beta

from assay.stats.shrunken_rate import BetaPrior, fit_prior, shrink_rates

#: boys among the first twelve children of 6,115 families of thirteen, 0 to 12 (Geissler; Lindsey and Altham 1998)
FAMILIES = np.array([3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7])


def test_the_spread_among_families_is_that_of_the_literature() -> None:
    boys = np.repeat(np.arange(13), FAMILIES).astype(float)
    prior = fit_prior(boys, np.full(len(boys), 12.0))
    # 34.1350 and 31.6085 by the plain moments; less than a hundredth apart for the mean that is estimated
    assert prior.a == pytest.approx(34.1350, rel=0.005)
    assert prior.b == pytest.approx(31.6085, rel=0.005)
    assert prior.a / (prior.a + prior.b) == pytest.approx(34.1350 / (34.1350 + 31.6085), rel=1e-5)


def test_groups_that_were_drawn_from_a_prior_give_it_back() -> None:
    draw = np.random.default_rng(1)
    trials = draw.integers(1, 60, 20_000).astype(float)
    hits = draw.binomial(trials.astype(int), draw.beta(3, 7, len(trials))).astype(float)
    prior = fit_prior(hits, trials)
    assert (prior.a, prior.b) == (pytest.approx(3, rel=0.06), pytest.approx(7, rel=0.06))


def test_groups_alike_are_all_worth_as_much_as_there_is() -> None:
    prior = fit_prior(np.array([3.0, 6.0, 9.0]), np.array([10.0, 20.0, 30.0]))
    assert prior.a + prior.b == pytest.approx(60)
    assert prior.a / (prior.a + prior.b) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("hits", "trials", "mean", "worth"),
    [([], [], 0.5, 2), ([0], [0], 0.5, 2), ([2], [5], 0.4, 5), ([0, 0], [4, 5], 0.05, 9), ([4, 5], [4, 5], 0.95, 9)],
)
def test_next_to_nothing_gives_a_prior_all_the_same(
    hits: list[float], trials: list[float], mean: float, worth: float
) -> None:
    prior = fit_prior(np.array(hits, float), np.array(trials, float))
    assert prior.a / (prior.a + prior.b) == pytest.approx(mean)
    assert prior.a + prior.b == pytest.approx(worth)


def test_counts_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and trials"):
        fit_prior(np.array([4.0]), np.array([3.0]))


def test_a_handful_stays_near_what_is_usual_and_many_speak_for_themselves() -> None:
    found = shrink_rates(np.array([0.0, 3.0, 90.0]), np.array([0.0, 3.0, 100.0]), BetaPrior(6.0, 14.0))
    assert found.rate == pytest.approx([0.3, 9 / 23, 96 / 120])
    law = beta(np.array([6.0, 9.0, 96.0]), np.array([14.0, 14.0, 24.0]))
    assert found.low == pytest.approx(law.ppf(0.025), rel=1e-9)
    assert found.high == pytest.approx(law.ppf(0.975), rel=1e-9)
