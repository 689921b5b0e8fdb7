"""The sample company's calendar: epoch seconds UTC, working hours, quarter ends. It ends on a fixed day."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from assay.sample.dice import Dice

HOUR = 3600
DAY = 24 * HOUR
_EPOCH = date(1970, 1, 1)
_HOLIDAYS = frozenset(("01-01", *(f"12-{day}" for day in range(24, 32))))


def moment(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> int:
    """Epoch seconds of a moment given in UTC."""
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())


#: the first deal is opened after START; nothing in the files is later than END
START = moment(2023, 11, 2)
END = moment(2026, 10, 30, 17)


@lru_cache(maxsize=4096)
def calendar_day(number: int) -> str:
    """ISO day of a day number (days since 1970-01-01)."""
    return (_EPOCH + timedelta(days=number)).isoformat()


def day_text(at: int) -> str:
    """The ISO day of a moment."""
    return calendar_day(at // DAY)


def time_text(at: int) -> str:
    """As an export writes it: 2026-10-30T17:00:00.000Z."""
    rest = at % DAY
    return f"{calendar_day(at // DAY)}T{rest // HOUR:02d}:{rest % HOUR // 60:02d}:{rest % 60:02d}.000Z"


def read_day(text: str) -> int:
    """Epoch seconds of an ISO day's first second."""
    return (date.fromisoformat(text) - _EPOCH).days * DAY


def is_free(at: int) -> bool:
    """Whether nobody works on that day: weekends, and from Christmas to New Year."""
    return (at // DAY + 3) % 7 >= 5 or calendar_day(at // DAY)[5:] in _HOLIDAYS


def next_workday(at: int) -> int:
    """The same time of day, moved over days on which nobody works."""
    while is_free(at):
        at += DAY
    return at


def in_office(at: int, dice: Dice) -> int:
    """At or after `at`, on a working day between 07:00 and 16:59 UTC, with odd seconds."""
    hour = at % DAY // HOUR
    if hour >= 17:
        at += DAY
    if hour < 7 or hour >= 17:
        at = at - at % DAY + dice.whole(7 * HOUR, 11 * HOUR)
    return next_workday(at) + dice.whole(0, 59)


def on_the_quarter(at: int) -> int:
    """A quarter hour, at which meetings begin."""
    return at - at % 900


def month_end(at: int, months: int = 0) -> int:
    """The last day of the month that lies `months` after that of `at`."""
    day = _EPOCH + timedelta(days=at // DAY)
    number = day.year * 12 + day.month + months
    return (date(number // 12, number % 12 + 1, 1) - _EPOCH).days * DAY - DAY


def quarter_end(at: int) -> int:
    """The last day of the quarter in which a moment lies."""
    month = (_EPOCH + timedelta(days=at // DAY)).month
    return month_end(at, (3 - month % 3) % 3)
