"""The fit of cells against statsmodels, and its spreads against those that were planted."""

import numpy as np
import pytest
import statsmodels.api as sm

from assay.stats.cells import Counts, fit_cells, learn_spreads, make_design
from stats.invented_cells import invent_cells

SPREAD = np.array([0.3, 0.4, 0.2, 0.5, 0.15])


@pytest.fixture(scope="module")
def counts() -> Counts:
    return invent_cells(np.random.default_rng(5), deals=1_500, rows=3, columns=2, periods=4).counts


def write_out(counts: Counts) -> tuple[np.ndarray, np.ndarray]:
    """One column for every effect, each path as its start and its steps; and the ridge of each."""
    cells, periods = counts.n.shape
    shared = make_design(counts).reshape(cells * periods, -1)
    start = np.kron(np.eye(cells), np.ones((periods, 1)))
    steps = np.kron(np.eye(cells), np.tril(np.ones((periods, periods)))[:, 1:])
    rows, columns = counts.sizes
    sizes = [1, periods, rows, columns, cells, cells * (periods - 1)]
    return np.hstack([shared, start, steps]), 1 / np.repeat([100.0, *SPREAD**2], sizes)


def test_the_fit_is_the_ridge_logistic_of_statsmodels(counts: Counts) -> None:
    # statsmodels GLM.fit_regularized, elastic net without its L1 part: the ridge of each coefficient over n
    design, ridge = write_out(counts)
    n = counts.n.ravel()
    told = np.column_stack([counts.won.ravel(), n - counts.won.ravel()])
    model = sm.GLM(told, design, family=sm.families.Binomial())
    expected = model.fit_regularized(alpha=ridge / len(n), L1_wt=0.0, cnvrg_tol=1e-12, maxiter=5_000).params
    found = fit_cells(counts, SPREAD)
    odds = make_design(counts) @ found.common + found.own
    assert odds.ravel() == pytest.approx(design @ expected, abs=2e-4)


def test_covariances_are_those_of_all_effects_written_out(counts: Counts) -> None:
    design, ridge = write_out(counts)
    found = fit_cells(counts, SPREAD)
    odds = (make_design(counts) @ found.common + found.own).ravel()
    rate = 1 / (1 + np.exp(-odds))
    whole = np.linalg.inv((design * (counts.n.ravel() * rate * (1 - rate))[:, None]).T @ design + np.diag(ridge))
    periods = counts.periods
    for period in range(periods):
        along = np.zeros(counts.n.shape)
        along[:, period] = 1
        mean, variance = found.weigh(make_design(counts)[:, period], along)
        at = design[period::periods]
        assert mean == pytest.approx(odds[period::periods])
        assert variance == pytest.approx(np.einsum("kp,pq,kq->k", at, whole, at), rel=1e-6)


def test_a_cell_without_deals_is_told_by_its_row_and_column(counts: Counts) -> None:
    n = counts.n.copy()
    n[0] = 0
    bare = Counts(np.minimum(counts.won, n), n, counts.row, counts.column)
    found = fit_cells(bare, SPREAD)
    assert found.own[0] == pytest.approx(np.zeros(counts.periods))


def test_spreads_that_were_planted_are_found_again() -> None:
    rng = np.random.default_rng(8)
    periods, rows, columns = 8, 40, 12
    row, column = np.repeat(np.arange(rows), columns), np.tile(np.arange(columns), rows)
    walk = np.cumsum(rng.normal(0, 0.2, size=(rows * columns, periods)), axis=1)
    odds = (
        rng.normal(0, 0.5, size=rows)[row][:, None]
        + rng.normal(0, 0.4, size=columns)[column][:, None]
        + rng.normal(0, 0.3, size=rows * columns)[:, None]
        + walk
    )
    n = np.full(odds.shape, 60)
    won = rng.binomial(n, 1 / (1 + np.exp(-odds))).astype(float)
    _, row_spread, column_spread, cell, step = learn_spreads(Counts(won, n.astype(float), row, column))
    assert row_spread == pytest.approx(0.5, rel=0.3)
    assert column_spread == pytest.approx(0.4, rel=0.5)
    assert cell == pytest.approx(np.hypot(0.3, 0.2), rel=0.15)
    assert step == pytest.approx(0.2, rel=0.1)
