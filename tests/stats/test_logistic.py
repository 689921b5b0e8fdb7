"""The logistic regression against statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm

from assay.stats.logistic import fit_logistic


@pytest.fixture(scope="module")
def rows() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(11)
    unit = np.repeat(np.arange(120), 4)
    columns = rng.normal(size=(480, 3)) + rng.normal(size=120)[unit][:, None] / 2
    score = 0.4 + columns @ np.array([0.8, -0.5, 0.0]) + rng.normal(size=120)[unit] / 2
    return columns, (rng.random(480) < 1 / (1 + np.exp(-score))).astype(float), unit


def test_it_agrees_with_statsmodels(rows: tuple[np.ndarray, ...]) -> None:
    columns, happened, _ = rows
    expected = sm.Logit(happened, sm.add_constant(columns)).fit(disp=0).params
    assert fit_logistic(columns, happened).coefficients == pytest.approx(expected, abs=1e-7)


def test_clustered_errors_agree_with_statsmodels(rows: tuple[np.ndarray, ...]) -> None:
    columns, happened, unit = rows
    model = sm.Logit(happened, sm.add_constant(columns))
    expected = model.fit(disp=0, cov_type="cluster", cov_kwds={"groups": unit, "use_correction": False}).bse
    found = fit_logistic(columns, happened, unit=unit).covariance
    assert np.sqrt(np.diag(found)) == pytest.approx(expected, rel=1e-5)


def test_the_ridge_agrees_with_statsmodels(rows: tuple[np.ndarray, ...]) -> None:
    columns, happened, _ = rows
    model = sm.GLM(happened, sm.add_constant(columns), family=sm.families.Binomial())
    held = np.array([0.0, 30.0, 30.0, 30.0]) / len(happened)
    expected = model.fit_regularized(alpha=held, L1_wt=0.0).params
    assert fit_logistic(columns, happened, ridge=30.0).coefficients == pytest.approx(expected, abs=1e-4)


def test_rows_that_a_line_parts_are_held_by_the_ridge() -> None:
    columns = np.linspace(-1, 1, 40)[:, None]
    found = fit_logistic(columns, (columns[:, 0] > 0).astype(float), ridge=1.0)
    assert 1 < found.coefficients[1] < 10
