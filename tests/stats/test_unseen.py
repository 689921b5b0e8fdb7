"""E-values against the published example."""

import pytest

from assay.stats.unseen import e_value, e_value_at_limit, risk_of_hazard


def test_the_published_example_comes_out() -> None:
    """VanderWeele and Ding 2017: a risk ratio of 3.9 (1.8 to 8.7) has E-values of 7.26 and 3.0."""
    assert e_value(3.9) == pytest.approx(7.26, abs=0.005)
    assert e_value_at_limit(1.8, 8.7) == pytest.approx(3.0, abs=0.005)


def test_a_ratio_of_root_three_is_that_of_r() -> None:
    """R EValue, evalue(OR(3, rare = FALSE)): risk ratio 1.732051."""
    assert e_value(3**0.5) == pytest.approx(2.858, abs=0.001)


def test_a_ratio_below_one_counts_as_its_inverse() -> None:
    assert e_value(0.5) == e_value(2)
    assert e_value_at_limit(0.3, 0.8) == e_value(1 / 0.8)


def test_nothing_unseen_is_needed_where_one_is_inside() -> None:
    assert e_value_at_limit(0.9, 1.4) == 1.0


def test_a_hazard_of_a_common_outcome_is_a_smaller_risk() -> None:
    assert risk_of_hazard(1) == pytest.approx(1)
    assert 1 < risk_of_hazard(2) < 2
    assert risk_of_hazard(0.4) == pytest.approx(1 / risk_of_hazard(2.5))


@pytest.mark.parametrize("ratio", [0, -1])
def test_no_ratio_is_nought(ratio: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        e_value(ratio)
    with pytest.raises(ValueError, match="above 0"):
        risk_of_hazard(ratio)
