"""When a buyer may be talked to: on a working day, and not before one has passed since the loss was accepted."""

from collections.abc import Collection
from datetime import date, timedelta

#: Monday is 0
WEEKEND = frozenset({5, 6})
#: a year of holidays on end is a mistake in the setting, not a country
_MOST_DAYS = 400


def is_workday(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether people work on that day: no weekend, none of the holidays."""
    return day.weekday() not in WEEKEND and day not in holidays


def next_workday(day: date, holidays: Collection[date] = ()) -> date:
    """The first working day after `day`."""
    for ahead in range(1, _MOST_DAYS):
        if is_workday(found := day + timedelta(days=ahead), holidays):
            return found
    raise ValueError("every day of a year is called a holiday")


def find_earliest(accepted_on: date, holidays: Collection[date] = ()) -> date:
    """The first day on which a debrief may be held: one whole working day lies between, then the next working day."""
    return next_workday(next_workday(accepted_on, holidays), holidays)


def read_holidays(text: str) -> tuple[date, ...]:
    """The days of a setting: 2026-12-25, one a line or with commas. Raises ValueError naming what is no day."""
    found = []
    for word in text.replace(",", " ").split():
        try:
            found.append(date.fromisoformat(word))
        except ValueError:
            raise ValueError(f"{word} is no day such as 2026-12-25") from None
    return tuple(sorted(set(found)))
