"""The one place where a finding becomes a sentence: values with their units, days as people write them."""

from datetime import UTC, datetime

from assay.domain.seniority import WORDS
from assay.domain.sought import SOUGHT_LIFT, SOUGHT_POWER
from assay.domain.spans import DAY

_TIMES = ("never", "once", "twice")

_ONE = {
    "days": "day",
    "hours": "hour",
    "minutes": "minute",
    "people": "person",
    "fields": "field",
    "deals": "deal",
    "competitors": "competitor",
    "pieces": "piece",
}


def say_finding(says: str, unit: str, value: float | None, hit_at: int | None) -> str:
    """The sentence of a signal about one deal, filled in; {since} lies {value} days before {day}."""
    since = None if value is None or hit_at is None else hit_at - round(value) * DAY
    return says.format(value=say_value(value, unit), day=say_day(hit_at), since=say_day(since))


def say_value(value: float | None, unit: str) -> str:
    """A value with its unit, which is one of signals/docstring.UNITS."""
    if value is None:
        return "an unknown value"
    if unit == "seniority":
        return WORDS[round(value)]
    if unit == "share":
        return f"{value * 100:.0f} %"
    if unit == "times":
        return _TIMES[round(value)] if value in {0, 1, 2} else f"{_say_number(value)} times"
    if unit == "hours" and value >= 72:
        return _say_counted(round(value / 24, 1), "day", "days")
    one = _ONE[unit]
    return _say_counted(round(value, 1), one, unit)


def say_day(moment: int | None) -> str:
    """A time as its day, 12 March 2026."""
    if moment is None:
        return "a day that is not known"
    day = datetime.fromtimestamp(moment, UTC)
    return f"{day.day} {day:%B} {day.year}"


def say_more_needed(more: int | None) -> str:
    """What results.comparison.more_needed of a question without an answer means, with the lift that it is meant for."""
    told = f"a lift of {SOUGHT_LIFT} would be told from none {SOUGHT_POWER * 10:.0f} times in 10"
    if more is None:
        return f"How many more closed deals it takes until {told} is not in sight."
    if more == 0:
        seen = f"A lift of {SOUGHT_LIFT} would have been told {SOUGHT_POWER * 10:.0f} times in 10"
        return f"{seen}; a smaller one may be there unseen."
    return f"With about {_say_counted(more, 'more closed deal', 'more closed deals')} {told}."


def _say_counted(value: float, one: str, many: str) -> str:
    return f"{_say_number(value)} {one if value == 1 else many}"


def _say_number(value: float) -> str:
    """Tenths only below ten, where they matter."""
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
