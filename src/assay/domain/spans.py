"""Days and spans of time in seconds, and the ages at which deals are compared."""

from datetime import UTC, datetime

DAY = 86_400

#: how long after the buyer's last word a deal that was not won counts as alive, and a look back goes on
GRACE = 7 * DAY

#: ages in days at which lost and won deals are compared
AGES = (14, 30, 60, 90, 120, 180, 270, 365)


def end_of_day(moment: int) -> int:
    """The last second (UTC) of the day of `moment`."""
    return moment - moment % DAY + DAY - 1


def count_days(since: int, until: int) -> int:
    """Days (UTC) from the day of `since` to that of `until`, as whoever sees only the days counts; never below 0."""
    return max(0, until // DAY - since // DAY)


def day_text(moment: int) -> str:
    """The day (UTC) of `moment` as YYYY-MM-DD."""
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
