"""From what was there and what goes with losing to the reasons of a deal."""

import numpy as np
import pytest
from scipy.special import expit, logit
from scipy.stats import norm

from assay.verdicts.weighing import MOST_ACTIVE, Effects, rank_reasons, weigh_at_work, weigh_reasons

EFFECTS = Effects(strength=np.array([0.5, 0.2]), real=np.array([0.9, 0.3]), spread=np.ones(2))
NOTHING = np.zeros((1, 2))


def test_without_statements_p_is_that_it_was_there_and_matters() -> None:
    weighed = weigh_reasons(np.array([[0.8, 0.8]]), NOTHING, EFFECTS, NOTHING, NOTHING)
    assert weighed.p == pytest.approx(np.array([[0.72, 0.24]]))
    assert weighed.record == pytest.approx(weighed.p)


def test_a_statement_multiplies_the_odds() -> None:
    weighed = weigh_reasons(np.array([[0.8, 0.8]]), NOTHING, EFFECTS, np.array([[np.log(3.0), 0.0]]), NOTHING)
    assert weighed.p[0, 0] == pytest.approx(expit(logit(0.72) + np.log(3.0)))


def test_the_interval_covers_draws_of_what_it_rests_on() -> None:
    random = np.random.default_rng(2)
    n = 200_000
    active = expit(logit(0.7) + random.normal(0, 0.3, n))
    real = norm.cdf(norm.ppf(0.9) + random.normal(0, 0.2, n))
    moved = 0.8 + random.normal(0, 0.25, n)
    drawn = np.quantile(expit(logit(active * real) + moved), [0.025, 0.975])
    effects = Effects(np.array([0.5]), np.array([0.9]), np.array([0.2]))
    weighed = weigh_reasons(np.array([[0.7]]), np.array([[0.09]]), effects, np.array([[0.8]]), np.array([[0.0625]]))
    assert (weighed.low[0, 0], weighed.high[0, 0]) == (
        pytest.approx(drawn[0], abs=0.03),
        pytest.approx(drawn[1], abs=0.03),
    )


def test_what_is_less_sure_has_a_wider_interval() -> None:
    sure = weigh_reasons(np.array([[0.7, 0.7]]), NOTHING, EFFECTS, NOTHING, NOTHING)
    unsure = weigh_reasons(np.array([[0.7, 0.7]]), NOTHING + 1, EFFECTS, NOTHING, NOTHING + 0.5)
    assert (unsure.low < sure.low).all()
    assert (unsure.high > sure.high).all()


def test_of_open_deals_it_is_told_what_is_at_work_and_of_others_what_had_a_part() -> None:
    active, spread = np.array([[0.8, 0.3], [0.8, 0.3]]), np.full((2, 2), 0.25)
    weighed = weigh_reasons(active, spread, EFFECTS, np.zeros((2, 2)), np.zeros((2, 2)))
    told = weigh_at_work(weighed, active, spread, np.array([False, True]))
    assert told.p[0] == pytest.approx(weighed.p[0])
    assert told.p[1] == pytest.approx(active[1])
    drawn = expit(logit(0.8) + np.random.default_rng(1).normal(0, 0.5, 200_000))
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert (told.low[1, 0], told.high[1, 0]) == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


def test_an_open_deal_is_never_told_to_be_certain() -> None:
    active, spread = np.full((1, 2), MOST_ACTIVE), np.full((1, 2), 4.0)
    weighed = weigh_reasons(active, spread, EFFECTS, NOTHING, NOTHING)
    told = weigh_at_work(weighed, active, spread, np.array([True]))
    assert told.high.tolist() == [[MOST_ACTIVE, MOST_ACTIVE]]
    assert (told.low < told.high).all()


def test_the_first_is_the_likeliest_main_one() -> None:
    p, main = np.array([[0.5, 0.9, 0.2], [0.1, 0.2, 0.3]]), np.array([[0.6, 0.1, 0.0], [0.6, 0.1, 0.0]])
    ranked = rank_reasons(p, main)
    assert ranked.tolist() == [[1, 2, 3], [1, 2, 3]]
    assert rank_reasons(np.array([[0.2, 0.7]]), np.zeros((1, 2))).tolist() == [[2, 1]]
