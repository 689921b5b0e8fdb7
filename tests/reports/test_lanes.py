"""Marks of one lane stay apart and legible."""

from hypothesis import given
from hypothesis import strategies as st

from assay.reports.lanes import Spot, place_marks

WAYS = ("in", "out", "both", "own", "unsaid")


def spot(x: float, way: str = "in") -> Spot:
    return Spot(x, "letter", way, struck=False, faint=False, href=f"#row-{x:g}", title=f"at {x:g}")


def test_marks_far_apart_stand_on_the_line() -> None:
    marks = list(place_marks([spot(10), spot(40)], 100))
    assert [(mark.x, mark.y, mark.count) for mark in marks] == [(10, 100, 1), (40, 100, 1)]


def test_two_marks_near_each_other_are_stacked() -> None:
    marks = list(place_marks([spot(10), spot(12)], 100))
    assert [mark.y for mark in marks] == [92, 108]


def test_three_marks_near_each_other_become_one_with_their_number() -> None:
    (mark,) = place_marks([spot(10, "out"), spot(11), spot(12, "out")], 100)
    assert (mark.count, mark.way, mark.href) == (3, "in", "#row-10")
    assert all(f"at {x}" in mark.title for x in (10, 11, 12))


def test_a_number_names_the_first_dozen_and_counts_the_rest() -> None:
    (mark,) = place_marks([spot(10 + n / 100) for n in range(30)], 100)
    assert mark.title.endswith("and 18 more")


@given(st.lists(st.tuples(st.floats(0, 860), st.sampled_from(WAYS)), max_size=400))
def test_every_spot_is_shown_and_numbers_never_cover_each_other(found: list[tuple[float, str]]) -> None:
    marks = list(place_marks([spot(round(x, 1), way) for x, way in found], 100))
    assert sum(mark.count for mark in marks) == len(found)
    numbers = sorted(mark.x for mark in marks if mark.count > 1)
    assert all(right - left >= 18 for left, right in zip(numbers, numbers[1:], strict=False))
