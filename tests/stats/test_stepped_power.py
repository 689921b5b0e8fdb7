"""What a roll-out could tell: as generalised least squares have it, and as living through it has it."""

from math import sqrt

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri
from statsmodels.stats.power import NormalIndPower

from assay.stats.stepped_power import find_told, live_through

Whole = NDArray[np.int64]


def find_error(begins: Whole, periods: int, deals: float, share: float, between: float) -> float:
    """The closed form: the standard error of the difference, teams and periods having levels of their own.

    begins: (teams,) period, from 0, with which each begins.  deals: of one team in one period.  share: of outcomes, 0
    to 1.  between: standard deviation of the true shares of teams.
    inf where the plan cannot tell.  Source: Hussey and Hughes 2007, Contemp. Clin. Trials 28:182, eq. 8. Check: the
    error of statsmodels GLS with the same covariance, and the scatter of estimates in 4,000 invented companies.
    """
    doing = (np.arange(periods) >= begins[:, None]).astype(np.float64)
    teams = len(begins)
    within, spread = share * (1 - share) / deals, between**2
    whole, columns, rows = doing.sum(), (doing.sum(axis=0) ** 2).sum(), (doing.sum(axis=1) ** 2).sum()
    below = (teams * whole - columns) * within
    below += (whole**2 + teams * periods * whole - periods * columns - teams * rows) * spread
    return sqrt(teams * within * (within + periods * spread) / below) if below > 0 else float("inf")


def find_power(effect: float, error: float, *, alpha: float = 0.05) -> float:
    """The chance that the two-sided test at alpha tells `effect`. The usual normal approximation.

    Check: statsmodels NormalIndPower.
    """
    return float(ndtr(abs(effect) / error - ndtri(1 - alpha / 2)))


def test_the_closed_form_is_that_of_generalised_least_squares() -> None:
    begins, periods = np.array([1, 1, 2, 3, 3, 4]), 5
    doing = (np.arange(periods) >= begins[:, None]).astype(float)
    design = np.column_stack([doing.ravel(), np.tile(np.eye(periods), (len(begins), 1))])
    block = np.eye(periods) * (0.3 * 0.7 / 40) + 0.06**2
    covariance = np.kron(np.eye(len(begins)), block)
    fit = sm.GLS(np.zeros(len(design)), design, sigma=covariance).fit()
    expected = np.sqrt(fit.normalized_cov_params[0, 0])
    assert find_error(begins, periods, 40, 0.3, 0.06) == pytest.approx(expected, rel=1e-6)


def test_estimates_of_invented_companies_scatter_by_the_closed_form() -> None:
    begins, periods, spread = np.repeat([1, 2, 3, 4], 6), 5, 0.06
    doing = (np.arange(periods) >= begins[:, None]).astype(float)
    design = np.column_stack([doing.ravel(), np.tile(np.eye(periods), (len(begins), 1))])
    block = np.eye(periods) * (0.3 * 0.7 / 40) + spread**2
    inverse = np.kron(np.eye(len(begins)), np.linalg.inv(block))
    dice = np.random.default_rng(3)
    own = dice.normal(0.3, spread, (4_000, len(begins), 1))
    shares = (own + dice.normal(0, np.sqrt(0.3 * 0.7 / 40), (4_000, len(begins), periods))).reshape(4_000, -1)
    estimates = shares @ (np.linalg.inv(design.T @ inverse @ design) @ design.T @ inverse)[0]
    # a standard deviation of 4,000 is within 4 % of the truth in all but one of 2,000 draws
    assert estimates.std() == pytest.approx(find_error(begins, periods, 40, 0.3, spread), rel=0.04)


def test_the_power_is_that_of_statsmodels() -> None:
    # NormalIndPower for one sample: an effect of so many errors, of one observation, on either side
    expected = NormalIndPower(ddof=0).power(0.06 / 0.025, 1, 0.05, ratio=0, alternative="two-sided")
    # the far side, which tells the effect with the wrong sign, is left out here
    assert find_power(0.06, 0.025) == pytest.approx(expected, abs=1e-4)


def test_a_plan_in_which_all_begin_at_once_can_tell_nothing() -> None:
    assert find_error(np.zeros(6, dtype=np.int64), 1, 40, 0.3, 0.05) == float("inf")


def test_living_through_it_agrees_with_the_formula_for_many_teams() -> None:
    begins, base = np.arange(24) % 4 + 1, np.full(24, 0.25)
    expected = find_power(0.06, find_error(begins, 5, 40, 0.25, 1e-6))
    lived = live_through(base, np.full(24, 40.0), begins, 5, 0.06, drift=0.0)
    assert 0.5 < expected < 0.95
    assert lived.share == pytest.approx(expected, abs=0.08)


def test_where_there_is_no_effect_one_life_in_twenty_tells_one() -> None:
    lived = live_through(np.linspace(0.2, 0.35, 6), np.full(6, 60.0), np.arange(6) % 3 + 1, 4, 0.0, lives=600)
    assert lived.share <= 0.08


def test_three_teams_cannot_tell_however_large_the_effect() -> None:
    assert live_through(np.full(3, 0.25), np.full(3, 500.0), np.array([1, 2, 3]), 4, 0.5, lives=40).share == 0


def test_the_effect_that_is_told_is_the_smallest_with_that_power() -> None:
    base, deals, begins = np.full(8, 0.25), np.full(8, 60.0), np.arange(8) % 4
    found = find_told(base, deals, begins, 3, lives=200)
    assert found is not None
    assert live_through(base, deals, begins, 3, found, lives=200).share >= 0.8
    assert live_through(base, deals, begins, 3, found - 0.01, lives=200).share < 0.8


def test_for_three_teams_there_is_no_effect_that_would_be_told() -> None:
    assert find_told(np.full(3, 0.25), np.full(3, 500.0), np.array([0, 1, 2]), 2, lives=40) is None


def test_levels_of_teams_that_are_known_from_few_deals_tell_less() -> None:
    base, deals, begins = np.linspace(0.1, 0.5, 8), np.full(8, 60.0), np.arange(8) % 4
    many, few = (
        live_through(base, deals, begins, 3, 0.12, before=np.full(8, known), lives=200).share
        for known in (2_000.0, 5.0)
    )
    assert many > few + 0.1
