"""Weighted figures agree with rows repeated as often as they weigh, and with scikit-learn; intervals go by unit."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, roc_auc_score

from assay.stats.calibration import fit_line
from assay.stats.proof import (
    prove,
    prove_difference,
    weighted_auc,
    weighted_brier,
    weighted_error,
    weighted_slope,
)


@pytest.fixture
def rows() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    dice = np.random.default_rng(4)
    said = np.round(dice.random(300), 2)
    happened = (dice.random(300) < said).astype(np.float64)
    return said, happened, dice.integers(1, 4, 300).astype(np.float64)


def test_area_and_brier_are_those_of_scikit_learn(rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    said, happened, weight = rows
    assert weighted_auc(said, happened, weight) == pytest.approx(roc_auc_score(happened, said, sample_weight=weight))
    expected = brier_score_loss(happened, said, sample_weight=weight)
    assert weighted_brier(said, happened, weight) == pytest.approx(expected)


def test_a_weight_is_a_row_repeated(rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    said, happened, weight = rows
    times = weight.astype(np.int64)
    line = fit_line(np.repeat(said, times), np.repeat(happened, times))
    assert weighted_slope(said, happened, weight) == pytest.approx(line.slope, rel=1e-4)


def test_the_gap_is_nought_where_each_group_comes_true() -> None:
    said = np.repeat([0.25, 0.75], 400)
    happened = np.tile([1.0, 0.0, 0.0, 0.0], 100).tolist() + np.tile([1.0, 1.0, 1.0, 0.0], 100).tolist()
    assert weighted_error(said, np.asarray(happened), np.ones(800)) == pytest.approx(0.0, abs=1e-9)


def test_rows_of_no_weight_play_no_part(rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    said, happened, _ = rows
    weight = np.ones(300)
    weight[200:] = 0
    unit = np.arange(300)
    whole, part = prove(said, happened, unit, weight), prove(said[:200], happened[:200], unit[:200], np.ones(200))
    assert whole == part


def test_rows_of_one_unit_do_not_make_an_interval_narrower(rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    said, happened, _ = rows
    unit = np.arange(300)
    once = prove(said, happened, unit, np.ones(300)).auc
    again = prove(np.tile(said, 5), np.tile(happened, 5), np.tile(unit, 5), np.ones(1500)).auc
    assert once is not None
    assert again is not None
    assert again.high - again.low == pytest.approx(once.high - once.low, rel=0.25)
    assert again.n == 300


def test_a_score_that_knows_more_has_a_gain_above_nought() -> None:
    dice = np.random.default_rng(1)
    truth = dice.random(2000)
    happened = (dice.random(2000) < truth).astype(np.float64)
    gain = prove_difference(truth, np.full(2000, 0.5), happened, np.arange(2000), np.ones(2000))
    assert gain is not None
    assert gain.low > 0
    none = prove_difference(np.full(2000, 0.5), np.full(2000, 0.5), happened, np.arange(2000), np.ones(2000))
    assert none is not None
    assert none.mid == 0
