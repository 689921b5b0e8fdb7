"""Times as cases write them."""

from datetime import UTC, date, datetime, time


def read_time(written: date | datetime | None, at: time = time(12)) -> int | None:
    """Epoch seconds UTC; a bare day stands for noon, or for the time `at`."""
    if written is None:
        return None
    moment = written if isinstance(written, datetime) else datetime.combine(written, at)
    return int(moment.replace(tzinfo=UTC).timestamp())
