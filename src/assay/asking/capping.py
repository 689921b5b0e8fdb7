"""Nobody at a buyer is asked too often, however many deals they took part in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Cap:
    """At most so many requests to one person within so many days, over all deals."""

    most: int = 1
    days: int = 90


@dataclass(frozen=True)
class Asked:
    """How often somebody was asked of late. free_on: the first day on which they may be asked again, None for now."""

    times: int
    free_on: date | None


def count_requests(asked_on: Iterable[date], today: date, cap: Cap) -> Asked:
    """Whether one more request is within the cap. asked_on: the days of all requests to that person."""
    recent = sorted(day for day in asked_on if day > today - timedelta(days=cap.days))
    if len(recent) < cap.most:
        return Asked(len(recent), None)
    return Asked(len(recent), recent[-cap.most] + timedelta(days=cap.days))
