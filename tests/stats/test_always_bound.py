"""A bound that holds however often somebody looks."""

from math import log, sqrt

import numpy as np
import pytest

from assay.stats.always_valid import bound_always


def test_it_is_the_published_half_width() -> None:
    # Johari, Pekelis and Walsh 2015, arXiv:1512.04922: the normal mixture, with variances V and tau^2
    n, alpha, variance, tau = 150.0, 0.05, 4.0, 0.2
    rho = variance / tau**2
    both = variance + n * tau**2
    published = sqrt((2 * log(1 / alpha) - log(variance / both)) * variance * both) / (n * tau)
    assert bound_always(n, rho=rho, alpha=alpha) * sqrt(variance / n) == pytest.approx(published)


def test_looking_every_week_for_a_year_seldom_deceives() -> None:
    rng = np.random.default_rng(4)
    looks = np.arange(20, 1_060, 20)
    running = rng.standard_normal((2_000, looks[-1])).cumsum(axis=1)[:, looks - 1] / np.sqrt(looks)
    bound = np.array([bound_always(float(n)) for n in looks])
    assert (np.abs(running) > bound).any(axis=1).mean() <= 0.05
    assert (np.abs(running) > 1.96).any(axis=1).mean() > 0.25


def test_nothing_is_bounded_without_observations() -> None:
    with pytest.raises(ValueError, match="above 0"):
        bound_always(0)
