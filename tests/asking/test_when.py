"""When a buyer may be talked to."""

from datetime import date

import pytest

from assay.asking.when import find_earliest, is_workday, next_workday, read_holidays


def test_a_whole_working_day_lies_between_the_acceptance_and_the_talk() -> None:
    assert find_earliest(date(2026, 3, 2)) == date(2026, 3, 4)  # Monday, Wednesday


def test_weekends_do_not_count() -> None:
    assert find_earliest(date(2026, 3, 6)) == date(2026, 3, 10)  # Friday, Tuesday
    assert not is_workday(date(2026, 3, 7))


def test_holidays_do_not_count() -> None:
    assert next_workday(date(2026, 12, 23), read_holidays("2026-12-24, 2026-12-25")) == date(2026, 12, 28)


def test_what_is_no_day_is_named() -> None:
    with pytest.raises(ValueError, match="25.12 is no day"):
        read_holidays("2026-12-24 25.12")
