"""Shares from audits and predictions: worked by hand, and their coverage by simulation."""

import numpy as np
import pytest

from assay.stats.audited import LEAST_AUDITED, estimate_mean, estimate_share
from assay.stats.share import share

# 20 audits: judged and predicted 6, judged alone 2, predicted alone 2, neither 10
JUDGED = np.array([1.0] * 8 + [0.0] * 12)
PREDICTED = np.array([1.0] * 6 + [0.0] * 2 + [1.0] * 2 + [0.0] * 10)
# of the other 80, 22 are predicted
ALL = np.concatenate([PREDICTED, [1.0] * 22, [0.0] * 58])


def test_it_is_as_worked_by_hand() -> None:
    found = estimate_mean(JUDGED, PREDICTED, ALL)
    # covariance 6/20 - 0.4 * 0.4 over the variance 0.24 of the audited, the larger one; 0.4 + 7/12 * (0.30 - 0.40)
    assert found.lam == pytest.approx(7 / 12)
    assert found.theta == pytest.approx(0.4 - 7 / 120)
    assert (found.n, found.audited) == (100, 20)


def test_it_is_the_published_estimate_of_two_samples() -> None:
    # PPI++ as published takes the audited and the rest apart: lam * mean(rest) + mean(judged - lam * predicted), where
    # the best lam is cov / var / (1 + m / N): 7/12 / (1 + 20 / 80)
    lam = 7 / 12 / (1 + 20 / 80)
    published = lam * ALL[20:].mean() + (JUDGED - lam * PREDICTED).mean()
    assert estimate_mean(JUDGED, PREDICTED, ALL).theta == pytest.approx(published)


def test_losses_that_were_drawn_more_often_count_for_less() -> None:
    judged = np.repeat([1.0, 0.0], [30, 10])
    # of 100 the first 30 were all audited, of the other 70 one in seven
    weight = np.repeat([1.0, 7.0], [30, 10])
    found = estimate_mean(judged, np.zeros(40), np.zeros(100), weight)
    assert found.theta == pytest.approx(0.3)


def test_without_a_prediction_it_is_wilsons_share() -> None:
    found, plain = estimate_share(JUDGED, np.zeros(20), np.zeros(100)), share(8, 20)
    assert found is not None
    assert plain is not None
    assert (found.low, found.mid, found.high) == pytest.approx((plain.low, plain.mid, plain.high))


def test_few_audits_leave_the_prediction_out_and_none_say_nothing() -> None:
    few = LEAST_AUDITED - 1
    assert estimate_mean(JUDGED[:few], PREDICTED[:few], ALL).lam == 0
    assert estimate_share(JUDGED[:0], PREDICTED[:0], ALL) is None


def test_a_prediction_that_is_the_wrong_way_round_is_not_used() -> None:
    assert estimate_mean(JUDGED, 1 - PREDICTED, 1 - ALL).lam == 0


@pytest.mark.parametrize("judged", [np.zeros(20), np.ones(20)])
def test_none_or_all_of_few_has_a_width(judged: np.ndarray) -> None:  # type: ignore[type-arg]
    found = estimate_share(judged, PREDICTED, ALL)
    assert found is not None
    assert found.high - found.low > 0.1


def test_half_the_audits_make_it_about_1_4_times_as_wide() -> None:
    rng = np.random.default_rng(5)
    widths = []
    for m in (80, 160):
        truth = (rng.random(4000) < 0.3).astype(float)
        guess = np.clip(0.5 * truth + 0.15 + rng.normal(0, 0.15, 4000), 0, 1)
        drawn = [rng.choice(4000, m, replace=False) for _ in range(60)]
        found = [estimate_share(truth[one], guess[one], guess) for one in drawn]
        widths.append(np.mean([one.high - one.low for one in found if one]))
    assert 1.3 < widths[0] / widths[1] < 1.5


@pytest.mark.parametrize(("m", "share_", "quality"), [(30, 0.1, 0.0), (30, 0.3, 0.5), (120, 0.3, 0.5), (120, 0.1, 0.9)])
def test_the_interval_holds_the_truth_as_often_as_it_says(m: int, share_: float, quality: float) -> None:
    rng, held, sets = np.random.default_rng(11), 0, 300
    for _ in range(sets):
        truth = (rng.random(1000) < share_).astype(float)
        guess = np.clip(quality * truth + (1 - quality) * share_ + rng.normal(0, 0.15, 1000), 0, 1)
        drawn = rng.choice(1000, m, replace=False)
        found = estimate_share(truth[drawn], guess[drawn], guess)
        held += found is not None and found.low <= share_ <= found.high
    # 300 sets tell coverage to within 2.5 points
    assert 0.92 <= held / sets <= 0.995
