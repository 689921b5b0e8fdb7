"""Order and calibration of probabilities against outside figures."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import mannwhitneyu

from assay.stats.calibration import (
    area_under_curve,
    brier_score,
    expected_error,
    fit_line,
    log_odds,
    make_bands,
)


def _draw(n: int, slope: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    truth = rng.beta(1.2, 2.0, n)
    happened = (rng.random(n) < truth).astype(float)
    return 1 / (1 + np.exp(-log_odds(truth) / slope)), happened


def test_the_area_agrees_with_mann_and_whitney() -> None:
    said, happened = _draw(300)
    said = np.round(said, 1)
    statistic = mannwhitneyu(said[happened > 0], said[happened == 0]).statistic
    pairs = happened.sum() * (1 - happened).sum()
    assert area_under_curve(said, happened) == pytest.approx(statistic / pairs)


def test_one_kind_alone_has_no_order() -> None:
    assert np.isnan(area_under_curve(np.array([0.1, 0.4]), np.ones(2)))


def test_the_line_agrees_with_statsmodels_and_mends_what_was_said() -> None:
    said, happened = _draw(4000, slope=0.5)
    line = fit_line(said, happened)
    level, slope = sm.Logit(happened, sm.add_constant(log_odds(said))).fit(disp=0).params
    assert (line.level, line.slope) == (pytest.approx(level, abs=1e-7), pytest.approx(slope, abs=1e-7))
    assert expected_error(line.mend(said), happened) < expected_error(said, happened) / 2


def test_a_forecaster_of_the_share_alone_has_its_variance() -> None:
    happened = np.array([1.0, 0.0, 0.0, 1.0, 1.0])
    assert brier_score(np.full(5, 0.6), happened) == pytest.approx(0.24)
    assert expected_error(np.full(5, 0.6), happened, bins=1) == pytest.approx(0.0)


def test_bands_hold_every_row_once_and_say_how_many() -> None:
    said, happened = _draw(1000)
    bands = make_bands(said, happened, np.arange(1000) // 3)
    assert (bands[0].low, bands[-1].high) == (0.0, 1.0)
    assert [band.high for band in bands[:-1]] == [band.low for band in bands[1:]]
    assert sum(band.share.n for band in bands) == 1000
    assert all(band.units >= 20 for band in bands)


def test_rows_of_one_deal_count_as_little_more_than_one() -> None:
    happened = np.repeat([1.0, 0.0] * 15, 10)
    alone = make_bands(np.full(300, 0.55), happened, np.arange(300))[-1].share
    together = make_bands(np.full(300, 0.55), happened, np.repeat(np.arange(30), 10))[-1].share
    assert together.high - together.low > 2.5 * (alone.high - alone.low)
    assert together.n == alone.n == 300


def test_too_few_deals_make_one_band() -> None:
    bands = make_bands(np.array([0.1, 0.5, 0.9]), np.array([0.0, 1.0, 1.0]), np.arange(3))
    assert [(band.low, band.high, band.share.n) for band in bands] == [(0.0, 1.0, 3)]
