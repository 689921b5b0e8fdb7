"""The rhythm that may have ended, against published figures, integration and simulation."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gamma, lomax

from assay.stats.pareto_nbd import (
    Belief,
    Rhythm,
    expected_pace,
    fit_rhythm,
    log_likelihood,
    place_pause,
    probability_dead,
    usual_pause,
)

#: R BTYD's estimates for the buyers of CDNOW, in weeks (vignette "Buy 'Til You Die"; Fader and Hardie 2005: .553,
#: 10.578, .606, 11.669)
CDNOW = Rhythm(0.5533971, 10.5801985, 0.6060625, 11.6562237)


def _one(*values: float) -> list[np.ndarray]:
    return [np.array([value]) for value in values]


@pytest.mark.parametrize(
    ("words", "last", "age", "alive"),
    [(0, 0.0, 39.0, 0.2941633), (23, 39.0, 39.0, 1.0), (26, 30.86, 31.0, 0.9979)],
)
def test_alive_agrees_with_btyd_on_cdnow(words: int, last: float, age: float, alive: float) -> None:
    """R BTYD 2.4.3, help page pnbd.PAlive and vignette, section 2.4 (buyer 1516)."""
    assert 1 - probability_dead(CDNOW, *_one(words, last, age))[0] == pytest.approx(alive, abs=5e-5)


@pytest.mark.parametrize("rhythm", [CDNOW, Rhythm(1.0, 30.0, 1.2, 8.0), Rhythm(2.0, 10.0, 1.0, 90.0)])
@pytest.mark.parametrize(("words", "last", "age"), [(0, 0.0, 10.0), (3, 20.0, 25.0), (12, 30.0, 31.0)])
def test_dead_agrees_with_integration_over_the_end(rhythm: Rhythm, words: int, last: float, age: float) -> None:
    def density(end: float) -> float:
        paced = (rhythm.alpha + end) ** -(rhythm.r + words)
        return rhythm.s * paced * (rhythm.beta + end) ** -(rhythm.s + 1)

    ended = quad(density, last, age)[0]
    alive = (rhythm.alpha + age) ** -(rhythm.r + words) * (rhythm.beta + age) ** -rhythm.s
    assert probability_dead(rhythm, *_one(words, last, age))[0] == pytest.approx(ended / (ended + alive), rel=1e-7)


def test_the_likelihood_agrees_with_integration_over_paces_and_ends() -> None:
    rhythm, words, last, age = Rhythm(1.5, 12.0, 0.8, 20.0), 4, 18.0, 26.0
    paces = gamma(rhythm.r, scale=1 / rhythm.alpha)
    ends = gamma(rhythm.s, scale=1 / rhythm.beta)

    def of_pace(pace: float) -> float:
        def of_end(end: float) -> float:
            life = np.exp(-(pace + end) * age) + end / (pace + end) * (
                np.exp(-(pace + end) * last) - np.exp(-(pace + end) * age)
            )
            return float(pace**words * life * ends.pdf(end))

        return float(quad(of_end, 0, 1.5)[0] * paces.pdf(pace))

    whole = quad(of_pace, 0, 3)[0]
    assert log_likelihood(rhythm, *_one(words, last, age))[0] == pytest.approx(np.log(whole), abs=1e-5)


def _simulate(rhythm: Rhythm, n: int, seen: float, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    pace, end = rng.gamma(rhythm.r, 1 / rhythm.alpha, n), rng.gamma(rhythm.s, 1 / rhythm.beta, n)
    alive_until = np.minimum(rng.exponential(1 / end), seen)
    words = rng.poisson(pace * alive_until)
    last = np.where(words > 0, alive_until * rng.random(n) ** (1 / np.maximum(words, 1)), 0.0)
    return words.astype(float), last, np.full(n, seen), (alive_until < seen).astype(float)


def test_the_planted_rhythm_is_found_again() -> None:
    planted = Rhythm(1.4, 20.0, 1.1, 60.0)
    words, last, age, _ = _simulate(planted, 4000, 180.0, np.random.default_rng(3))
    found = fit_rhythm(words, last, age)
    assert found.r == pytest.approx(planted.r, rel=0.15)
    assert found.r / found.alpha == pytest.approx(planted.r / planted.alpha, rel=0.08)
    assert found.s / found.beta == pytest.approx(planted.s / planted.beta, rel=0.15)


def test_what_is_said_to_be_dead_is_so_as_often_as_said() -> None:
    rhythm = Rhythm(1.4, 20.0, 1.1, 60.0)
    words, last, age, dead = _simulate(rhythm, 8000, 180.0, np.random.default_rng(4))
    said = probability_dead(rhythm, words, last, age)
    for low in (0.2, 0.5, 0.8):
        inside = (said >= low) & (said < low + 0.2)
        assert dead[inside].mean() == pytest.approx(said[inside].mean(), abs=0.04)


def test_hundreds_of_words_do_not_overflow() -> None:
    said = probability_dead(Rhythm(0.5, 400.0, 0.5, 0.01), *_one(900, 300.0, 330.0))
    assert 0 <= said[0] <= 1
    said = probability_dead(Rhythm(0.5, 0.01, 0.5, 400.0), *_one(900, 300.0, 330.0))
    assert 0.99 < said[0] <= 1


def test_the_usual_pause_is_the_quantile_of_a_lomax() -> None:
    rhythm = Rhythm(1.2, 15.0, 1.0, 90.0)
    found = usual_pause(rhythm, np.array([0.0, 4.0]), np.array([0.0, 40.0]), share=0.9)
    expected = [lomax(1.2, scale=15.0).ppf(0.9), lomax(5.2, scale=55.0).ppf(0.9)]
    assert found == pytest.approx(expected)


def test_a_quicker_buyer_is_unusual_sooner() -> None:
    rhythm = Rhythm(1.2, 15.0, 1.0, 90.0)
    quick, slow = usual_pause(rhythm, np.array([12.0, 3.0]), np.array([60.0, 60.0]))
    assert quick < slow
    assert expected_pace(rhythm, np.array([12.0]), np.array([60.0]))[0] == pytest.approx(13.2 / 75)


def test_few_deals_stay_near_the_belief_and_many_leave_it() -> None:
    belief = Belief()
    planted = Rhythm(1.0, 2.0, 1.0, 30.0)
    words, last, age, _ = _simulate(planted, 2000, 120.0, np.random.default_rng(5))
    few = fit_rhythm(words[:1], last[:1], age[:1], belief=belief)
    many = fit_rhythm(words, last, age, belief=belief)
    assert many.r / many.alpha == pytest.approx(0.5, rel=0.1)
    assert abs(np.log(few.s / few.beta / belief.end)) < 1.0


def test_a_rhythm_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one deal"):
        fit_rhythm(np.array([]), np.array([]), np.array([]))


def test_a_pause_is_placed_where_the_usual_pause_of_that_share_lies() -> None:
    rhythm, words, last = Rhythm(1.2, 15.0, 1.0, 90.0), np.array([4.0]), np.array([40.0])
    assert place_pause(rhythm, words, last, np.array([21.0]))[0] == pytest.approx(lomax(5.2, scale=55.0).cdf(21.0))
    pause = usual_pause(rhythm, words, last, share=0.7)
    assert place_pause(rhythm, words, last, pause)[0] == pytest.approx(0.7)
