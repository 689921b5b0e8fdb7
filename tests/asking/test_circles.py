"""Who may read what was said."""

import pytest

from assay.asking.circles import Circle, Reader, may_read, name_in_record, narrow


def test_an_author_reads_what_is_private() -> None:
    assert may_read("private", Reader(is_author=True))


@pytest.mark.parametrize(
    ("circle", "reader", "may"),
    [
        ("private", Reader(takes_part=True, is_team=True, sees_deal=True), False),
        ("participants", Reader(is_team=True, sees_deal=True), False),
        ("participants", Reader(takes_part=True), True),
        ("team", Reader(sees_deal=True), False),
        ("team", Reader(is_team=True), True),
        ("company", Reader(sees_deal=True), True),
        ("company", Reader(), False),
        ("no such circle", Reader(takes_part=True, is_team=True, sees_deal=True), False),
    ],
)
def test_a_circle_lets_in_whom_it_names(circle: str, reader: Reader, may: bool) -> None:
    assert may_read(circle, reader) is may


def test_what_is_made_of_several_is_as_narrow_as_the_narrowest() -> None:
    assert narrow(["company", "participants", "team"]) is Circle.PARTICIPANTS
    assert narrow([]) is Circle.PRIVATE


def test_the_record_names_no_circle_where_all_may_read() -> None:
    assert name_in_record("company") is None
    assert name_in_record("team") == "team"
