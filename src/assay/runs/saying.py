"""The one place where a finding becomes a sentence: values with their units, days as people write them."""

from datetime import UTC, datetime

from assay.domain.seniority import WORDS
from assay.domain.sought import SOUGHT_LIFT, SOUGHT_POWER
from assay.domain.spans import DAY
from assay.domain.tongue import find_tongue, mark, mark_counted, say, translate

_TIMES = (mark("never"), mark("once"), mark("twice"))

#: unit -> the forms for one and for several
_UNITS = {
    "days": mark_counted("{n} day", "{n} days"),
    "hours": mark_counted("{n} hour", "{n} hours"),
    "minutes": mark_counted("{n} minute", "{n} minutes"),
    "people": mark_counted("{n} person", "{n} people"),
    "fields": mark_counted("{n} field", "{n} fields"),
    "deals": mark_counted("{n} deal", "{n} deals"),
    "competitors": mark_counted("{n} competitor", "{n} competitors"),
    "pieces": mark_counted("{n} piece", "{n} pieces"),
}
_SENIORITY = (
    mark("unknown seniority"),
    mark("individual contributor"),
    mark("manager"),
    mark("director"),
    mark("vice president"),
    mark("top management"),
)


def say_finding(says: str, unit: str, value: float | None, hit_at: int | None) -> str:
    """The sentence of a signal about one deal, filled in; {since} lies {value} days before {day}."""
    since = None if value is None or hit_at is None else hit_at - round(value) * DAY
    return say(says, value=say_value(value, unit), day=say_day(hit_at), since=say_day(since))


def say_value(value: float | None, unit: str) -> str:
    """A value with its unit, which is one of signals/docstring.UNITS."""
    if value is None:
        return say("an unknown value")
    if unit == "seniority":
        return translate(WORDS[round(value)])
    if unit == "share":
        return say("{n} %", n=find_tongue().number(value * 100, 0))
    if unit == "times":
        return translate(_TIMES[round(value)]) if value in {0, 1, 2} else say("{n} times", n=_say_number(value))
    if unit == "hours" and value >= 72:
        return _say_counted(round(value / 24, 1), _UNITS["days"])
    return _say_counted(round(value, 1), _UNITS[unit])


def say_day(moment: int | None) -> str:
    """A time as its day, 12 March 2026."""
    if moment is None:
        return say("a day that is not known")
    return find_tongue().long_day(datetime.fromtimestamp(moment, UTC).date())


def say_more_needed(more: int | None) -> str:
    """What results.comparison.more_needed of a question without an answer means, with the lift that it is meant for."""
    told = {"lift": find_tongue().number(SOUGHT_LIFT, 1), "power": f"{SOUGHT_POWER * 10:.0f}"}
    if more is None:
        return say(
            "How many more closed deals it takes until a lift of {lift} would be told from none {power} times in 10 "
            "is not in sight.",
            **told,
        )
    if more == 0:
        return say(
            "A lift of {lift} would have been told {power} times in 10; a smaller one may be there unseen.", **told
        )
    needed = _say_counted(more, mark_counted("{n} more closed deal", "{n} more closed deals"))
    return say("With about {deals} a lift of {lift} would be told from none {power} times in 10.", deals=needed, **told)


def _say_counted(value: float, forms: tuple[str, str]) -> str:
    return find_tongue().count(*forms, 1 if value == 1 else 2).format(n=_say_number(value))


def _say_number(value: float) -> str:
    """Tenths only below ten, where they matter."""
    return find_tongue().number(value, 0 if value >= 10 or value == int(value) else 1)
