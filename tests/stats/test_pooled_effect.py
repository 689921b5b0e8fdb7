"""Of many effects some are believed, as far as all of them together say that there are some."""

import numpy as np
import pytest
from scipy.stats import norm

from assay.stats.pooled_effect import pool_effects


def test_it_is_the_average_over_histories_drawn_by_lot_that_look_like_this_one() -> None:
    """Importance sampling, which shares nothing with the sums: draw truths, weigh each draw by the estimates."""
    random = np.random.default_rng(11)
    effect, error = np.array([0.9, 0.1, -0.2]), np.array([0.3, 0.2, 0.4])
    n = 400_000
    share = random.choice(np.linspace(0.02, 0.98, 25), n, p=_weights())
    centre = random.choice([0.2, 0.4, 0.6, 0.8, 1.0, 1.4], n)
    width = random.choice([0.2, 0.4], n)
    is_there = random.random((n, 3)) < share[:, None]
    truth = np.where(is_there, random.normal(centre[:, None], width[:, None], (n, 3)), random.normal(0, 0.1, (n, 3)))
    weight = norm.pdf(effect, truth, error).prod(axis=1)
    weight /= weight.sum()
    pooled = pool_effects(effect, error)
    counted = np.where(is_there, truth, 0.0)
    assert pooled.mean == pytest.approx(weight @ counted, abs=0.01)
    assert pooled.beyond == pytest.approx(weight @ (counted > 0.15), abs=0.01)
    assert pooled.spread**2 == pytest.approx(weight @ counted**2 - (weight @ counted) ** 2, abs=0.01)


def _weights() -> np.ndarray:
    prior = (1 - np.linspace(0.02, 0.98, 25)) ** 2
    return np.asarray(prior / prior.sum())


def test_chance_alone_makes_nothing_of_many_effects() -> None:
    random = np.random.default_rng(4)
    claimed = 0
    for _ in range(60):
        error = random.uniform(0.1, 0.5, 25)
        claimed += int((pool_effects(random.normal(0, error), error).beyond >= 0.5).any())
    assert claimed <= 6


def test_true_effects_keep_their_size_beside_others_that_are_nought() -> None:
    effect = np.array([0.0, 0.8, 0.0, 0.9, -0.1, 0.7, 0.05, 0.85])
    pooled = pool_effects(effect, np.full(8, 0.1))
    assert pooled.mean == pytest.approx(effect, abs=0.1)
    assert (pooled.beyond > 0.95).tolist() == [value > 0.5 for value in effect]
    assert (pooled.beyond < 0.4).tolist() == [value < 0.5 for value in effect]


def test_the_same_estimate_is_believed_more_where_others_are_there() -> None:
    error = np.full(6, 0.3)
    among_many = pool_effects(np.array([0.6, 0.7, 0.9, 0.8, 0.6, 0.7]), error).beyond[0]
    among_none = pool_effects(np.array([0.6, -0.3, 0.1, -0.2, 0.0, -0.4]), error).beyond[0]
    assert among_many > 0.85
    assert among_none < 0.5


def test_one_that_could_not_be_estimated_is_told_by_the_others_alone() -> None:
    some = pool_effects(np.array([0.5, 0.6, np.nan]), np.array([0.1, 0.1, np.nan]))
    two = pool_effects(np.array([0.5, 0.6]), np.array([0.1, 0.1]))
    assert some.mean[:2] == pytest.approx(two.mean)
    assert some.beyond[2] < two.beyond.min()
    assert some.spread[2] > two.spread.max()


def test_with_no_effect_at_all_none_is_likely() -> None:
    assert (pool_effects(np.full(3, np.nan), np.full(3, np.nan)).beyond < 0.5).all()
