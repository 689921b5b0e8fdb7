"""Cumulative incidence against statsmodels, and against what must hold."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from assay.stats.incidence import cumulative_incidence


def draw(seed: int, n: int = 200) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    end = np.ceil(rng.exponential(90, n)) + 1
    way = rng.choice([0, 1, 2], n, p=[0.3, 0.3, 0.4])
    way[end == end.max()] = 0  # statsmodels divides by zero when the last one ends
    return np.floor(end * rng.random(n) * 0.5), end, way


def test_without_late_entry_it_is_that_of_statsmodels() -> None:
    _, end, way = draw(1)
    ours, theirs = cumulative_incidence(np.zeros(200), end, way, ways=2), CumIncidenceRight(end, way)
    at = np.isin(theirs.times, ours.age)
    for kind in range(2):
        assert ours.share[kind] == pytest.approx(theirs.cinc[kind][at])


def test_its_error_is_that_of_statsmodels() -> None:
    """Both use the delta method of Dinse and Larson 1986, read back from the log(-log) interval."""
    _, end, way = draw(2)
    ours, theirs = cumulative_incidence(np.zeros(200), end, way, ways=2), CumIncidenceRight(end, way)
    at = np.flatnonzero(np.isin(theirs.times, ours.age))[20:-20]
    place = np.searchsorted(ours.age, theirs.times[at])
    share, low = ours.share[0][place], ours.low[0][place]
    error = np.log(np.log(low) / np.log(share)) / 1.959964 * share * -np.log(share)
    assert error == pytest.approx(theirs.cinc_se[0][at], rel=1e-4)


def test_with_late_entry_and_one_way_to_end_it_is_one_minus_survival() -> None:
    entry, end, way = draw(3)
    ended = (way > 0).astype(np.int64)
    ours, theirs = cumulative_incidence(entry, end, ended, ways=1), SurvfuncRight(end, ended, entry=entry)
    place = np.searchsorted(theirs.surv_times, ours.age)
    assert ours.share[0] == pytest.approx(1 - theirs.surv_prob[place])


def test_a_deal_seen_in_two_pieces_is_one_deal() -> None:
    entry, end, way = draw(4)
    cut = (entry + end) / 2
    pieces = cumulative_incidence(
        np.concatenate([entry, cut]), np.concatenate([cut, end]), np.concatenate([way * 0, way]), ways=2
    )
    whole = cumulative_incidence(entry, end, way, ways=2)
    assert pieces.share == pytest.approx(whole.share)
    assert pieces.high == pytest.approx(whole.high)
    assert list(pieces.at_risk) == list(whole.at_risk)


def test_shares_grow_and_never_sum_to_more_than_one() -> None:
    entry, end, way = draw(5)
    found = cumulative_incidence(entry, end, way, ways=2)
    assert (np.diff(found.share, axis=1) >= 0).all()
    assert (found.share.sum(axis=0) <= 1 + 1e-12).all()
    assert ((found.low <= found.share) & (found.share <= found.high)).all()


def test_with_nothing_ended_there_is_no_age_to_tell_of() -> None:
    found = cumulative_incidence(np.zeros(3), np.array([5.0, 6.0, 7.0]), np.zeros(3, dtype=np.int64), ways=2)
    assert found.share.shape == (2, 0)


def test_late_entry_takes_away_the_bias_of_never_seeing_early_ends() -> None:
    rng = np.random.default_rng(6)
    n = 20_000
    end, way = rng.exponential(50, n), rng.choice([1, 2], n, p=[0.3, 0.7])
    entry = np.where(rng.random(n) < 0.5, rng.uniform(0, 60, n), 0.0)
    seen = end > entry
    at = 40.0
    right = cumulative_incidence(entry[seen], end[seen], way[seen], ways=2)
    wrong = cumulative_incidence(entry[seen] * 0, end[seen], way[seen], ways=2)
    truth = 0.3 * (1 - np.exp(-at / 50))
    assert right.share[0][np.searchsorted(right.age, at)] == pytest.approx(truth, abs=0.01)
    assert wrong.share[0][np.searchsorted(wrong.age, at)] < truth - 0.02
