"""A theme that begins in some week of a course is told from one that is merely spoken of now and then."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import poisson

from assay.stats.theme_model import (
    Courses,
    Theme,
    expect_begun,
    filter_weeks,
    fit_themes,
    follow_silence,
    lay_counts,
    look_ahead,
    smooth_weeks,
    spread_odds,
)

THEME = Theme(quiet=0.1, loud=0.8, at_once=0.15, begins=0.05, learnt=(40.0, 40.0, 10.0, 10.0))
COUNT = np.array([[0, 2, 0, 1, 0]], dtype=np.uint8)


def _add_up_paths(theme: Theme, counts: list[int], known: int) -> list[float]:
    """P(begun by each week) by adding up every path of states, with the counts of the first `known` weeks read."""
    weeks = len(counts)
    by_week, total = np.zeros(weeks), 0.0
    for path in product((0, 1), repeat=weeks):
        if any(before > after for before, after in zip(path, path[1:], strict=False)):
            continue
        chance = theme.at_once if path[0] else 1 - theme.at_once
        for before, after in zip(path, path[1:], strict=False):
            chance *= 1.0 if before else theme.begins if after else 1 - theme.begins
        for week in range(known):
            chance *= poisson.pmf(counts[week], theme.loud if path[week] else theme.quiet)
        by_week += chance * np.array(path)
        total += chance
    return [float(value) for value in by_week / total]


def test_the_filter_is_the_sum_over_all_paths_by_what_was_said_so_far() -> None:
    expected = [_add_up_paths(THEME, [0, 2, 0, 1, 0], week + 1)[week] for week in range(5)]
    assert filter_weeks(THEME, COUNT)[0] == pytest.approx(expected, rel=1e-12)


def test_the_smoother_is_the_sum_over_all_paths_by_all_that_was_said() -> None:
    assert smooth_weeks(THEME, COUNT, np.array([5]))[0] == pytest.approx(_add_up_paths(THEME, [0, 2, 0, 1, 0], 5))


def test_beyond_its_length_a_course_tells_nothing() -> None:
    assert smooth_weeks(THEME, COUNT, np.array([3]))[0, :3] == pytest.approx(_add_up_paths(THEME, [0, 2, 0], 3))


def test_one_step_ahead_reads_nothing_of_the_week_itself() -> None:
    expected = [_add_up_paths(THEME, [0, 2, 0, 1, 0], week)[week] for week in range(5)]
    assert look_ahead(THEME, filter_weeks(THEME, COUNT))[0] == pytest.approx(expected, rel=1e-12)


def test_two_steps_ahead_reads_nothing_of_the_week_before_it_either() -> None:
    expected = [_add_up_paths(THEME, [0, 2, 0, 1, 0], max(0, week - 1))[week] for week in range(5)]
    assert look_ahead(THEME, filter_weeks(THEME, COUNT), steps=2)[0] == pytest.approx(expected, rel=1e-12)


def test_silence_and_expectation_are_those_of_a_course_without_mentions() -> None:
    assert follow_silence(THEME, 4) == pytest.approx([_add_up_paths(THEME, [0] * n, n)[-1] for n in range(1, 5)])
    assert expect_begun(THEME, np.array([1, 4])) == pytest.approx([0.15, 1 - 0.85 * 0.95**3])


def test_the_end_of_a_long_loud_course_is_no_overflow() -> None:
    loud = np.full((1, 104), 255, dtype=np.uint8)
    assert filter_weeks(THEME, loud)[0, -1] == pytest.approx(1.0)
    assert smooth_weeks(THEME, loud, np.array([104]))[0, 0] == pytest.approx(1.0, abs=1e-6)


def _draw(theme: Theme, deals: int, weeks: int, seed: int) -> tuple[Courses, np.ndarray]:
    random = np.random.default_rng(seed)
    begins = np.where(random.random(deals) < theme.at_once, 0, random.geometric(theme.begins, deals))
    is_on = np.arange(weeks)[None, :] >= begins[:, None]
    counts = random.poisson(np.where(is_on, theme.loud, theme.quiet))
    deal, week = np.nonzero(counts)
    return Courses.of(deal, week, counts[deal, week], np.full(deals, weeks)), is_on[:, -1]


def test_planted_rates_come_back() -> None:
    (found,) = fit_themes([_draw(THEME, 3_000, 20, 1)[0]])
    assert (found.quiet, found.loud) == (pytest.approx(0.1, rel=0.1), pytest.approx(0.8, rel=0.1))
    assert (found.at_once, found.begins) == (pytest.approx(0.15, abs=0.04), pytest.approx(0.05, abs=0.012))


def test_what_it_says_is_as_often_so_as_it_says() -> None:
    courses, is_on = _draw(THEME, 4_000, 20, 2)
    (found,) = fit_themes([courses])
    random = np.random.default_rng(2)
    begins = np.where(random.random(4_000) < THEME.at_once, 0, random.geometric(THEME.begins, 4_000))
    on = np.arange(20)[None, :] >= begins[:, None]
    counts = random.poisson(np.where(on, THEME.loud, THEME.quiet)).astype(np.uint8)
    said = filter_weeks(found, counts)[:, -1]
    assert bool((on[:, -1] == is_on).all())
    for low, high in ((0.0, 0.2), (0.2, 0.6), (0.6, 0.95), (0.95, 1.01)):
        here = (said >= low) & (said < high)
        assert abs(float(is_on[here].mean()) - float(said[here].mean())) < 0.06


def test_with_few_deals_a_theme_is_drawn_towards_all_themes() -> None:
    many = [_draw(THEME, 8, 20, seed)[0] for seed in range(12)]
    silent = Courses.of(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int), np.full(8, 20))
    found = fit_themes([*many, silent])
    assert found[-1].log_ratio > 0.5
    assert found[-1].begins < 0.1
    assert max(theme.loud for theme in found) / min(theme.loud for theme in found) < 1.6


def test_without_a_single_mention_nothing_is_likely() -> None:
    silent = Courses.of(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int), np.full(10, 12))
    (found,) = fit_themes([silent])
    assert follow_silence(found, 12)[-1] < 0.15


def test_courses_alike_are_counted_together() -> None:
    courses = Courses.of(np.array([0, 2]), np.array([1, 1]), np.array([3, 3]), np.array([4, 4, 4, 2]))
    assert sorted(courses.weight.tolist()) == [1.0, 1.0, 2.0]
    assert courses.count.sum(axis=1).tolist().count(3) == 1


def test_more_mentions_carry_more_of_the_error_of_the_rates() -> None:
    assert spread_odds(THEME, np.array([0.0, 2.0])) == pytest.approx([0.05, 0.05 + 4 * 0.05])
    assert lay_counts(np.array([0]), np.array([1]), np.array([300]), 1, 2).tolist() == [[0, 255]]
