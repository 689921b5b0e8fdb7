"""What is learned of all histories together: planted levels, unevenness, weekdays and holidays come out again."""

import numpy as np
import pytest

from assay.stats.turn_prior import Habits, fit_habits
from assay.stats.turn_weeks import Histories
from assay.stats.workdays import USUAL_WEEK, Workdays, find_workdays
from bench.turn_worlds import WEEK, World, draw


def test_planted_habits_are_found() -> None:
    drawn = draw(World(rate=0.3, spread=0.5, shape=3.0), 1_500, seed=5)
    workdays, habits = fit_habits(drawn.histories)
    assert habits.shape == pytest.approx(3.0, rel=0.15)
    assert habits.spread == pytest.approx(0.5, abs=0.1)
    assert (habits.steady, habits.lull, habits.turn) == pytest.approx((0.4, 0.2, 0.4), abs=0.12)
    assert workdays.week == pytest.approx(tuple(WEEK), abs=0.08)


def test_without_any_history_the_defaults_stand() -> None:
    nothing = Histories(*(np.zeros(0, np.int64) for _ in range(5)))
    workdays, habits = fit_habits(nothing)
    assert habits == Habits()
    assert workdays == Workdays()
    assert sum(USUAL_WEEK) == pytest.approx(7)


def test_ten_histories_move_the_defaults_by_a_third_at_most() -> None:
    drawn = draw(World(rate=0.5, spread=0.1, shape=30.0), 10, seed=6)
    _, habits = fit_habits(drawn.histories)
    assert 0.115 < habits.level < 0.115 + (0.5 - 0.115) / 2
    assert 1 / 30 < 1 / habits.shape < 1 / 4 + 0.1


def test_prior_levels_span_the_histories_and_weights_add_up() -> None:
    prior = Habits(level=0.2, spread=0.5).make_prior()
    assert prior.weights.sum() == pytest.approx(1)
    assert prior.levels[0] < 0.2 / 2 < 0.2 * 2 < prior.levels[-1]


def record_days(years: int, rate: float, seed: int, quiet: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Words of a whole record over years from day 18,262 (1 January 2020); `quiet`: days of each year."""
    dice = np.random.default_rng(seed)
    days = 18_262 + np.arange(365 * years)
    mean = rate * WEEK[(days + 3) % 7]
    mean[np.isin(days, [18_262 + 365 * year + (year + 3) // 4 + day for year in range(years) for day in quiet])] *= 0.1
    return dice.poisson(mean).astype(float), np.full(len(days), rate)


def test_quiet_days_of_the_whole_record_are_holidays() -> None:
    words, alive = record_days(3, 40.0, 7, (0, 120, 358, 359))
    found = find_workdays(18_262, words, alive)
    # 1 January of 2020 and 2021, workdays both; 1 May 2020 was a Friday
    assert {18_262, 18_262 + 366, 18_262 + 120} <= {day for day, left in found.holidays.items() if left < 0.35}
    assert sum(1 for left in found.holidays.values() if left < 0.5) <= 12


def test_a_date_that_was_quiet_every_year_is_expected_to_be_again() -> None:
    words, alive = record_days(3, 40.0, 8, (358, 359))
    found = find_workdays(18_262, words, alive)
    assert found.yearly["12-25"] < 0.6
    assert "06-17" not in found.yearly
    later = found.expose(18_262 + 365 * 4, 18_262 + 365 * 5 + 1)
    usual = Workdays(found.week).expose(18_262 + 365 * 4, 18_262 + 365 * 5 + 1)
    assert (later < 0.7 * usual).sum() <= 6


def test_a_small_record_has_no_holidays() -> None:
    words, alive = record_days(2, 0.3, 9, (120,))
    found = find_workdays(18_262, words, alive)
    assert all(left > 0.5 for left in found.holidays.values())
