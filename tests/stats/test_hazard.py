"""The weekly hazard against statsmodels, and against rates that can be reckoned by hand."""

import numpy as np
import pytest
import statsmodels.api as sm

from assay.stats.hazard import fit_hazard


def draw_weeks(rng: np.random.Generator, deals: int) -> tuple[np.ndarray, ...]:
    """Deal-weeks with two covariates, and the weights of deals drawn with unequal chances."""
    rows = []
    for deal in range(deals):
        group, weight = rng.integers(3), rng.choice((1.0, 2.5))
        for week in range(12):
            exposed = week > 5 and deal % 2
            died = rng.random() < 1 - np.exp(-np.exp(-2.6 + 0.3 * group + 0.5 * exposed))
            rows.append((deal, group, int(exposed), died, weight))
            if died:
                break
    deal, group, exposed, died, weight = (np.array(column) for column in zip(*rows, strict=True))
    return deal, group, exposed, died.astype(bool), weight


@pytest.mark.parametrize("weighted", [False, True])
def test_coefficients_and_clustered_errors_are_those_of_statsmodels(weighted: bool) -> None:
    deal, group, exposed, died, weight = draw_weeks(np.random.default_rng(3), 300)
    grid = np.array([(1.0, g == 1, g == 2, e) for g in range(3) for e in range(2)], dtype=float)
    pattern = group * 2 + exposed
    ours = fit_hazard(grid, pattern, died, deal, weight if weighted else None)
    theirs = sm.GLM(
        died.astype(float),
        grid[pattern],
        family=sm.families.Binomial(sm.families.links.CLogLog()),
        freq_weights=weight if weighted else None,
    ).fit(tol=1e-12, maxiter=100)
    assert ours.coefficient == pytest.approx(theirs.params, rel=1e-6)
    assert ours.converged
    if not weighted:  # statsmodels clusters rows, not weighted rows
        robust = sm.GLM(
            died.astype(float), grid[pattern], family=sm.families.Binomial(sm.families.links.CLogLog())
        ).fit(tol=1e-12, cov_type="cluster", cov_kwds={"groups": deal, "use_correction": False})
        deals = deal.max() + 1
        assert ours.covariance == pytest.approx(robust.cov_params() * deals / (deals - 1), rel=1e-5)


def test_it_does_not_matter_where_the_search_begins() -> None:
    deal, group, exposed, died, _ = draw_weeks(np.random.default_rng(5), 200)
    grid = np.array([(1.0, g == 1, g == 2, e) for g in range(3) for e in range(2)], dtype=float)
    once = fit_hazard(grid, group * 2 + exposed, died, deal)
    again = fit_hazard(grid, group * 2 + exposed, died, deal, start=np.array([-1.0, 0.5, -2.0, 3.0]))
    assert again.coefficient == pytest.approx(once.coefficient, abs=1e-5)


def test_one_group_beside_another_gives_the_ratio_of_their_log_survivals() -> None:
    """12 of 100 weeks against 5 of 80: log(-log(1 - 12/100)) - log(-log(1 - 5/80)), by hand .6835."""
    pattern = np.repeat([0, 1], [80, 100])
    died = np.r_[np.arange(80) < 5, np.arange(100) < 12]
    fit = fit_hazard(np.array([[1.0, 0.0], [1.0, 1.0]]), pattern, died, np.arange(180))
    assert fit.coefficient[1] == pytest.approx(np.log(-np.log(0.88)) - np.log(-np.log(0.9375)), abs=1e-7)
    assert fit.coefficient[1] == pytest.approx(0.6835, abs=1e-4)


def test_weeks_written_twice_do_not_narrow_the_error() -> None:
    deal, group, exposed, died, _ = draw_weeks(np.random.default_rng(4), 200)
    grid = np.array([(1.0, g == 1, g == 2, e) for g in range(3) for e in range(2)], dtype=float)
    once = fit_hazard(grid, group * 2 + exposed, died, deal)
    twice = fit_hazard(grid, np.repeat(group * 2 + exposed, 2), np.repeat(died, 2), np.repeat(deal, 2))
    assert twice.coefficient == pytest.approx(once.coefficient, rel=1e-6)
    assert twice.covariance == pytest.approx(once.covariance, rel=1e-5)


def test_a_group_in_which_nobody_ends_leaves_the_others_as_they_are() -> None:
    pattern = np.repeat([0, 1, 2], [80, 100, 60])
    died = np.r_[np.arange(80) < 5, np.arange(100) < 12, np.zeros(60, bool)]
    fit = fit_hazard(np.array([[1.0, 0, 0], [1.0, 1, 0], [1.0, 0, 1]]), pattern, died, np.arange(240))
    assert fit.coefficient[1] == pytest.approx(0.6835, abs=1e-4)
    assert fit.coefficient[2] < -5


def test_a_column_told_twice_is_shared_between_both() -> None:
    pattern = np.repeat([0, 1], [80, 100])
    died = np.r_[np.arange(80) < 5, np.arange(100) < 12]
    fit = fit_hazard(np.array([[1.0, 0, 0], [1.0, 1, 1]]), pattern, died, np.arange(180))
    assert fit.coefficient[1] + fit.coefficient[2] == pytest.approx(0.6835, abs=1e-4)


@pytest.mark.parametrize("died", [np.zeros(4, bool), np.ones(4, bool)])
def test_where_all_end_alike_there_is_no_hazard_to_tell(died: np.ndarray) -> None:
    with pytest.raises(ValueError, match="some end and some go on"):
        fit_hazard(np.ones((1, 1)), np.zeros(4, int), died, np.arange(4))
