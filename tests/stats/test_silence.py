"""Silences of deals whose ends are planted: what is said of them must come true as often as said."""

from dataclasses import dataclass

import numpy as np
import pytest

from assay.stats.calibration import area_under_curve, brier_score, expected_error, fit_line
from assay.stats.landmarks import Spoken
from assay.stats.pareto_nbd import Belief, fit_rhythm, usual_pause
from assay.stats.silence import (
    Quiet,
    SilenceModel,
    count_working_days,
    find_band,
    find_hopeless,
    find_usual,
    fit_silence,
    predict_dead,
)


@dataclass(frozen=True)
class Told:
    quiet: Quiet
    dead: np.ndarray
    deal: np.ndarray


def _tell(deals: int, seed: int) -> Told:
    """Buyers of several paces, with lulls that no such model knows of, who fall silent for good at random."""
    rng = np.random.default_rng(seed)
    pace, end = rng.gamma(2.0, 0.08, deals), rng.exponential(120, deals).astype(int) + 3
    deal, day = np.nonzero(rng.random((deals, 500)) < pace[:, None])
    lull = rng.integers(20, 300, deals)
    kept = (day <= end[deal]) & ((day < lull[deal]) | (day > lull[deal] + 15))
    spoken = Spoken.of(deal[kept], day[kept] + 15_000)
    at, asked = np.meshgrid(np.arange(15_030, 15_391, 30), np.arange(deals))
    closed = 15_000 + end + 100
    alive = at.ravel() < closed[asked.ravel()]
    deal, at = asked.ravel()[alive], at.ravel()[alive]
    quiet, has_word = spoken.measure(deal, at, np.full(len(deal), 15_000))
    deal, at = deal[has_word], at[has_word]
    return Told(quiet, (~spoken.speaks_within(deal, at, 90)).astype(float), deal)


def _fit(told: Told) -> SilenceModel | None:
    rhythm = fit_rhythm(
        told.quiet.words - 1, told.quiet.last, told.quiet.last + told.quiet.silent, belief=Belief(), most=500
    )
    return fit_silence(told.quiet, told.dead, told.deal, rhythm)


@pytest.fixture(scope="module")
def model() -> SilenceModel:
    found = _fit(_tell(600, 1))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def later() -> Told:
    return _tell(600, 2)


def test_what_is_said_of_unseen_deals_comes_true_as_often_as_said(model: SilenceModel, later: Told) -> None:
    said = predict_dead(model, later.quiet)
    assert expected_error(said, later.dead) < 0.05
    assert fit_line(said, later.dead).slope == pytest.approx(1.0, abs=0.15)
    sure = said >= 0.9
    assert sure.sum() > 100
    assert later.dead[sure].mean() > 0.85


def test_it_orders_better_than_days_of_silence(model: SilenceModel, later: Told) -> None:
    said = predict_dead(model, later.quiet)
    assert area_under_curve(said, later.dead) > area_under_curve(later.quiet.silent, later.dead)
    assert brier_score(said, later.dead) < brier_score((later.quiet.silent > 30).astype(float), later.dead)


def test_the_share_in_each_band_holds_for_unseen_deals(model: SilenceModel, later: Told) -> None:
    place = find_band(model, predict_dead(model, later.quiet))
    for number, band in enumerate(model.bands):
        happened = later.dead[place == number].mean()
        assert band.share.low - 0.06 <= happened <= band.share.high + 0.06


def test_few_silences_teach_nothing() -> None:
    assert _fit(_tell(25, 3)) is None


def test_hopeless_is_the_first_day_on_which_the_model_says_so(model: SilenceModel, later: Told) -> None:
    some = later.quiet.take(np.arange(0, len(later.deal), 25))
    day = find_hopeless(model, some)
    told = np.isfinite(day)
    assert told.mean() > 0.8
    assert (predict_dead(model, some.grown(np.where(told, day, 1.0)))[told] > 0.895).all()
    earlier = np.where(told, np.maximum(day - 3, 0.0), 1.0)
    assert (predict_dead(model, some.grown(earlier))[told & (day > 3)] < 0.905).all()


def test_a_certainty_that_no_silence_reached_is_never_passed(model: SilenceModel, later: Told) -> None:
    assert np.isinf(find_hopeless(model, later.quiet.take(np.arange(5)), certain=0.99999)).all()


def test_a_silence_longer_than_any_seen_is_held_to_be_no_worse(model: SilenceModel, later: Told) -> None:
    one = later.quiet.take(np.arange(1))
    at_edge, beyond = predict_dead(model, one.grown(model.longest)), predict_dead(model, one.grown(4000.0))
    assert at_edge == pytest.approx(beyond)


def test_where_silence_tells_nothing_the_share_alone_is_said() -> None:
    told = _tell(200, 4)
    by_chance = (np.random.default_rng(8).random(200) < 0.3).astype(float)[told.deal]
    found = _fit(Told(told.quiet, by_chance, told.deal))
    assert found is not None
    said = predict_dead(found, told.quiet)
    assert np.quantile(said, 0.95) < 0.5
    assert said.mean() == pytest.approx(by_chance.mean(), abs=0.03)


def test_working_days_agree_with_numpy() -> None:
    start = np.arange(17_000, 17_030)
    for lasted in (0, 1, 5, 13, 40):
        expected = np.busday_count((start + 1).astype("M8[D]"), (start + lasted + 1).astype("M8[D]"))
        assert count_working_days(start, start + lasted) == pytest.approx(expected)


def test_a_silence_is_measured_from_the_words_known_by_the_day() -> None:
    spoken = Spoken.of(np.array([0, 0, 0, 0, 2]), np.array([100, 100, 110, 150, 90]))
    quiet, has_word = spoken.measure(np.array([0, 0, 1, 2]), np.array([120, 160, 120, 90]), np.full(4, 80))
    assert has_word.tolist() == [True, True, False, True]
    assert quiet.words.tolist() == [2, 3, 1]
    assert quiet.last.tolist() == [10, 50, 0]
    assert quiet.recent.tolist() == [2, 1, 1]
    assert quiet.silent.tolist() == [10, 10, 0]
    assert quiet.age.tolist() == [40, 80, 10]


def test_the_next_word_counts_up_to_the_horizon_and_not_beyond() -> None:
    spoken = Spoken.of(np.array([0, 0, 1]), np.array([100, 190, 191]))
    again = spoken.speaks_within(np.array([0, 0, 1]), np.array([100, 190, 100]), 90)
    assert again.tolist() == [True, False, False]


def test_nine_of_ten_pauses_of_other_deals_stay_below_the_usual() -> None:
    """Steady pauses, of 10 days more or less, which the model's own limit would take to be short."""
    rng = np.random.default_rng(6)
    day = np.cumsum(rng.integers(7, 14, (200, 15)), axis=1)
    spoken = Spoken.of(np.repeat(np.arange(200), 15), day.ravel())
    seen, _ = spoken.measure(np.arange(100), np.full(100, 150), np.zeros(100, dtype=np.int64))
    rhythm = fit_rhythm(seen.words - 1, seen.last, seen.last + seen.silent, belief=Belief())
    share = find_usual(rhythm, *spoken.list_pauses(np.arange(100)))
    words, last, pause = spoken.list_pauses(np.arange(100, 200))
    assert len(pause) == 1400
    assert (pause > usual_pause(rhythm, words, last, share=share)).mean() == pytest.approx(0.1, abs=0.05)
    assert (pause > usual_pause(rhythm, words, last, share=0.9)).mean() < 0.01


def test_without_pauses_the_share_asked_for_is_given() -> None:
    none = np.array([])
    assert find_usual(fit_rhythm(np.ones(3), np.ones(3), np.ones(3) * 9), none, none, none, share=0.8) == 0.8
