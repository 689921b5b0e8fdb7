"""What it takes to claim an association, and what is said where one thing is missing."""

from dataclasses import replace

import pytest

from assay.domain.interval import Interval
from assay.patterns.association import Association, count_missing, reach_verdict, shows_the_same


def spread(low: float, mid: float, high: float) -> Interval:
    return Interval(low, mid, high, 900)


CLEAR = Association(
    ratio=spread(1.6, 2.0, 2.5),
    always=(1.3, 3.1),
    placebo=spread(0.8, 1.0, 1.25),
    p=1e-6,
    log_error=0.11,
    deals=120,
    others=300,
    n=900,
)


def test_a_claim_takes_all_of_it() -> None:
    assert reach_verdict(CLEAR, 0.001) == ("associated", None)


@pytest.mark.parametrize(
    ("found", "q", "hindrance"),
    [
        (replace(CLEAR, deals=9), 0.001, "few"),
        (replace(CLEAR, others=9), 0.001, "few"),
        (CLEAR, None, "few"),
        (CLEAR, 0.06, "chance"),
        (replace(CLEAR, p_ending=0.4), 0.5, "ending"),
        (replace(CLEAR, ratio=spread(1.05, 1.15, 1.26)), 0.001, "size"),
        (replace(CLEAR, always=(0.97, 4.1)), 0.001, "weekly"),
        (replace(CLEAR, placebo=spread(1.3, 1.7, 2.2)), 0.001, "placebo"),
        (replace(CLEAR, placebo=None), 0.001, "placebo"),
    ],
)
def test_the_first_thing_that_is_missing_is_named(found: Association, q: float | None, hindrance: str) -> None:
    assert reach_verdict(found, q) == ("not_enough", hindrance)


def test_what_is_near_one_for_sure_is_no_difference() -> None:
    near = replace(CLEAR, ratio=spread(0.9, 1.0, 1.1))
    assert reach_verdict(near, 0.9) == ("not_associated", "chance")


def test_losing_less_often_is_held_against_its_placebo_too() -> None:
    less = replace(CLEAR, ratio=spread(0.4, 0.5, 0.62), always=(0.32, 0.77))
    assert reach_verdict(less, 0.001) == ("associated", None)
    assert shows_the_same(spread(0.4, 0.5, 0.62), spread(0.5, 0.58, 0.7))


def test_a_settled_question_needs_no_more_deals() -> None:
    assert count_missing(CLEAR, "associated", 60) is None


def test_more_questions_need_more_deals() -> None:
    found = replace(CLEAR, log_error=0.3)
    few, many = (count_missing(found, "not_enough", asked) for asked in (1, 100))
    assert few is not None
    assert many is not None
    assert 0 < few < many


def test_ten_on_the_smaller_side_are_the_least() -> None:
    assert count_missing(replace(CLEAR, deals=5, log_error=None), "not_enough", 60) == 1_000
