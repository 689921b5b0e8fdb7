"""Days in whatever spelling: 12 March 2026, March 12th, 12.03.26, 12.3., 2026-03-12, 12. März."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: place
    for place, names in enumerate(
        (
            "january januar jänner jan",
            "february februar feb",
            "march märz maerz mar mär",
            "april apr",
            "may mai",
            "june juni jun",
            "july juli jul",
            "august aug",
            "september sept sep",
            "october oktober oct okt",
            "november nov",
            "december dezember dec dez",
        ),
        1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<name>{_NAME})\b\.?{_YEAR}",
        rf"\b(?P<name>{_NAME})\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*%|[.,]\d){_YEAR}",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b",
        r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>(?:19|20)?\d\d)\b)?",
        r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>(?:19|20)?\d\d))?(?![\d/])",
    )
)


@dataclass(frozen=True)
class Told:
    """text[start:end] and the day and month it names. day: with a year told or not None only where one was told.

    months: (month, day) pairs, two where 3/4 can be read both ways.
    """

    start: int
    end: int
    pairs: tuple[tuple[int, int], ...]
    year: int | None

    @property
    def day(self) -> date | None:
        """The whole date, where a year was told and it can be read in one way."""
        return date(self.year, *self.pairs[0]) if self.year and len(self.pairs) == 1 else None

    def is_on(self, day: date) -> bool:
        """Whether it may mean this day; without a year, of any."""
        return (day.month, day.day) in self.pairs and self.year in (None, day.year)


def find_days(text: str) -> list[Told]:
    """Every day of a text that has a month, by place."""
    found = sorted((one for pattern in _PATTERNS for one in _find(pattern, text)), key=lambda one: one.start)
    kept: list[Told] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _find(pattern: re.Pattern[str], text: str) -> Iterator[Told]:
    for match in pattern.finditer(text):
        told = match.groupdict()
        year = int(told["year"]) if told.get("year") else None
        year = year + 2000 if year is not None and year < 100 else year
        if told.get("first"):
            one, two = int(told["first"]), int(told["second"])
            wanted = {(one, two), (two, one)}
        else:
            month = int(told["month"]) if told.get("month") else _MONTHS[told["name"].casefold()]
            wanted = {(month, int(told["day"]))}
        pairs = tuple(sorted(pair for pair in wanted if _is_day(*pair, year)))
        if pairs:
            yield Told(match.start(), match.end(), pairs, year)


def _is_day(month: int, day: int, year: int | None) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True
