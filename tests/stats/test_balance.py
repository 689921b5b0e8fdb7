"""Standardised differences against values reckoned by hand."""

import numpy as np
import pytest

from assay.stats.balance import standardise_difference


def flags(ones: int, n: int) -> np.ndarray:
    return (np.arange(n) < ones).astype(float)


def test_two_shares_differ_as_austin_reckons() -> None:
    """Austin 2009: (p1 - p2) / sqrt((p1 (1 - p1) + p2 (1 - p2)) / 2); .5 and .3 give .2 / sqrt(.23) = .4170."""
    assert standardise_difference(flags(50, 100), flags(60, 200)) == pytest.approx(0.4170, abs=5e-5)


def test_two_means_differ_in_deviations() -> None:
    """Variances 2.5 and 10 of (1..5) and (2, 4, .., 10): means 3 and 6 are 3 / sqrt(6.25) = 1.2 apart."""
    assert standardise_difference(np.arange(1.0, 6), np.arange(2.0, 11, 2)) == pytest.approx(-1.2)


def test_weights_move_the_mean_and_not_the_deviation() -> None:
    second = np.arange(2.0, 11, 2)
    assert standardise_difference(np.arange(1.0, 6), second, np.array([1.0, 1, 0, 0, 0])) == pytest.approx(0.0)
    assert standardise_difference(np.arange(1.0, 6), second, np.array([0.0, 1, 0, 0, 0])) == pytest.approx(-0.4)


def test_what_nowhere_varies_is_alike_or_out_of_reach() -> None:
    assert standardise_difference(np.full(3, 2.0), np.full(4, 2.0)) == 0.0
    assert standardise_difference(np.full(3, 3.0), np.full(4, 2.0)) == np.inf


def test_nothing_is_like_nobody() -> None:
    with pytest.raises(ValueError, match="Two sets"):
        standardise_difference(np.empty(0), np.ones(2))
