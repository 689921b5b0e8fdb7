"""The exponent of a cost over the size."""

import pytest

from bench.growth import measure_growth


def test_a_cost_that_doubles_with_the_size_grows_with_exponent_one() -> None:
    assert measure_growth([10, 100, 1000], [3.0, 30.0, 300.0]) == pytest.approx(1)


def test_a_cost_that_is_squared_grows_with_exponent_two() -> None:
    assert measure_growth([10, 20, 40], [100.0, 400.0, 1600.0]) == pytest.approx(2)


def test_the_exponent_is_the_slope_of_least_squares() -> None:
    # slope of y = 0, 1, 1 over x = 0, 1, 2 is 1/2
    assert measure_growth([1, 10, 100], [1.0, 10.0, 10.0]) == pytest.approx(0.5)


def test_one_size_alone_shows_no_growth() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        measure_growth([10, 10], [1.0, 2.0])
